using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

public sealed class TestPingTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    [Theory]
    [InlineData("tiketti")]
    [InlineData("maktab")]
    public async Task A_test_reaches_its_webhook_alone_whatever_events_it_named(string dialect)
    {
        await using var own = await HookReceiver.Start();
        await using var other = await HookReceiver.Start();
        var id = WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new
                {
                    url = own.Url,
                    events = new[] { "ticket.assigned" },
                    dialect,
                    filters = new { tag = new[] { "vpn" } },
                }
            )
        );
        var all = await hub.Admin.Subscribe(other.Url);

        var queued = (await hub.Admin.Act(id, "test")).Expect(HttpStatusCode.Accepted);

        var hook = (await own.Until(1))[0];
        Assert.Equal("test.ping", hook.Event);
        Assert.Equal("test.ping", (string)queued.Data["event"]!);
        await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
        var delivery = await hub.Admin.Get(new Uri(queued.Header("Location")!).PathAndQuery);
        Assert.Equal("test.ping", (string)delivery.Expect(HttpStatusCode.OK).Data["event"]!);
        Assert.Empty((await hub.Admin.ListDeliveries(all)).Items);
        Assert.Empty(other.Received);
    }

    [Fact]
    public async Task A_webhook_that_is_switched_off_is_WEBHOOK_DISABLED()
    {
        var id = await hub.Admin.Subscribe("https://example.com/off");
        await hub.Admin.UpdateWebhook(id, new { active = false });

        Answer[] answers =
        [
            await hub.Admin.Act(id, "test"),
            await hub.Admin.Act(id, "replay", new { since = DateTimeOffset.UnixEpoch }),
            await hub.Admin.Redeliver(id, Guid.NewGuid().ToString()),
        ];

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.Conflict, "WEBHOOK_DISABLED"));
    }
}
