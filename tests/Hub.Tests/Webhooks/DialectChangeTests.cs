using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

public sealed class DialectChangeTests
{
    [Fact]
    public async Task A_delivery_that_the_new_dialect_has_no_words_for_is_given_up_and_says_so()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Answering(500);
        var ticket = await hub.Admin.NewTicket();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.status_changed");
        await hub.Admin.UpdateTicket(ticket, new { status = "pending" });
        await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);
        var maktab = new { dialect = "maktab", events = new[] { "ticket.updated" } };
        (await hub.Admin.UpdateWebhook(id, maktab)).Expect(HttpStatusCode.OK);
        await hub.Settled();

        hub.Advance(TimeSpan.FromMinutes(1));

        var given = await hub.Admin.DeliveryWhen(id, "failed", attempts: 1);
        Assert.Contains("dialect does not tell", (string)given["reason"]!);
        Assert.Single(receiver.Received);
        Assert.Equal("active", WebhookCalls.StatusOf((await hub.Admin.GetWebhook(id)).Data));
    }
}
