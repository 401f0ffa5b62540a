using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Xunit;

namespace Hub.Delivery.Tests.Sending;

public sealed class SendingLaneTests
{
    private static readonly DateTimeOffset Start = StillClock.Start;

    private readonly StillClock clock = new();
    private readonly SendingLane lane;

    public SendingLaneTests() =>
        lane = new(
            new OrganizationId(Guid.Empty),
            new DeliveryOptions { MaxInFlightPerSubscription = 4, CircuitThreshold = 2 },
            clock
        );

    [Fact]
    public void It_has_room_for_so_many_requests_and_no_more()
    {
        Assert.Equal(4, lane.Room().Messages);
        Begin(4);
        Assert.Equal(0, lane.Room().Messages);
        lane.Ended(acknowledged: true);
        Assert.Equal(1, lane.Room().Messages);
    }

    [Fact]
    public void A_failing_receiver_gets_one_request_at_a_time_and_says_when_the_next_may_go()
    {
        Begin(2);
        lane.Ended(acknowledged: false);
        lane.Ended(acknowledged: false);

        var closed = lane.Room();
        Assert.Equal((0, Start.AddSeconds(1)), (closed.Messages, closed.Again));
        clock.Now = Start.AddSeconds(1);
        Assert.Equal(1, lane.Room().Messages);
        Begin(1);
        Assert.Equal(0, lane.Room().Messages);
        lane.Ended(acknowledged: true);
        Assert.Equal(4, lane.Room().Messages);
    }

    [Fact]
    public void A_pause_is_as_long_as_it_is_whatever_happens_to_the_clock()
    {
        Begin(2);
        lane.Ended(acknowledged: false);
        lane.Ended(acknowledged: false);

        clock.Step = TimeSpan.FromHours(-2);
        Assert.Equal((0, clock.GetUtcNow().AddSeconds(1)), (lane.Room().Messages, lane.Room().Again));
        clock.Now = Start.AddSeconds(1);

        Assert.Equal(1, lane.Room().Messages);
    }

    [Fact]
    public void What_ended_without_a_request_says_nothing_of_the_receiver()
    {
        Begin(3);
        for (var count = 0; count < 3; count++)
            lane.Released();

        Assert.Equal(4, lane.Room().Messages);
        Assert.True(lane.IsIdle);
    }

    private void Begin(int requests)
    {
        for (var count = 0; count < requests; count++)
            lane.Started();
    }
}
