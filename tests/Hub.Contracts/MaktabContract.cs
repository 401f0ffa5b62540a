using System.Net;
using System.Text.Json.Nodes;
using Hub.Contracts.Receiving;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Contracts;

/// <summary>What maktab's developer portal promises to its clients, statement by statement.</summary>
public sealed class MaktabContract(MaktabHub hub) : IClassFixture<MaktabHub>
{
    private const string Secret = "your_webhook_secret";

    private static readonly string[] Scopes =
    [
        "tickets:read",
        "tickets:write",
        "users:read",
        "users:write",
        "kb:read",
        "kb:write",
        "assets:read",
        "assets:write",
        "reports:read",
        "admin:read",
    ];

    private static readonly string[] Events =
    [
        "ticket.created",
        "ticket.updated",
        "ticket.assigned",
        "ticket.resolved",
        "ticket.closed",
        "ticket.escalated",
        "ticket.merged",
        "reply.created",
        "reply.note_added",
        "user.created",
        "user.deactivated",
        "client.created",
        "client.company.created",
        "sla.breached",
        "sla.at_risk",
        "csat.submitted",
        "kb.article.published",
        "incident.created",
        "incident.resolved",
        "change.approved",
        "on_call.escalated",
        "asset.discovered",
    ];

    private HubClient Admin => hub.Admin;

    [Fact]
    public async Task A_token_is_a_number_and_a_secret_and_opens_what_its_scopes_name()
    {
        var made = await Admin.CreateToken(new { name = "My Integration", abilities = new[] { "tickets:read" } });
        var token = (string)made.Expect(HttpStatusCode.Created).Json["token"]!;
        var client = hub.Host.As(token);

        Assert.Matches(@"^\d+\|\w+$", token);
        (await client.ListTickets()).Expect(HttpStatusCode.OK);
        (await client.CreateTicket()).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }

    [Fact]
    public async Task All_published_scopes_are_taken_and_a_token_without_any_opens_everything()
    {
        foreach (var scope in Scopes)
            (await Admin.CreateToken(new { name = scope, abilities = new[] { scope } })).Expect(HttpStatusCode.Created);
        var client = await hub.NewToken();

        foreach (var list in new[] { "tickets", "users", "assets", "changes", "problems", "knowledge-base", "tokens" })
            (await client.Get($"/api/v1/{list}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_list_has_data_and_meta_with_25_a_page_and_100_at_most()
    {
        var listed = (await Admin.ListTickets()).Expect(HttpStatusCode.OK);

        Assert.Equal(["data", "meta"], listed.Json.AsObject().Select(member => member.Key));
        Assert.Equal(1, (int)listed.Json["meta"]!["current_page"]!);
        Assert.Equal(25, (int)listed.Json["meta"]!["per_page"]!);
        Assert.True(listed.Json["meta"]!.AsObject().ContainsKey("total"));
        (await Admin.ListTickets("per_page=100")).Expect(HttpStatusCode.OK);
        (await Admin.ListTickets("per_page=101")).ExpectInvalid("per_page");
    }

    [Fact]
    public async Task A_ticket_needs_subject_description_and_requester()
    {
        var refused = await Admin.CreateTicket(new { });

        foreach (var field in new[] { "subject", "description", "requester_email" })
            refused.ExpectInvalid(field);
        Assert.Equal("open", (string)(await Admin.CreateTicket()).Expect(HttpStatusCode.Created).Data["status"]!);
    }

    [Fact]
    public async Task Tickets_are_found_by_status_priority_department_and_assignee()
    {
        var ticket = await Admin.NewTicket();
        var change = new
        {
            status = "pending",
            priority = "urgent",
            assignee_id = 3,
            department_id = 3,
            tags = new[] { "vpn" },
        };
        var changed = (await Admin.UpdateTicket(ticket, change)).Expect(HttpStatusCode.OK);
        await Admin.NewTicket();

        var found = await Admin.ListTickets(
            "status=pending&priority=urgent&department_id=3&assignee_id=3&per_page=100"
        );

        Assert.Equal("vpn", (string)Assert.Single(changed.Data["tags"]!.AsArray())!);
        Assert.Equal(ticket, (long)Assert.Single(found.Items)!["id"]!);
    }

    [Fact]
    public async Task A_ticket_shows_its_replies_notes_and_history()
    {
        var ticket = await Admin.NewTicket();
        (await Admin.AddReply(ticket, new { body = "Restart it" })).Expect(HttpStatusCode.Created);
        (await Admin.AddReply(ticket, new { body = "Third time", @internal = true })).Expect(HttpStatusCode.Created);

        var shown = (await Admin.GetTicket(ticket)).Expect(HttpStatusCode.OK).Data;

        Assert.Equal(2, shown["replies"]!.AsArray().Count);
        Assert.NotEmpty(shown["timeline"]!.AsArray());
    }

    [Fact]
    public async Task A_ticket_is_merged_into_another()
    {
        var (from, into) = (await Admin.NewTicket(), await Admin.NewTicket());
        var body = new JsonObject { ["merge_into_id"] = into };

        (await Admin.Send(HttpMethod.Post, $"/api/v1/tickets/{from}/merge", body.ToJsonString())).Expect(
            HttpStatusCode.OK
        );

        Assert.Equal("closed", (string)(await Admin.GetTicket(from)).Data["status"]!);
    }

    [Theory]
    [InlineData("users", "role_id=1&department_id=1&is_active=true")]
    [InlineData("assets", "type=laptop&status=in_use&department_id=1")]
    [InlineData("changes", "status=draft&risk=low&assignee_id=1")]
    [InlineData("knowledge-base", "category_id=1&is_published=true&lang=en")]
    public async Task Every_published_filter_is_taken(string list, string filters) =>
        (await Admin.Get($"/api/v1/{list}?{filters}")).Expect(HttpStatusCode.OK);

    [Fact]
    public async Task Problems_say_how_many_incidents_are_linked_to_them()
    {
        var problem = await Admin.NewAt("/api/v1/problems", new { title = "The VPN drops connections" });

        Assert.Equal(0, (int)(await Admin.Get(problem)).Data["incident_count"]!);
    }

    [Fact]
    public async Task There_are_22_events() => Assert.Equal(Events, await Admin.ListedEvents("maktab"));

    [Fact]
    public async Task Every_event_has_the_same_envelope_and_its_body_is_signed()
    {
        var hook = await Admin.TicketCreated("maktab", Secret);

        Assert.Equal(["event", "timestamp", "delivery_id", "data"], hook.Json.AsObject().Select(one => one.Key));
        Assert.Equal("ticket.created", hook.Event);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string)hook.Json["timestamp"]!);
        Assert.Matches("^wh_[0-9A-Z]{26}$", (string)hook.Json["delivery_id"]!);
        Assert.Equal(Signature.Of(hook, Secret), hook.Header("X-Maktab-Signature"));
        foreach (var member in new[] { "id", "subject", "status", "priority", "requester_email", "created_at" })
            Assert.True(hook.Data.AsObject().ContainsKey(member), member);
    }

    [Fact]
    public async Task An_identity_provider_makes_an_agent_and_ends_their_access_at_once()
    {
        var provider = await Provider();
        var made = await provider.Send(
            HttpMethod.Post,
            "/scim/v2/Users",
            """
            {
              "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
              "userName": "john@company.com",
              "name": { "givenName": "John", "familyName": "Doe" },
              "emails": [{ "value": "john@company.com", "primary": true }],
              "active": true
            }
            """
        );
        var user = $"/scim/v2/Users/{made.Expect(HttpStatusCode.Created).Json["id"]}";
        var found = await provider.Get("/scim/v2/Users?filter=userName%20eq%20%22john@company.com%22");
        var renamed = made.Json.DeepClone();
        renamed["name"]!["familyName"] = "Roe";

        Assert.Equal(1, (int)found.Expect(HttpStatusCode.OK).Json["totalResults"]!);
        var put = await provider.Send(HttpMethod.Put, user, renamed.ToJsonString());
        Assert.Equal("Roe", (string)put.Expect(HttpStatusCode.OK).Json["name"]!["familyName"]!);
        (await provider.Send(HttpMethod.Delete, user, null)).Expect(HttpStatusCode.NoContent);
        var agents = (await Admin.Get("/api/v1/users?is_active=true&per_page=100")).Items;
        Assert.DoesNotContain("john@company.com", agents.Select(one => (string)one!["email"]!));
    }

    [Fact]
    public async Task Groups_are_the_roles()
    {
        var role = (await Admin.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Night shift" })).Expect(
            HttpStatusCode.Created
        );

        var groups = (await (await Provider()).Get("/scim/v2/Groups")).Expect(HttpStatusCode.OK).Json;

        Assert.Contains(
            (string)role.Data["name"]!,
            groups["Resources"]!.AsArray().Select(group => (string)group!["displayName"]!)
        );
    }

    [Fact]
    public async Task The_published_allowances_hold_and_a_429_says_when_to_come_back()
    {
        await using var limited = await HubHost.Start("--RateLimits:Enabled=true");
        var provider = await Provider(limited);

        var ticket = await limited.Admin.CreateTicket();
        var replied = await limited.Admin.AddReply(ticket.Id, new { body = "Hello" });
        var asked = await limited.Admin.ListTickets();
        var scim = await provider.Get("/scim/v2/Users");

        Assert.Equal("30", ticket.Header("RateLimit-Limit"));
        Assert.Equal("60", replied.Header("RateLimit-Limit"));
        Assert.Equal("60", asked.Header("RateLimit-Limit"));
        Assert.Equal("100", scim.Header("RateLimit-Limit"));
        Answer refused;
        do refused = await limited.Admin.CreateTicket(new { });
        while (refused.Status != HttpStatusCode.TooManyRequests);
        Assert.InRange(int.Parse(refused.Header("Retry-After")!), 1, 60);
    }

    private Task<HubClient> Provider() => Provider(hub.Host);

    private static async Task<HubClient> Provider(HubHost host)
    {
        var made = await host.Admin.Send(HttpMethod.Post, "/api/v1/scim-tokens", new { name = $"{Guid.NewGuid()}" });
        return host.As((string)made.Expect(HttpStatusCode.Created).Json["token"]!);
    }
}
