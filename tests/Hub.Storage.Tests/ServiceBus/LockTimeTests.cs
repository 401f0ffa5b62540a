using Azure.Messaging.ServiceBus;
using Hub.Storage.ServiceBus.Holding;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>The service says when a lock ends, and not how long it lasts.</summary>
public sealed class LockTimeTests
{
    private static readonly DateTimeOffset Locked = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly LockTimes times = new();

    [Fact]
    public void A_lock_lasts_until_the_service_says_it_ends() =>
        Assert.Equal(Minute, times.Of(Waited(Minute * 60), now: Locked));

    [Fact]
    public void A_hub_whose_clock_is_slow_renews_in_time_once_a_message_came_at_once()
    {
        Assert.Equal(Minute, times.Of(Waited(TimeSpan.Zero), now: Locked - (4 * Minute)));
        Assert.Equal(Minute, times.Of(Waited(Minute * 60), now: Locked - (4 * Minute)));
    }

    [Fact]
    public void A_hub_whose_clock_is_fast_renews_too_often_rather_than_too_late() =>
        Assert.Equal(TimeSpan.FromSeconds(2), times.Of(Waited(TimeSpan.Zero), now: Locked + (10 * Minute)));

    [Fact]
    public void No_lock_lasts_longer_than_the_service_gives() =>
        Assert.Equal(5 * Minute, times.Of(Waited(Minute * 60), now: Locked - (60 * Minute)));

    private static ServiceBusReceivedMessage Waited(TimeSpan inQueue) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(lockedUntil: Locked + Minute, enqueuedTime: Locked - inQueue);
}
