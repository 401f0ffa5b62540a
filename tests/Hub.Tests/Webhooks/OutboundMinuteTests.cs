using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>The minute of one hub on its own store, which is exact; hubs that share a store have tests of their own.</summary>
public sealed class OutboundMinuteTests
{
    [Fact]
    public async Task No_minute_has_more_events_than_allowed_and_nothing_is_dropped()
    {
        await using var hub = await TimedHub.Start("--Delivery:EventsPerMinute=5");
        await using var one = await HookReceiver.Start();
        await using var two = await HookReceiver.Start();
        await hub.Admin.Subscribe(one.Url, "ticket.created");
        await hub.Admin.Subscribe(two.Url, "ticket.created");
        for (var number = 0; number < 6; number++)
            await hub.Admin.NewTicket();

        for (var minute = 1; minute <= 2; minute++)
        {
            await WhenReceived(5 * minute);
            hub.Advance(TimeSpan.FromSeconds(59.999));
            Assert.Equal(5 * minute, one.Received.Count + two.Received.Count);
            hub.Advance(TimeSpan.FromMilliseconds(1));
        }

        await WhenReceived(12);
        Assert.Equal(6, one.Received.Select(hook => hook.Delivery).Distinct().Count());
        Assert.Equal(6, two.Received.Select(hook => hook.Delivery).Distinct().Count());

        Task WhenReceived(int count) =>
            Wait.For(() => Task.FromResult(one.Received.Count + two.Received.Count), sum => sum == count);
    }

    [Fact]
    public async Task Deliveries_that_waited_for_their_minute_come_after_a_restart()
    {
        await using var hub = await TimedHub.Start("--Delivery:EventsPerMinute=1");
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        for (var number = 0; number < 3; number++)
            await hub.Admin.NewTicket();
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 3 && all.Any(WebhookCalls.HasSucceeded));

        await hub.Restart();
        for (var delivered = 2; delivered <= 3; delivered++)
        {
            hub.Advance(TimeSpan.FromMinutes(1));
            await hub.Admin.DeliveriesWhen(id, all => all.Count(WebhookCalls.HasSucceeded) >= delivered);
        }

        Assert.Equal(3, receiver.Received.Select(hook => hook.Delivery).Distinct().Count());
    }
}
