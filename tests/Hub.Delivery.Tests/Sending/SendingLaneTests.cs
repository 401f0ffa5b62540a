using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Xunit;

namespace Hub.Delivery.Tests.Sending;

public sealed class SendingLaneTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);

    private readonly SendingLane lane = new(
        new OrganizationId(Guid.Empty),
        new DeliveryOptions { MaxInFlightPerSubscription = 4, CircuitThreshold = 2 }
    );

    [Fact]
    public void It_has_room_for_so_many_requests_and_no_more()
    {
        Assert.Equal(4, lane.Room(Start).Messages);
        Begin(4);
        Assert.Equal(0, lane.Room(Start).Messages);
        lane.Ended(acknowledged: true, Start);
        Assert.Equal(1, lane.Room(Start).Messages);
    }

    [Fact]
    public void A_failing_receiver_gets_one_request_at_a_time_and_says_when_the_next_may_go()
    {
        Begin(2);
        lane.Ended(acknowledged: false, Start);
        lane.Ended(acknowledged: false, Start);

        var closed = lane.Room(Start);
        Assert.Equal((0, Start.AddSeconds(1)), (closed.Messages, closed.Again));
        Assert.Equal(1, lane.Room(Start.AddSeconds(1)).Messages);
        Begin(1);
        Assert.Equal(0, lane.Room(Start.AddSeconds(1)).Messages);
        lane.Ended(acknowledged: true, Start.AddSeconds(1));
        Assert.Equal(4, lane.Room(Start.AddSeconds(1)).Messages);
    }

    [Fact]
    public void What_ended_without_a_request_says_nothing_of_the_receiver()
    {
        Begin(3);
        for (var count = 0; count < 3; count++)
            lane.Released();

        Assert.Equal(4, lane.Room(Start).Messages);
        Assert.True(lane.IsIdle);
    }

    private void Begin(int requests)
    {
        for (var count = 0; count < requests; count++)
            lane.Started();
    }
}
