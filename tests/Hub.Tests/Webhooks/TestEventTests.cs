using System.Net;
using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>Tests with samples, and with what has happened.</summary>
public sealed class TestEventTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    [Fact]
    public async Task The_sample_of_every_event_reaches_its_webhook_alone_and_nothing_comes_of_it()
    {
        await using var own = await HookReceiver.Start();
        await using var other = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(own.Url, "ticket.assigned");
        var others = await hub.Admin.Subscribe(other.Url, "*");
        var names = new DialectCatalogue().Find("tiketti")!.Events.Select(one => one.Name).ToList();
        var before = (int)(await hub.Admin.Get("/api/v1/tickets")).Json["meta"]!["total"]!;

        foreach (var name in names)
            Assert.Equal(
                name,
                (string)
                    (await hub.Admin.Act(id, "test", new { @event = name })).Expect(HttpStatusCode.Accepted).Data[
                        "event"
                    ]!
            );

        var received = await own.Until(names.Count);
        Assert.Equal(names.Order(), received.Select(hook => hook.Event!).Order());
        Assert.Empty((await hub.Admin.ListDeliveries(others)).Items);
        Assert.Equal(before, (int)(await hub.Admin.Get("/api/v1/tickets")).Json["meta"]!["total"]!);
        Assert.Equal("active", (string)(await hub.Admin.GetWebhook(others)).Data["status"]!);
    }

    [Fact]
    public async Task The_sample_of_a_departure_switches_nothing_off()
    {
        await using var receiver = await HookReceiver.Start();
        var id = WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new
                {
                    url = receiver.Url,
                    events = new[] { "user.deactivated" },
                    dialect = "maktab",
                }
            )
        );

        (await hub.Admin.Act(id, "test", new { @event = "user.deactivated" })).Expect(HttpStatusCode.Accepted);

        await receiver.Until(1);
        Assert.Equal("active", (string)(await hub.Admin.GetWebhook(id)).Data["status"]!);
    }

    [Fact]
    public async Task What_has_happened_is_delivered_under_the_id_that_it_had()
    {
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        await receiver.Until(1);
        var delivery = await hub.Admin.DeliveryWhen(id, "success", attempts: 1);

        var again = await hub.Admin.Act(id, "test", new { event_id = (string)delivery["event_id"]! });

        Assert.Equal((string)delivery["id"]!, (string)again.Expect(HttpStatusCode.Accepted).Data["delivery_id"]!);
        await hub.Admin.DeliveryWhen(id, "success", attempts: 2);
    }

    [Fact]
    public async Task What_there_is_not_is_refused()
    {
        var id = await hub.Admin.Subscribe("https://receiver.example.com/tests", "ticket.created");
        var neighbour = await hub.Host.OpenOrganization("TESTER");
        var theirs = await neighbour.Subscribe("https://receiver.example.com/theirs", "ticket.created");
        await neighbour.NewTicket();
        var happened = await neighbour.DeliveriesWhen(theirs, all => all.Count > 0);

        (await hub.Admin.Act(id, "test", new { @event = "ticket.exploded" })).ExpectInvalid("event");
        (await hub.Admin.Act(id, "test", new { @event = "ticket.created", event_id = Guid.NewGuid() })).ExpectInvalid(
            "event_id"
        );
        foreach (var unknown in new[] { Guid.NewGuid(), (Guid)happened[0]["event_id"]! })
            (await hub.Admin.Act(id, "test", new { event_id = unknown })).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await hub.Admin.ListDeliveries(id)).Items);
    }

    [Fact]
    public async Task A_token_tests_only_what_it_may_be_told_of()
    {
        var id = await hub.Admin.Subscribe("https://receiver.example.com/scopes", "ticket.created");
        var writer = await hub.Host.WithScopes("tickets:read", "tickets:write");

        var refused = await writer.Act(id, "test", new { @event = "contact.created" });

        refused.ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await writer.Act(id, "test", new { @event = "ticket.deleted" })).Expect(HttpStatusCode.Accepted);
    }
}
