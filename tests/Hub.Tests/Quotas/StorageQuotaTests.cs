using System.Net;
using Hub.Tests.Attachments;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Quotas;

/// <summary>An organization that has stored as much as it may stops itself alone.</summary>
public sealed class StorageQuotaTests
{
    private const string Articles = "/api/v1/knowledge-base";
    private const string Small = "--Limits:Bytes=60000";

    [Fact]
    public async Task What_would_store_more_is_refused_and_all_else_goes_on_until_there_is_room()
    {
        await using var hub = await TimedHub.Start(Small);
        await using var receiver = await HookReceiver.Start();
        var neighbour = await hub.Host.OpenOrganization("OTHER");
        var webhook = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var user = await hub.Admin.NewAt("/api/v1/users", new { email = "ada@company.com", name = "Ada" });
        var ticket = await hub.Admin.NewTicket();
        var articles = await Fill(hub.Admin);

        foreach (
            var (method, path, body) in new (HttpMethod, string, object)[]
            {
                (HttpMethod.Post, "/api/v1/tickets", Samples.Ticket()),
                (HttpMethod.Put, $"/api/v1/tickets/{ticket}", new { subject = "Other" }),
                (HttpMethod.Patch, $"/api/v1/webhooks/{webhook}", new { url = "https://example.com/" }),
                (HttpMethod.Post, "/api/v1/tokens", new { name = "One more" }),
                (HttpMethod.Post, "/api/v1/companies", new { name = "Acme" }),
            }
        )
        {
            var refused = await hub.Admin.Send(method, path, body);
            refused.ExpectProblem(HttpStatusCode.Conflict, "storage_full");
            Assert.Contains("60,000 bytes", (string)refused.Json["detail"]!);
        }
        (await hub.Admin.GetTicket(ticket)).Expect(HttpStatusCode.OK);
        await hub.Admin.DeliveriesWhen(webhook, all => all.Count == 1 && all.All(WebhookCalls.HasSucceeded));
        (await hub.Admin.Send(HttpMethod.Post, $"/api/v1/webhooks/{webhook}/rotate-secret", null)).Expect(
            HttpStatusCode.OK
        );
        (await hub.Admin.Send(HttpMethod.Post, $"{user}/deactivate", null)).Expect(HttpStatusCode.OK);
        await neighbour.NewTicket();

        (await hub.Admin.Send(HttpMethod.Delete, articles[0], null)).Expect(HttpStatusCode.NoContent);
        (await hub.Admin.Send(HttpMethod.Delete, articles[1], null)).Expect(HttpStatusCode.NoContent);

        await hub.Admin.NewTicket();
        await neighbour.NewTicket();
    }

    [Fact]
    public async Task Events_make_room_when_they_are_forgotten()
    {
        await using var hub = await TimedHub.Start(Small);
        var tickets = new List<long>();
        for (var made = await New(); made.Status == HttpStatusCode.Created; made = await New())
            tickets.Add(made.Id);
        foreach (var ticket in tickets)
            (await hub.Admin.DeleteTicket(ticket)).Expect(HttpStatusCode.NoContent);
        (await New()).ExpectProblem(HttpStatusCode.Conflict, "storage_full");

        await hub.Settled();
        // Thirty days by the clock of a service too, which is none of the hub's.
        hub.Advance(DateTimeOffset.UtcNow - Samples.Morning + TimeSpan.FromDays(30));

        await Wait.For(
            () =>
            {
                hub.Advance(TimeSpan.FromHours(1));
                return New();
            },
            answer => answer.Status == HttpStatusCode.Created
        );

        Task<Answer> New() =>
            hub.Admin.CreateTicket(
                new
                {
                    subject = "s",
                    description = new string('x', 5_000),
                    requester_email = "a@company.com",
                }
            );
    }

    [Fact]
    public async Task A_provider_is_refused_in_its_own_form_and_can_search_and_delete()
    {
        await using var hub = await TimedHub.Start(Small);
        var provider = await ScimHub.Provider(hub.Host, hub.Admin, "Okta");
        var ada = await provider.NewUser("ada@company.com");
        var articles = await Fill(hub.Admin);

        var refused = (await provider.CreateUser("bob@company.com")).ExpectError(409);
        Assert.Contains("Limits:Bytes", (string)refused.Json["detail"]!);
        (await provider.Patch($"/Users/{ada}", """{"op":"replace","path":"active","value":false}""")).ExpectError(409);
        (await provider.Post("/Bulk", """{"Operations":[]}""")).ExpectError(409);
        (
            await provider.Post(
                "/Users/.search",
                """{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]}"""
            )
        ).Ok();
        (await provider.Delete($"/Users/{ada}")).Expect(HttpStatusCode.NoContent);

        foreach (var article in articles.Take(2))
            (await hub.Admin.Send(HttpMethod.Delete, article, null)).Expect(HttpStatusCode.NoContent);
        (await provider.CreateUser("bob@company.com")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_hub_that_starts_anew_knows_what_is_stored()
    {
        await using var hub = await TimedHub.Start(Small);
        var articles = await Fill(hub.Admin);
        var before = await UsedBytes(hub.Admin);

        await hub.Restart();

        Assert.Equal(before, await UsedBytes(hub.Admin));
        (await hub.Admin.CreateTicket()).ExpectProblem(HttpStatusCode.Conflict, "storage_full");
        (await hub.Admin.Send(HttpMethod.Delete, articles[0], null)).Expect(HttpStatusCode.NoContent);
        Assert.InRange(await UsedBytes(hub.Admin), 1, before - 10_000);
    }

    [Fact]
    public async Task The_operator_is_not_kept_from_opening_organizations()
    {
        await using var hub = await TimedHub.Start("--Limits:Bytes=1");
        (await hub.Admin.CreateTicket()).ExpectProblem(HttpStatusCode.Conflict, "storage_full");

        var opened = await hub.Host.Operator.Send(
            HttpMethod.Post,
            "/api/v1/operator/organizations",
            new { name = "Acme two", prefix = "TWO" }
        );

        opened.Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Without_a_limit_all_is_taken()
    {
        await using var hub = await TimedHub.Start("--Limits:Bytes=0");
        await hub.Admin.NewTicket();

        var storage = (await hub.Admin.Get("/api/v1/status")).Expect(HttpStatusCode.OK).Data["storage"]!;

        Assert.InRange((long)storage["used_bytes"]!, 1_000, 100_000);
        Assert.Null(storage["limit_bytes"]);
    }

    [Fact]
    public async Task Files_count_until_they_are_deleted_or_their_ticket_is()
    {
        await using var hub = await TimedHub.Start();
        var ticket = await hub.Admin.NewTicket();
        var before = await UsedBytes(hub.Admin);
        var content = new byte[200_000];

        var one = (await hub.Admin.Attach(ticket, "one.txt", "text/plain", content)).Expect(HttpStatusCode.Created).Id;
        (await hub.Admin.Attach(ticket, "two.txt", "text/plain", content)).Expect(HttpStatusCode.Created);
        Assert.InRange(await UsedBytes(hub.Admin) - before, 400_000, 450_000);

        (await hub.Admin.DeleteAttachment(ticket, one)).Expect(HttpStatusCode.NoContent);
        Assert.InRange(await UsedBytes(hub.Admin) - before, 200_000, 250_000);
        (await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/tickets/{ticket}", null)).Expect(HttpStatusCode.NoContent);
        Assert.InRange(await UsedBytes(hub.Admin) - before, -50_000, 50_000);
    }

    /// <summary>With articles, which no event tells of; answers where they are.</summary>
    private static async Task<List<string>> Fill(HubClient client)
    {
        var articles = new List<string>();
        while (true)
        {
            var article = new { title = $"Article {articles.Count}", body = new string('x', 8_000) };
            var made = await client.Send(HttpMethod.Post, Articles, article);
            if (made.Status != HttpStatusCode.Created)
            {
                made.ExpectProblem(HttpStatusCode.Conflict, "storage_full");
                Assert.NotEmpty(articles);
                return articles;
            }
            articles.Add($"{Articles}/{made.Id}");
        }
    }

    private static async Task<long> UsedBytes(HubClient client) =>
        (long)(await client.Get("/api/v1/status")).Expect(HttpStatusCode.OK).Data["storage"]!["used_bytes"]!;
}
