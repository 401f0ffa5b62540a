using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>How long an embedded store keeps what was sent; Cosmos DB has its time to live for that.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task Deliveries_and_their_events_are_forgotten_after_30_days()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var ticket = await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "success", attempts: 1);

        hub.Advance(TimeSpan.FromDays(29));
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 2 && all.All(WebhookCalls.HasSucceeded));
        hub.Advance(TimeSpan.FromDays(1));

        await Wait.For(
            () =>
            {
                // Purging is done by the hour.
                hub.Advance(TimeSpan.FromHours(1));
                return hub.Admin.ListDeliveries(id);
            },
            answer => answer.Items.Count == 1
        );
        Assert.Empty(await hub.Host.EventsOf(ticket));
    }
}
