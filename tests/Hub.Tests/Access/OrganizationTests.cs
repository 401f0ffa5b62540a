using System.Net;
using System.Text.RegularExpressions;
using Hub.Domain.Records.Tables;
using Hub.Tests.Hosting;
using Hub.Tests.Resources;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Access;

/// <summary>A hub where one organization has one of everything, and another has nothing but a token.</summary>
public sealed partial class HubWithOutsider : RunningHub
{
    private readonly Dictionary<string, string> ids = [];

    internal HubClient Outsider { get; private set; } = null!;

    private protected override Task<HubHost> StartHost() => HubHost.Start("--Delivery:AllowInsecureTargets=true");

    private protected override async Task Arrange()
    {
        Outsider = await Host.OpenOrganization("OTHER");
        await using var receiver = await HookReceiver.Start();
        var webhook = await Admin.Subscribe(receiver.Url);
        var ticket = await Admin.NewTicket();
        ids["webhooks"] = webhook.ToString();
        ids["tickets"] = ticket.ToString();
        await Admin.DeliveryWhen(webhook, "success", attempts: 1);
        ids["deliveryId"] = (string)(await Admin.ListDeliveries(webhook)).Items[0]!["id"]!;
        ids["replyId"] = await New($"/api/v1/tickets/{ticket}/replies", """{"body":"Try again"}""");
        ids["attachmentId"] = await New(
            $"/api/v1/tickets/{ticket}/attachments",
            """{"url":"https://wiki.example.com"}"""
        );
        ids["timeEntryId"] = await New($"/api/v1/tickets/{ticket}/time-entries", """{"minutes":30}""");
        ids["linkId"] = await New(
            $"/api/v1/tickets/{ticket}/links",
            $$"""{"type":"blocks","ticket_id":{{await Admin.NewTicket()}}}"""
        );
        ids["alertId"] = await New($"/api/v1/tickets/{ticket}/alerts", """{"title":"Look"}""");
        ids["replayId"] = await New($"/api/v1/webhooks/{webhook}/replay", """{"since":"2026-01-01T00:00:00Z"}""");
        ids["departments"] = await New("/api/v1/departments", """{"name":"Fleet"}""");
        ids["classifications"] = await New("/api/v1/classifications", """{"name":"Hardware"}""");
        ids["queues"] = await New("/api/v1/queues", """{"name":"Second line"}""");
        ids["users"] = await New("/api/v1/users", """{"name":"Ada","email":"ada@company.com"}""");
        ids["contacts"] = await New("/api/v1/contacts", """{"email":"una@acme.com"}""");
        ids["roles"] = await New("/api/v1/roles", """{"name":"Second line"}""");
        ids["tokens"] = await New("/api/v1/tokens", """{"name":"Mine"}""");
        ids["companies"] = await New("/api/v1/companies", """{"name":"Acme"}""");
        foreach (var table in BusinessRecords.All.Where(table => table.KeepsDeleted))
        {
            var body = table.Body((_, reference) => reference.Kind == "company" ? long.Parse(ids["companies"]) : null);
            ids[table.Plural] = await New($"{table.Root}/{table.Plural}", body.ToJsonString());
        }
        ids["ticketId"] = ticket.ToString();
        ids["problems"] = await New("/api/v1/problems", """{"title":"Cause"}""");
        ids["assets"] = await New("/api/v1/assets", """{"name":"Laptop","type":"laptop"}""");
        ids["changes"] = await New("/api/v1/changes", """{"title":"Replace the switch"}""");
        ids["incidents"] = await New("/api/v1/incidents", """{"title":"E-mail is down"}""");
        ids["updateId"] = await New($"/api/v1/incidents/{ids["incidents"]}/updates", """{"message":"Soon"}""");
        ids["knowledge-base"] = await New("/api/v1/knowledge-base", """{"title":"Printing","body":"<p>Print.</p>"}""");
        ids["knowledge-base/categories"] = await New("/api/v1/knowledge-base/categories", """{"name":"Printing"}""");
        await Admin.Send(HttpMethod.Put, "/api/v1/csat/settings", new { enabled = true });
        (await Admin.UpdateTicket(ticket, new { status = "resolved" })).Expect(HttpStatusCode.OK);
        ids["csat"] = ids["tickets"];
        const string Calendar =
            """{"name":"Days","time_zone":"UTC","hours":[{"day":"monday","from":"09:00","to":"17:00"}]}""";
        ids["sla/policies"] = await New("/api/v1/sla/policies", """{"name":"All","resolution_minutes":480}""");
        ids["sla/calendars"] = await New("/api/v1/sla/calendars", Calendar);
        ids["assignment-rules"] = await New(
            "/api/v1/assignment-rules",
            """{"name":"Low","on":["created"],"actions":{"priority":"low"},"is_active":false}"""
        );
        var rotation =
            $$"""{"name":"Nights","time_zone":"UTC","starts_on":"2026-01-05","agent_ids":[{{ids["users"]}}]}""";
        ids["on-call/rotations"] = await New("/api/v1/on-call/rotations", rotation);
        var page = $$"""{"rotation_id":{{ids["on-call/rotations"]}},"summary":"E-mail is down"}""";
        ids["on-call/pages"] = await New("/api/v1/on-call/pages", page);
        var swap = $$"""{"agent_id":{{ids["users"]}},"starts_at":"2090-01-01","ends_at":"2090-01-02"}""";
        ids["overrideId"] = await New($"/api/v1/on-call/rotations/{ids["on-call/rotations"]}/overrides", swap);
        ids["custom-fields"] = await New(
            "/api/v1/custom-fields",
            """{"key":"floor","label":"Floor","type":"number"}"""
        );
        ids["audit-log"] = (await Admin.Get("/api/v1/audit-log?per_page=1")).Items[0]!["id"]!.ToString();
        ids["versionId"] = ids["otherVersionId"] = "1";
        ids["triggers"] = await New(
            "/api/v1/triggers/ticket-created",
            """{"callback_url":"https://flow.example.com/"}"""
        );
        ids["templates"] = await New("/api/v1/templates", """{"name":"Mine","target":"generic","text":"{}"}""");
        ids["scim-tokens"] = await New("/api/v1/scim-tokens", """{"name":"Okta"}""");
    }

    /// <summary>The path of a route with the ids of what the first organization has.</summary>
    internal string PathOf(ApiRoute route) =>
        route.With(parameter => ids[parameter == "id" ? PluralOf(route.Path) : parameter]);

    /// <summary>What the routes of the path's resource are called.</summary>
    internal static string PluralOf(string path) => Plural().Match(path).Groups["plural"].Value;

    [GeneratedRegex("^(/api/(v1/)?|/)(?<plural>(sla/|on-call/)?[a-z-]+(/categories(?=/))?)")]
    private static partial Regex Plural();

    private async Task<string> New(string path, string body) =>
        (await Admin.Send(HttpMethod.Post, path, body)).Json["data"]!["id"]!.ToString();
}

public sealed class OrganizationTests(HubWithOutsider hub) : IClassFixture<HubWithOutsider>
{
    /// <summary>Enough for each route to get as far as looking for what its path names.</summary>
    public static TheoryData<string, string> RoutesWithIds
    {
        get
        {
            var routes = new TheoryData<string, string>();
            foreach (var route in ApiRoutes.All().Where(route => route.Parameters.Count > 0 && !IsOfCatalogue(route)))
                routes.Add(route.Method, route.Path);
            return routes;
        }
    }

    [Theory]
    [MemberData(nameof(RoutesWithIds))]
    public async Task What_is_another_organization_s_is_nowhere(string method, string path)
    {
        var theirs = hub.PathOf(new ApiRoute(method, path, IsGuarded: true));

        var answer = await Send(hub.Outsider, method, theirs);

        answer.Expect(HttpStatusCode.NotFound);
        Assert.EndsWith("not_found", answer.Code!.ToLowerInvariant());
        Assert.NotEqual("route_not_found", answer.Code);
    }

    [Theory]
    [MemberData(nameof(RoutesWithIds))]
    public async Task What_cannot_be_an_id_is_the_id_of_nothing(string method, string path)
    {
        var route = new ApiRoute(method, path, IsGuarded: true);

        foreach (var nonsense in new[] { "abc", "99999999999999999999", "1.5" })
        {
            var unknown = await Send(hub.Admin, method, route.With(_ => nonsense));
            var answer = unknown.Expect(HttpStatusCode.NotFound);

            Assert.Equal(
                HubWithOutsider.PluralOf(path) == "webhooks" ? "WEBHOOK_NOT_FOUND" : CodeOf(path),
                answer.Code
            );
            Assert.Contains(nonsense, (string)answer.Json["detail"]!);
        }
    }

    [Theory]
    [InlineData("/api/v1/tickets")]
    [InlineData("/api/v1/departments")]
    [InlineData("/api/v1/classifications")]
    [InlineData("/api/v1/queues")]
    [InlineData("/api/v1/users")]
    [InlineData("/api/v1/roles")]
    [InlineData("/api/v1/webhooks")]
    [InlineData("/api/v1/scim-tokens")]
    [InlineData("/api/v1/templates?origin=own")]
    [InlineData("/api/v1/companies")]
    [InlineData("/api/v1/problems")]
    [InlineData("/api/v1/assets")]
    [InlineData("/api/v1/changes")]
    [InlineData("/api/v1/incidents")]
    [InlineData("/api/v1/sla/policies")]
    [InlineData("/api/v1/sla/calendars")]
    [InlineData("/api/v1/assignment-rules")]
    [InlineData("/api/v1/assignment-rules/statuses")]
    [InlineData("/api/v1/on-call")]
    [InlineData("/api/v1/on-call/rotations")]
    [InlineData("/api/v1/on-call/pages")]
    [InlineData("/api/v1/custom-fields")]
    [InlineData("/api/v1/csat")]
    [InlineData("/api/v1/knowledge-base")]
    [InlineData("/api/v1/knowledge-base/categories")]
    public async Task No_list_shows_what_is_another_organization_s(string path)
    {
        Assert.NotEmpty((await hub.Admin.Get(path)).Items);
        Assert.Empty((await hub.Outsider.Get(path)).Items);
    }

    [Fact]
    public async Task No_list_of_a_table_shows_what_is_another_organization_s()
    {
        foreach (var table in BusinessRecords.All)
        {
            Assert.NotEmpty((await hub.Admin.Get($"{table.Root}/{table.Plural}")).Items);
            Assert.Empty((await hub.Outsider.Get($"{table.Root}/{table.Plural}")).Items);
        }
    }

    [Fact]
    public async Task A_token_lists_those_of_its_own_organization()
    {
        var names = (await hub.Outsider.Get("/api/v1/tokens")).Items.Select(one => (string)one!["name"]!);

        Assert.Equal("OTHER", Assert.Single(names));
    }

    /// <summary>Names of events are nobody's: what can start a flow is the same for all.</summary>
    private static bool IsOfCatalogue(ApiRoute route) => route.Parameters.Contains("name");

    private static string CodeOf(string path)
    {
        var plural = HubWithOutsider.PluralOf(path) switch
        {
            "knowledge-base" => "articles",
            "triggers" => "events",
            "csat" => "surveys",
            "audit-log" => "audit_entries",
            "knowledge-base/categories" => "kb_categories",
            var named => named.Replace('-', '_').Replace('/', '_'),
        };
        return (plural.EndsWith("ies", StringComparison.Ordinal) ? plural[..^3] + "y" : plural[..^1]) + "_not_found";
    }

    private static Task<Answer> Send(HubClient client, string method, string path) =>
        client.Send(
            new HttpMethod(method),
            path,
            method is "GET" or "DELETE" ? null
                : BusinessRecords.All.Any(table => HubWithOutsider.PluralOf(path) == table.Plural)
                    ? """{"notes":"Theirs"}"""
                : path.Split('/')[^1] switch
                {
                    "attachments" => """{"url":"https://wiki.example.com"}""",
                    "replies" => """{"body":"Theirs"}""",
                    "transitions" => """{"target_id":"pending"}""",
                    "links" => """{"type":"blocks","ticket_id":1}""",
                    "subtickets" => """{"subject":"S","description":"D","requester_email":"una@acme.com"}""",
                    "time-entries" => """{"minutes":1}""",
                    "alerts" => """{"title":"Theirs"}""",
                    "merge" => """{"merge_into_id":1}""",
                    "replay" => """{"since":"2026-01-01T00:00:00Z"}""",
                    "rotate-secret" or "test" => "{}",
                    "tickets" => """{"ticket_id":1}""",
                    "vote" => """{"decision":"approve","agent_id":1}""",
                    "resolve" => """{"resolution":"Theirs"}""",
                    "overrides" => """{"agent_id":1,"starts_at":"2090-01-01","ends_at":"2090-01-02"}""",
                    "updates" => """{"message":"Theirs"}""",
                    _ when path.Contains("/tickets/", StringComparison.Ordinal) => """{"status":"pending"}""",
                    _ => """{"name":"Theirs"}""",
                }
        );
}
