using System.Net;
using Hub.Domain.Tokens;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>Who may do what, and what there is not.</summary>
public sealed class WebhookAccessTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private static readonly (HttpMethod Method, string Path)[] Reads =
    [
        (HttpMethod.Get, ""),
        (HttpMethod.Get, "/deliveries"),
        (HttpMethod.Get, "/deliveries/0197a000-0000-7000-8000-000000000001"),
        (HttpMethod.Get, "/replays/0197a000-0000-7000-8000-000000000001"),
    ];

    private static readonly (HttpMethod Method, string Path)[] Writes =
    [
        (HttpMethod.Patch, ""),
        (HttpMethod.Delete, ""),
        (HttpMethod.Post, "/test"),
        (HttpMethod.Post, "/enable"),
        (HttpMethod.Post, "/rotate-secret"),
        (HttpMethod.Post, "/replay"),
        (HttpMethod.Post, "/deliveries/0197a000-0000-7000-8000-000000000001/redeliver"),
    ];

    [Fact]
    public async Task Another_organization_s_webhook_is_not_there_on_any_route()
    {
        var theirs = await hub.Neighbour.Subscribe("https://example.com/theirs");

        Assert.All(await CallAll(hub.Admin, theirs), ExpectNotFound);
        (await hub.Neighbour.GetWebhook(theirs)).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(theirs.ToString(), (await hub.Admin.ListWebhooks("per_page=100")).Text);
    }

    [Fact]
    public async Task An_unknown_webhook_is_WEBHOOK_NOT_FOUND_on_every_route() =>
        Assert.All(await CallAll(hub.Admin, Guid.CreateVersion7()), ExpectNotFound);

    [Fact]
    public async Task Without_a_token_there_is_nothing()
    {
        var id = await hub.Admin.Subscribe("https://example.com/no-token");

        Assert.All(await CallAll(hub.Host.As(null), id), answer =>
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status)
        );
    }

    [Fact]
    public async Task Reading_takes_the_scope_to_read_and_changing_the_scope_to_write()
    {
        var id = await hub.Admin.Subscribe("https://example.com/scopes", "ticket.created");
        var reader = await hub.Host.WithScopes(Scope.TicketsRead);
        var both = await hub.Host.WithScopes(Scope.TicketsRead, Scope.TicketsWrite);
        var writer = await hub.Host.WithScopes(Scope.TicketsWrite);

        Assert.All(await Call(reader, id, Writes), ExpectMissingScope);
        Assert.All(await Call(writer, id, Reads), ExpectMissingScope);
        ExpectMissingScope(await reader.CreateWebhook(new { url = "https://example.com/x", events = new[] { "*" } }));
        ExpectMissingScope(await writer.ListWebhooks());
        (await reader.GetWebhook(id)).Expect(HttpStatusCode.OK);
        ExpectMissingScope(await writer.UpdateWebhook(id, new { name = "Of events that it may not read" }));
        (await both.UpdateWebhook(id, new { name = "Written" })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Being_told_of_something_takes_the_scope_to_read_it()
    {
        var tickets = await hub.Host.WithScopes(Scope.TicketsRead, Scope.TicketsWrite);
        var url = "https://example.com/told";

        (await tickets.CreateWebhook(new { url, events = new[] { "ticket.created" } })).Expect(HttpStatusCode.Created);
        ExpectMissingScope(await tickets.CreateWebhook(new { url, events = new[] { "contact.created" } }));
        ExpectMissingScope(await tickets.CreateWebhook(new { url, events = new[] { "*" } }));
        ExpectMissingScope(
            await tickets.CreateWebhook(
                new
                {
                    url,
                    events = new[] { "csat.submitted" },
                    dialect = "maktab",
                }
            )
        );
        var own = await tickets.Subscribe("https://example.com/own", "ticket.created");
        ExpectMissingScope(await tickets.UpdateWebhook(own, new { events = new[] { "*" } }));
    }

    [Fact]
    public async Task The_list_is_narrowed_and_paged()
    {
        var own = await hub.Host.OpenOrganization("LIST");
        var first = await own.Subscribe("https://example.com/1", "ticket.created");
        var second = await own.Subscribe("https://example.com/2", "ticket.created", "ticket.deleted");
        var third = WebhookCalls.IdOf(
            await own.CreateWebhook(
                new
                {
                    url = "https://example.com/3",
                    events = WebhookCalls.Everything,
                    dialect = "maktab",
                    active = false,
                }
            )
        );

        Assert.Equal([third, second, first], await Ids(own, ""));
        Assert.Equal([second, first], await Ids(own, "active=true"));
        Assert.Equal([third], await Ids(own, "active=false"));
        Assert.Equal([third], await Ids(own, "dialect=maktab"));
        Assert.Equal([second], await Ids(own, "event=ticket.deleted"));
        Assert.Equal([second], await Ids(own, "per_page=1&page=2"));
        Assert.Equal(3, (int)(await own.ListWebhooks("per_page=1")).Json["meta"]!["total"]!);
        (await own.ListWebhooks("per_page=101")).ExpectInvalid("per_page");
    }

    private static async Task<IEnumerable<Guid>> Ids(HubClient client, string query) =>
        (await client.ListWebhooks(query)).Items.Select(one => (Guid)one!["id"]!);

    private static Task<Answer[]> CallAll(HubClient client, Guid id) => Call(client, id, [.. Reads, .. Writes]);

    private static Task<Answer[]> Call(HubClient client, Guid id, (HttpMethod Method, string Path)[] routes) =>
        Task.WhenAll(
            routes.Select(route =>
                client.Send(route.Method, $"/api/v1/webhooks/{id}{route.Path}", BodyOf(route.Method, route.Path))
            )
        );

    private static string? BodyOf(HttpMethod method, string path) =>
        path == "/replay" ? """{"since":"2020-01-01T00:00:00Z"}"""
        : method == HttpMethod.Patch ? """{"name":"x"}"""
        : null;

    private static void ExpectNotFound(Answer answer) =>
        answer.ExpectProblem(HttpStatusCode.NotFound, "WEBHOOK_NOT_FOUND");

    private static void ExpectMissingScope(Answer answer) =>
        answer.ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
}
