using Hub.Delivery.Dialects;
using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Tests.Hosting;
using Xunit;

namespace Hub.Delivery.Tests.Sending;

public sealed class SendingLaneTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);

    private readonly SteppedTime clock = new(Start);
    private readonly SendingLane lane;

    public SendingLaneTests() =>
        lane = new(
            new OrganizationId(Guid.Empty),
            Guid.Empty,
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
        clock.Advance(TimeSpan.FromSeconds(1));
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

        clock.Step(TimeSpan.FromHours(-2));
        Assert.Equal((0, clock.GetUtcNow().AddSeconds(1)), (lane.Room().Messages, lane.Room().Again));
        clock.Advance(TimeSpan.FromSeconds(1));

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

    [Fact]
    public void A_batch_waits_its_time_for_more_and_takes_no_more_than_it_may()
    {
        lane.Learn(new Batching(10, TimeSpan.FromSeconds(1)));
        Assert.Equal(new LaneRoom(0, Start.AddSeconds(1)), lane.Room());
        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(new LaneRoom(0, Start.AddSeconds(1)), lane.Room());
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(new LaneRoom(10), lane.Room());
    }

    [Fact]
    public void A_batch_waits_no_longer_when_the_clock_was_set_back()
    {
        lane.Learn(new Batching(10, TimeSpan.FromSeconds(1)));
        lane.Room();
        clock.Step(TimeSpan.FromHours(-2));
        Assert.Equal(new LaneRoom(0, clock.GetUtcNow().AddSeconds(1)), lane.Room());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new LaneRoom(10), lane.Room());
    }

    [Fact]
    public void One_batch_is_under_way_at_a_time()
    {
        lane.Learn(new Batching(10, TimeSpan.Zero));
        lane.StartedTogether(3);
        Assert.Equal(new LaneRoom(0), lane.Room());
        lane.Ended(acknowledged: true);
        Assert.Equal(new LaneRoom(10), lane.Room());
    }

    [Fact]
    public void After_a_full_batch_the_next_goes_at_once_and_after_a_pause_it_waits_again()
    {
        lane.Learn(new Batching(10, TimeSpan.FromSeconds(1)));
        lane.StartedTogether(10);
        lane.Ended(acknowledged: true);
        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(new LaneRoom(10), lane.Room());
        lane.StartedTogether(2);
        lane.Ended(acknowledged: true);
        clock.Advance(TimeSpan.FromMilliseconds(4001));
        Assert.Equal(new LaneRoom(0, Start.AddSeconds(6)), lane.Room());
    }

    [Fact]
    public void A_failing_receiver_of_batches_is_left_alone_too()
    {
        lane.Learn(new Batching(10, TimeSpan.Zero));
        for (var failures = 0; failures < 2; failures++)
        {
            lane.StartedTogether(1);
            lane.Ended(acknowledged: false);
        }
        Assert.Equal(new LaneRoom(0, Start.AddSeconds(1)), lane.Room());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new LaneRoom(10), lane.Room());
    }

    private void Begin(int requests)
    {
        for (var count = 0; count < requests; count++)
            lane.Started();
    }
}
