using System.Net;
using Hub.Domain.Tokens;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>Authority is checked on what results: no token gets at events through a webhook that it may not read itself.</summary>
public sealed class WebhookAuthorityTests
{
    [Fact]
    public async Task A_token_that_writes_tickets_gets_at_nothing_through_an_administrator_s_webhook()
    {
        await using var hub = await HubHost.Start();
        var id = await hub.Admin.Subscribe("https://example.com/agents", "contact.created");
        var mallory = await hub.WithScopes(Scope.TicketsWrite, Scope.TicketsRead);

        foreach (
            var answer in new[]
            {
                await mallory.UpdateWebhook(id, new { url = "https://evil.example.com/" }),
                await mallory.UpdateWebhook(id, new { name = "Mine" }),
                await mallory.UpdateWebhook(id, new { events = new[] { "ticket.created" } }),
                await mallory.Act(id, "rotate-secret", new { secret = "a-secret-of-mine" }),
                await mallory.Act(id, "replay", new { since = "2026-01-01T00:00:00Z" }),
                await mallory.Act(id, "test"),
                await mallory.Act(id, "enable"),
                await mallory.Redeliver(id, $"{Guid.NewGuid()}"),
                await mallory.DeleteWebhook(id),
                await mallory.GetWebhook(id),
                await mallory.ListDeliveries(id),
                await mallory.GetDelivery(id, $"{Guid.NewGuid()}"),
                await mallory.Get($"/api/v1/webhooks/{id}/replays/{Guid.NewGuid()}"),
            }
        )
            answer.ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        Assert.Empty((await mallory.ListWebhooks()).Items);
        var seen = (await hub.Admin.GetWebhook(id)).Data;
        Assert.StartsWith("https://example.com/", (string)seen["url"]!);
    }

    [Fact]
    public async Task A_list_shows_the_webhooks_of_whose_events_the_token_may_read_all()
    {
        await using var hub = await HubHost.Start();
        var tickets = await hub.Admin.Subscribe("https://example.com/1", "ticket.created", "ticket.deleted");
        await hub.Admin.Subscribe("https://example.com/2", "ticket.created", "contact.created");
        await hub.Admin.Subscribe("https://example.com/3", WebhookCalls.Everything);
        var reader = await hub.WithScopes(Scope.TicketsRead);

        var listed = await reader.ListWebhooks();

        Assert.Equal(tickets, (Guid)Assert.Single(listed.Items)!["id"]!);
        Assert.Equal(1, (int)listed.Json["meta"]!["total"]!);
        Assert.Equal(3, (await hub.Admin.ListWebhooks()).Items.Count);
    }

    [Theory]
    [InlineData("https://example.com/another/path?sig=1", true)]
    [InlineData("https://EXAMPLE.com:443/", true)]
    [InlineData("https://evil.example.com/hook", false)]
    [InlineData("https://example.com:8443/hook", false)]
    [InlineData("https://example.com.evil.org/hook", false)]
    public async Task Headers_that_were_given_for_one_receiver_do_not_go_to_another(string url, bool stay)
    {
        await using var hub = await HubHost.Start();
        var id = WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new
                {
                    url = "https://example.com/hook",
                    events = WebhookCalls.Everything,
                    headers = new { Authorization = "Bearer stored" },
                }
            )
        );

        var changed = (await hub.Admin.UpdateWebhook(id, new { url })).Expect(HttpStatusCode.OK);

        Assert.Equal(stay, changed.Data["headers"] is not null);
    }

    [Fact]
    public async Task Headers_that_the_request_brings_go_to_the_new_receiver()
    {
        await using var hub = await HubHost.Start();
        var id = await hub.Admin.Subscribe("https://example.com/hook");

        var changed = await hub.Admin.UpdateWebhook(
            id,
            new { url = "https://other.example.com/", headers = new { Authorization = "Bearer new" } }
        );

        Assert.NotNull(changed.Expect(HttpStatusCode.OK).Data["headers"]!["Authorization"]);
    }

    [Fact]
    public async Task A_challenge_shows_no_stored_secret_to_a_new_receiver()
    {
        await using var hub = await TimedHub.Start([TestDialects.Cautious]);
        await using var receiver = await HookReceiver.Start();
        await using var thief = await HookReceiver.Start();
        receiver.Answer = (hook, http) =>
            Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                http.Response,
                hook.Header("x-challenge") ?? ""
            );
        var id = WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new
                {
                    url = receiver.Url,
                    dialect = "cautious",
                    events = new[] { "ticket.created" },
                    secret = "a-known-secret",
                }
            )
        );

        (await hub.Admin.UpdateWebhook(id, new { url = thief.Url })).ExpectInvalid("secret");

        Assert.Empty(thief.Received);
    }
}
