using System.Net;
using System.Text.Json.Nodes;
using Hub.Domain.Records.Tables;
using Hub.Tests.Hosting;
using Hub.Tests.Resources;
using Hub.Tests.Webhooks;

namespace Hub.Contracts;

/// <summary>Mokapen's contract, as a client has it that knows its pages alone.</summary>
public sealed class MokapenContract(HubWithCompany hub) : IClassFixture<HubWithCompany>
{
    private const string Secret = "mokapen-secret-of-a-receiver";

    private static readonly string[] Kinds =
    [
        "task",
        "project",
        "contact",
        "company",
        "ticket",
        "booking",
        "product",
        "service",
        "quote",
        "order",
        "deal",
        "appointment",
        "document",
        "campaign",
    ];

    private static readonly string[] Published =
    [
        .. Kinds.SelectMany(kind => new[] { $"{kind}.created", $"{kind}.updated", $"{kind}.deleted" }),
    ];

    private HubClient Admin => hub.Admin;

    [Fact]
    public async Task Its_42_events_are_listed_in_one_page_with_samples()
    {
        var listed = (await Admin.Get("/api/webhook-events")).Items;

        Assert.Equal(Published, listed.Select(one => (string)one!["name"]!));
        Assert.All(listed, one =>
        {
            Assert.Equal(
                ["event", "timestamp", "org_id", "data"],
                one!["sample"]!.AsObject().Select(member => member.Key)
            );
            Assert.True((bool)one["fired"]!);
        });
    }

    [Fact]
    public async Task All_of_them_are_fired_by_what_happens_below_api()
    {
        await using var receiver = await HookReceiver.Start();
        var webhook = await Create(
            new
            {
                url = receiver.Url,
                events = new[] { "*" },
                secret = Secret,
            }
        );

        var lives = new HashSet<(string, long)>();
        foreach (var kind in Kinds)
        {
            var (path, body, change) = Life(kind);
            var made = (await Admin.Send(HttpMethod.Post, path, body)).Expect(HttpStatusCode.Created);
            var one = $"{path}/{made.Id}";
            lives.Add((kind, made.Id));
            (await Admin.Send(HttpMethod.Put, one, change)).Expect(HttpStatusCode.OK);
            (await Admin.Send(HttpMethod.Delete, one, null)).Expect(HttpStatusCode.NoContent);
        }

        // Of these alone: a fleet may tell a new webhook of what happened right before.
        var hooks = await Wait.For(
            () => Task.FromResult(receiver.Received.Where(IsOfThem).ToList()),
            hooks => hooks.Count >= Published.Length
        );
        await Admin.Send(HttpMethod.Delete, $"/api/webhooks/{webhook}", null);
        Assert.Equal(Published.Order(), hooks.Select(hook => hook.Event).Order());
        Assert.All(hooks, hook =>
        {
            Assert.Equal(hook.Event, hook.Header("X-Mokapen-Event"));
            Assert.True(Guid.TryParse(hook.Header("X-Mokapen-Delivery"), out _));
            Assert.Equal(Signature.Of(hook, Secret), hook.Header("X-Mokapen-Signature"));
            Assert.Equal(["event", "timestamp", "org_id", "data"], hook.Json.AsObject().Select(member => member.Key));
            Assert.Equal(1, (long)hook.Json["org_id"]!);
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string)hook.Json["timestamp"]!);
        });

        bool IsOfThem(Hook hook) => lives.Contains((hook.Event.Split('.')[0], (long)hook.Data["id"]!));
    }

    [Fact]
    public async Task A_merged_ticket_has_changed_once()
    {
        await using var receiver = await HookReceiver.Start();
        var (merged, into) = (await Admin.NewTicket(), await Admin.NewTicket());
        var events = new[] { "ticket.updated" };
        var webhook = await Create(
            new
            {
                url = receiver.Url,
                events,
                secret = Secret,
            }
        );

        var merge = new { merge_into_id = into };
        (await Admin.Send(HttpMethod.Post, $"/api/tickets/{merged}/merge", merge)).Expect(HttpStatusCode.OK);
        await Admin.Send(HttpMethod.Put, $"/api/tickets/{into}", new { subject = "Last" });

        await receiver.Until(2);
        var hooks = await Wait.For(
            () => Task.FromResult(receiver.Received),
            hooks => hooks.Any(hook => hook.Subject == "Last")
        );
        await Admin.Send(HttpMethod.Delete, $"/api/webhooks/{webhook}", null);
        Assert.Single(hooks, hook => (long)hook.Data["id"]! == merged);
    }

    [Fact]
    public async Task The_published_request_makes_a_webhook_whose_secret_is_shown_once()
    {
        var made = await Admin.Send(
            HttpMethod.Post,
            "/api/webhooks",
            """
            {
              "url": "https://example.com/webhooks/mokapen",
              "org_id": 1,
              "events": ["task.created", "task.updated", "contact.created"]
            }
            """
        );
        var read = await Admin.Get($"/api/webhooks/{made.Json["data"]!["id"]}");
        var listed = await Admin.Get("/api/webhooks?org_id=1&event=contact.created");

        made.Expect(HttpStatusCode.Created);
        Assert.EndsWith($"/api/webhooks/{made.Json["data"]!["id"]}", made.Header("Location"));
        Assert.Equal(1, (long)made.Data["org_id"]!);
        Assert.True(((string)made.Data["secret"]!).Length >= 32);
        Assert.Null(read.Data["secret"]);
        Assert.Contains((string)made.Data["id"]!, listed.Items.Select(one => (string)one!["id"]!));
        await Admin.Send(HttpMethod.Delete, $"/api/webhooks/{made.Json["data"]!["id"]}", null);
    }

    [Fact]
    public async Task Another_organization_s_number_is_refused_and_nothing_is_made()
    {
        var body = new
        {
            url = "https://example.com/other",
            org_id = 849,
            events = new[] { "task.created" },
        };
        var before = (await Admin.Get("/api/webhooks")).Json["meta"]!["total"]!.ToString();

        var refused = await Admin.Send(HttpMethod.Post, "/api/webhooks", body);
        var listed = await Admin.Get("/api/webhooks?org_id=849");

        refused.ExpectProblem(HttpStatusCode.Forbidden, "wrong_organization");
        listed.ExpectProblem(HttpStatusCode.Forbidden, "wrong_organization");
        Assert.Equal(before, (await Admin.Get("/api/webhooks")).Json["meta"]!["total"]!.ToString());
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_field()
    {
        var nowhere = new { url = "example.com", events = new[] { "task.created" } };
        var unknown = new { url = "https://example.com", events = new[] { "task.exploded" } };

        (await Admin.Send(HttpMethod.Post, "/api/webhooks", nowhere)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "INVALID_URL"
        );
        (await Admin.Send(HttpMethod.Post, "/api/webhooks", unknown)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "INVALID_EVENTS"
        );
    }

    [Fact]
    public async Task A_change_and_its_log_show_and_other_contracts_webhooks_do_not()
    {
        await using var receiver = await HookReceiver.Start();
        var others = (Guid)(await Admin.Subscribe(receiver.UrlOf("other")));
        var webhook = await Create(
            new
            {
                url = receiver.Url,
                events = new[] { "deal.created" },
                secret = Secret,
            }
        );
        var path = $"/api/webhooks/{webhook}";
        var changed = await Admin.Send(HttpMethod.Put, path, new { events = new[] { "task.created" } });

        await Admin.Send(HttpMethod.Post, "/api/tasks", """{"title":"Told"}""");
        await receiver.Until(1);
        await Wait.For(
            () => Admin.Get($"{path}/logs?status=success&event=task.created"),
            logs => logs.Items.Count == 1
        );

        Assert.Equal(["task.created"], changed.Data["events"]!.AsArray().Select(one => (string)one!));
        Assert.Empty((await Admin.Get($"{path}/logs?status=failed")).Items);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
            (await Admin.Send(method, $"/api/webhooks/{others}", method == HttpMethod.Put ? "{}" : null)).ExpectProblem(
                HttpStatusCode.NotFound,
                "WEBHOOK_NOT_FOUND"
            );
        (await Admin.Get($"/api/webhooks/{others}/logs")).Expect(HttpStatusCode.NotFound);
        await Admin.Send(HttpMethod.Delete, path, null);
    }

    [Fact]
    public async Task A_short_secret_is_taken_with_a_warning()
    {
        var made = await Admin.Send(
            HttpMethod.Post,
            "/api/webhooks",
            """{"url":"https://example.com/short","events":["task.created"],"secret":"s"}"""
        );

        made.Expect(HttpStatusCode.Created);
        Assert.Equal("short_secret", (string)Assert.Single(made.Json["warnings"]!.AsArray())!["code"]!);
        Assert.Null(made.Data["secret"]);
        await Admin.Send(HttpMethod.Delete, $"/api/webhooks/{made.Json["data"]!["id"]}", null);
    }

    [Fact]
    public async Task A_token_with_the_scopes_of_records_subscribes_to_records_alone()
    {
        var records = await hub.Host.WithScopes("records:read", "records:write");
        var task = new { url = "https://example.com/records", events = new[] { "task.created" } };
        var ticket = new { url = "https://example.com/tickets", events = new[] { "ticket.created" } };

        var made = await records.Send(HttpMethod.Post, "/api/webhooks", task);

        made.Expect(HttpStatusCode.Created);
        (await records.Send(HttpMethod.Post, "/api/webhooks", ticket)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "missing_scope"
        );
        (await records.Get("/api/tickets")).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        await Admin.Send(HttpMethod.Delete, $"/api/webhooks/{made.Json["data"]!["id"]}", null);
    }

    [Fact]
    public async Task The_organization_knows_its_number() =>
        Assert.Equal(1, (long)(await Admin.Get("/api/v1/organization")).Data["number"]!);

    private async Task<string> Create(object webhook) =>
        (string)
            (await Admin.Send(HttpMethod.Post, "/api/webhooks", webhook)).Expect(HttpStatusCode.Created).Data["id"]!;

    private (string Path, JsonObject Body, object Change) Life(string kind)
    {
        if (BusinessRecords.All.SingleOrDefault(table => table.Name == kind) is { } table)
            return (
                $"/api/{table.Plural}",
                table.Body((_, reference) => reference.Kind == "company" ? hub.Company : null),
                new { notes = "Changed" }
            );
        return kind == "contact"
            ? (
                "/api/contacts",
                new JsonObject { ["email"] = $"mokapen{TableSamples.Next()}@example.org" },
                new { job_title = "Buyer" }
            )
            : (
                "/api/tickets",
                new JsonObject
                {
                    ["subject"] = "One",
                    ["description"] = "One",
                    ["requester_email"] = $"new{TableSamples.Next()}@example.org",
                },
                new { subject = "Two" }
            );
    }
}
