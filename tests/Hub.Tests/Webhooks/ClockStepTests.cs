using Hub.Domain.Subscriptions;
using Hub.Ports.Store;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>Clocks are set while the hub runs. What was acknowledged after a webhook's 201 is delivered all the same.</summary>
public sealed class ClockStepTests
{
    [Theory]
    [InlineData(-2)]
    [InlineData(-86_400)]
    [InlineData(2)]
    public async Task A_step_after_the_subscription_was_made_loses_nothing(int seconds)
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.Subscribe(receiver.Url, "ticket.created");

        hub.Clock.Step(TimeSpan.FromSeconds(seconds));
        await hub.Admin.NewTicket();

        await receiver.Until(1);
    }

    [Fact]
    public async Task A_step_after_it_was_enabled_loses_nothing()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.UpdateWebhook(id, new { active = false });
        (await hub.Admin.Act(id, "enable")).Expect(System.Net.HttpStatusCode.OK);

        hub.Clock.Step(TimeSpan.FromSeconds(-2));
        await hub.Admin.NewTicket();
        await receiver.Until(1);
        await hub.Admin.UpdateWebhook(id, new { active = false });
        await hub.Admin.UpdateWebhook(id, new { active = true });
        hub.Clock.Step(TimeSpan.FromSeconds(-2));
        await hub.Admin.NewTicket();

        await receiver.Until(2);
    }

    [Fact]
    public async Task A_webhook_that_was_stored_before_there_were_places_is_told()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var organization = await hub.Host.OrganizationOf(hub.Admin);
        var stored = await hub.Host.Store.Get(
            Subscription.Document,
            organization,
            Subscription.Partition,
            id.ToString(),
            default
        );
        var old = stored!.Value with { ActiveFrom = null };
        var write = new Put<Subscription>(Subscription.Document, stored.Id, old, Expected.At(stored.Version));
        await hub.Host.Store.Commit(new Commit(organization, Subscription.Partition) { Changes = [write] }, default);

        hub.Clock.Step(TimeSpan.FromSeconds(-2));
        await hub.Admin.NewTicket();

        await receiver.Until(1);
    }

    [Fact]
    public async Task A_retry_waits_its_time_and_not_the_step()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Answering(500, 200);
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);
        await hub.Settled();

        hub.Clock.Step(TimeSpan.FromHours(-2));
        hub.Advance(TimeSpan.Zero);
        hub.Advance(TimeSpan.FromMinutes(1));

        await hub.Admin.DeliveryWhen(id, "success", attempts: 2);
    }
}
