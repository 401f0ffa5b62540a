using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

public sealed class RedeliverTests
{
    [Fact]
    public async Task A_delivery_made_again_has_the_same_id_and_the_same_body()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        var delivery = await hub.Admin.DeliveryWhen(id, "success", attempts: 1);

        var again = (await hub.Admin.Redeliver(id, (string)delivery["id"]!)).Expect(HttpStatusCode.Accepted);

        var hooks = await receiver.Until(2);
        Assert.Equal(hooks[0].Delivery, hooks[1].Delivery);
        Assert.Equal(hooks[0].Text, hooks[1].Text);
        Assert.EndsWith($"/api/v1/webhooks/{id}/deliveries/{hooks[0].Delivery}", again.Header("Location"));
        await hub.Admin.DeliveryWhen(id, "success", attempts: 2);
    }

    [Fact]
    public async Task It_has_all_attempts_of_the_schedule_again()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Answering(500);
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        var delivery = await FailAll(hub, id, 0);
        await hub.Admin.Act(id, "enable");

        await hub.Admin.Redeliver(id, delivery);

        await FailAll(hub, id, 5);
        Assert.Equal(10, receiver.Received.Count);
    }

    [Fact]
    public async Task Redelivered_between_two_attempts_it_is_not_sent_once_more_when_the_next_one_would_be_due()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Answering(500, 200);
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        var delivery = await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);
        await hub.Admin.Redeliver(id, (string)delivery["id"]!);
        await hub.Admin.DeliveryWhen(id, "success", attempts: 2);

        hub.Advance(TimeSpan.FromMinutes(1));
        await hub.Admin.NewTicket(Samples.Ticket("Afterwards"));

        Assert.Equal("Afterwards", (await receiver.Until(3))[2].Subject);
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 2 && all.All(WebhookCalls.HasSucceeded));
        Assert.Equal(3, receiver.Received.Count);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_made_again()
    {
        await using var hub = await TimedHub.Start();
        var id = await hub.Admin.Subscribe("https://example.com/redeliver");

        (await hub.Admin.Redeliver(id, Guid.NewGuid().ToString())).Expect(HttpStatusCode.NotFound);
    }

    private static async Task<string> FailAll(TimedHub hub, Guid id, int before)
    {
        foreach (var minutes in new[] { 1, 5, 30, 120 })
        {
            await hub.Admin.DeliveryWhen(id, "retrying", ++before);
            await hub.Settled();
            hub.Advance(TimeSpan.FromMinutes(minutes));
        }
        await hub.Admin.WebhookWhen(id, "failed");
        return (string)(await hub.Admin.DeliveryWhen(id, "failed", before + 1))["id"]!;
    }
}
