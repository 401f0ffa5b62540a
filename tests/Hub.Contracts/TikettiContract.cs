using System.Net;
using Hub.Contracts.Receiving;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Contracts;

/// <summary>What tiketti's page on webhooks promises to its clients, statement by statement.</summary>
public sealed class TikettiContract(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    private const string Secret = "your_webhook_secret";

    private static readonly string[] Events =
    [
        "ticket.created",
        "ticket.updated",
        "ticket.deleted",
        "ticket.assigned",
        "ticket.status_changed",
        "message.created",
        "message.deleted",
        "contact.created",
        "contact.updated",
        "contact.deleted",
        "time_entry.created",
        "time_entry.updated",
        "time_entry.deleted",
    ];

    private HubClient Admin => hub.Admin;

    [Fact]
    public async Task The_published_request_makes_a_webhook_that_the_five_routes_work_on()
    {
        var made = await Admin.Send(
            HttpMethod.Post,
            "/api/v1/webhooks",
            """
            {
              "url": "https://your-server.com/webhooks/tiketti",
              "events": ["ticket.created", "ticket.updated", "message.created"],
              "secret": "your_webhook_secret"
            }
            """
        );
        var id = WebhookCalls.IdOf(made);

        Assert.Equal("tiketti", (string)made.Data["dialect"]!);
        Assert.Contains($"{id}", (await Admin.ListWebhooks("per_page=100")).Items.Select(one => $"{one!["id"]}"));
        Assert.True((bool)(await Admin.GetWebhook(id)).Expect(HttpStatusCode.OK).Data["active"]!);
        Assert.False((bool)(await Admin.UpdateWebhook(id, new { active = false })).Data["active"]!);
        (await Admin.DeleteWebhook(id)).Expect(HttpStatusCode.NoContent);
        (await Admin.GetWebhook(id)).ExpectProblem(HttpStatusCode.NotFound, "WEBHOOK_NOT_FOUND");
    }

    [Fact]
    public async Task There_are_13_events() => Assert.Equal(Events, await Admin.ListedEvents("tiketti"));

    [Fact]
    public async Task A_request_has_the_published_headers_and_its_body_the_published_members()
    {
        var hook = await Admin.TicketCreated("tiketti", Secret);

        Assert.StartsWith("application/json", hook.Header("Content-Type"));
        Assert.Equal("ticket.created", hook.Header("X-Tiketti-Event"));
        Assert.True(Guid.TryParse(hook.Delivery, out _));
        Assert.Equal((string)hook.Json["timestamp"]!, hook.Header("X-Tiketti-Timestamp"));
        Assert.Equal(Signature.Of(hook, Secret), hook.Header("X-Tiketti-Signature"));
        Assert.Equal(
            ["event", "timestamp", "organization_id", "data"],
            hook.Json.AsObject().Select(member => member.Key)
        );
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string)hook.Json["timestamp"]!);
        Assert.Matches(@"^[A-Z]+-\d+$", (string)hook.Data["code"]!);
        Assert.True(Guid.TryParse((string)hook.Data["id"]!, out _));
        foreach (var member in new[] { "subject", "status", "priority", "created_at" })
            Assert.True(hook.Data.AsObject().ContainsKey(member), member);
        foreach (var member in new[] { "id", "name", "email" })
            Assert.True(hook.Data["contact"]!.AsObject().ContainsKey(member), member);
    }

    [Fact]
    public async Task Five_attempts_are_made_and_then_the_webhook_has_failed_until_it_is_enabled()
    {
        await using var timed = await TimedHub.Start("--Delivery:AllowInsecureTargets=true");
        await using var receiver = await HookReceiver.Answering(500);
        var webhook = await WebhookCalls.Subscribe(timed.Admin, receiver.Url, "ticket.created");
        await timed.Admin.NewTicket();

        var attempt = 1;
        foreach (var minutes in new[] { 1, 5, 30, 120 })
        {
            await timed.Admin.DeliveryWhen(webhook, "retrying", attempt);
            // A second before it is due nothing is sent.
            timed.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            await timed.Settled();
            Assert.Equal(attempt, receiver.Received.Count);
            timed.Advance(TimeSpan.FromSeconds(2));
            attempt++;
        }
        await timed.Admin.DeliveryWhen(webhook, "failed", 5);
        await timed.Admin.WebhookWhen(webhook, "failed");
        Assert.Equal(5, receiver.Received.Count);
        Assert.Single(receiver.Received.Select(hook => hook.Delivery).Distinct());

        (await timed.Admin.Act(webhook, "test")).ExpectProblem(HttpStatusCode.Conflict, "WEBHOOK_DISABLED");
        (await timed.Admin.Act(webhook, "enable")).Expect(HttpStatusCode.OK);
        await timed.Admin.WebhookWhen(webhook, "active");
    }

    [Fact]
    public async Task A_test_sends_a_ping_and_the_log_shows_how_it_went()
    {
        await using var receiver = await HookReceiver.Start();
        var webhook = await WebhookCalls.Subscribe(Admin, receiver.Url, "ticket.created");

        (await Admin.Act(webhook, "test")).Expect(HttpStatusCode.Accepted);

        Assert.Equal("test.ping", (await receiver.Until(1))[0].Event);
        var logged = await Admin.DeliveryWhen(webhook, "success", 1);
        Assert.Equal("test.ping", (string)logged["event"]!);
        Assert.Equal(200, (int)logged["response_code"]!);
        foreach (var member in new[] { "id", "response_time_ms", "created_at" })
            Assert.True(logged.AsObject().ContainsKey(member), member);
    }

    [Fact]
    public async Task The_published_codes_are_answered()
    {
        await using var secure = await HubHost.Start();
        var off = WebhookCalls.IdOf(await Make(secure.Admin, "https://example.com/off", "ticket.created", false));

        (await Admin.GetWebhook(Guid.NewGuid())).ExpectProblem(HttpStatusCode.NotFound, "WEBHOOK_NOT_FOUND");
        (await Make(secure.Admin, "http://example.com/hook", "ticket.created")).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "INVALID_URL"
        );
        (await Make(secure.Admin, "https://example.com/hook", "ticket.exploded")).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "INVALID_EVENTS"
        );
        (await secure.Admin.Act(off, "test")).ExpectProblem(HttpStatusCode.Conflict, "WEBHOOK_DISABLED");
    }

    private static Task<Answer> Make(HubClient client, string url, string name, bool active = true) =>
        client.CreateWebhook(
            new
            {
                url,
                events = new[] { name },
                active,
            }
        );
}
