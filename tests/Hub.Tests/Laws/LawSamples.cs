using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Delivery.SettingAside;
using Hub.Tests.Hosting;
using Hub.Tests.Resources;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Laws;

/// <summary>
/// How one valid body of each kind looks; a body that is missing here fails the laws of its routes. Each says something
/// that no other one said, so that a change changes something.
/// </summary>
internal sealed class LawSamples(HubHost hub)
{
    private readonly HubClient admin = hub.Admin;

    /// <summary>An event that hardly ever happens: nothing is sent to who is told of it.</summary>
    private const string Rare = "ticket-escalated";

    /// <summary>What is in a file, where a file is the body: JSON is as good as anything.</summary>
    public static JsonObject File => new() { ["law"] = "sample" };

    private int number;
    private long? rotation;
    private long? company;

    public async Task<JsonObject> Body(string name)
    {
        var one = $"sample {Interlocked.Increment(ref number)}";
        company ??= await NewCompany();
        object? body = name switch
        {
            "CreateTicket" or "CreateSubticket" => new
            {
                subject = one,
                description = one,
                requester_email = "user@company.com",
            },
            "UpdateTicket" => new { subject = one },
            "AddReply" => new { body = one },
            "MoveTicket" => new { target_id = "pending", comment = one },
            "UpdateWorkflow" => new { resolutions = new[] { one } },
            "CreateCustomField" => new
            {
                key = $"field_{number}",
                label = one,
                type = "text",
            },
            "UpdateCustomField" => new { label = one },
            "UpdateCustomFieldSettings" => new { is_strict = false },
            "MergeTicket" => new { merge_into_id = await admin.NewTicket() },
            "LinkTicket" => new { ticket_id = await admin.NewTicket() },
            "CreateProblem" or "UpdateProblem" or "UpdateChange" or "CreateIncident" or "UpdateIncident" => new
            {
                title = one,
            },
            "CreateTemplate" => new
            {
                name = one,
                base_id = "generic-tickets",
                text = $$$"""{"text": "{{ event.type }} {{{number}}}"}""",
            },
            "UpdateTemplate" => new { text = $$$"""{"text": "{{{number}}}"}""" },
            "PreviewTemplate" => new
            {
                target = "teams",
                @event = "ticket.created",
                sample = true,
            },
            "PreviewWebhook" => new { last = 2 },
            "CreateContact" => new { name = one, email = $"contact{number}@example.org" },
            "UpdateContact" => new { job_title = one },
            "CreateAsset" => new { name = one, type = "laptop" },
            "DiscoverAssets" => new
            {
                assets = new[]
                {
                    new
                    {
                        external_key = one,
                        name = one,
                        type = "laptop",
                    },
                },
            },
            "LinkAttachment" => new { url = $"https://wiki.example.com/{number}", caption = one },
            "UpdateAttachment" => new { caption = one },
            "UpdateCsatSettings" => new { enabled = true, valid_days = number % 90 + 1 },
            "UpdateSamlSettings" => new { metadata = new Saml.Provider($"https://idp{number}.example.com").Metadata },
            "UpdateAlertSettings" => new { idle_hours = number % 8_760 + 1 },
            "CreateTicketLink" => new { type = "relates_to", ticket_id = await admin.NewTicket() },
            "RaiseAlert" => new { title = one },
            "CreateTimeEntry" => new { minutes = 30, note = one },
            "UpdateTimeEntry" => new { note = one },
            "CreateChange" => new { title = one, quorum = 1 },
            "VoteOnChange" => new { decision = "approve", agent_id = await NewAgent() },
            "ScheduleChange" => new { planned_start = "2026-06-07", planned_end = "2026-06-08" },
            "FinishChange" => new { comment = one },
            "CreateSlaCalendar" => new
            {
                name = one,
                time_zone = "Europe/Berlin",
                hours = new[]
                {
                    new
                    {
                        day = "monday",
                        from = "09:00",
                        to = "17:00",
                    },
                },
            },
            "CreateOnCallRotation" => new
            {
                name = one,
                time_zone = "Europe/Berlin",
                handover = "daily",
                starts_on = "2026-01-05",
                agent_ids = new[] { await NewAgent(), await NewAgent() },
            },
            "UpdateOnCallRotation" => new { name = one },
            "CreateOnCallOverride" => new
            {
                agent_id = await NewAgent(),
                starts_at = "2090-01-01T08:00:00Z",
                ends_at = "2090-01-02T08:00:00Z",
            },
            "CreateOnCallPage" => new { summary = one, rotation_id = await Rotation() },
            "AcknowledgeOnCallPage" => new { agent_id = await NewAgent() },
            "ResolveOnCallPage" => new { resolution = one },
            // Of tickets that nobody has: what rules do must not come between others.
            "CreateAssignmentRule" => Rule(one),
            "UpdateAssignmentRule" => new { name = one },
            "DryRunAssignmentRule" => new { rule = Rule(one), tickets = number % 100 + 1 },
            "DryRunStoredAssignmentRule" => new { tickets = number % 100 + 1 },
            "CreateSlaPolicy" => new { name = one, resolution_minutes = 60 },
            "UpdateSlaCalendar" or "UpdateSlaPolicy" => new { name = one },
            "CreateArticle" => new { title = one, body = $"<p>{one}</p>" },
            "UpdateArticle" => new { title = one },
            "CreateKbCategory" or "UpdateKbCategory" => new { name = one },
            "ResolveIncident" => new { resolution = one },
            "AddIncidentUpdate" => new { message = one },
            "CreateUser" => new { name = one, email = $"user{number}@company.com" },
            "UpdateUser"
            or "UpdateRole"
            or "UpdateDepartment"
            or "UpdateClassification"
            or "UpdateQueue"
            or "UpdateMokapenWebhook"
            or "UpdateAsset" => new { name = one },
            "CreateOrganization" => new { name = one, prefix = $"L{number}" },
            "CreateRole"
            or "CreateDepartment"
            or "CreateClassification"
            or "CreateQueue"
            or "CreateToken"
            or "CreateScimToken" => new { name = one },
            // Of something rare, and each a host of its own: a delivery that is waited for is behind no others then.
            "UpdateWebhook" => new
            {
                name = one,
                target = "generic",
                digest = new { events = 20, minutes = 15 },
            },
            "CreateWebhook" => new
            {
                url = $"https://receiver{number}.example.com/",
                events = new[] { "ticket.assigned" },
                target = "generic",
                digest = new { events = 20, minutes = 15 },
            },
            "CreateMokapenWebhook" => new
            {
                url = $"https://receiver{number}.example.com/",
                events = new[] { "ticket.deleted" },
            },
            "SubscribeFlow" => new { callback_url = $"https://flow{number}.example.com/" },
            "SubscribeFlowToAny" => new
            {
                callback_url = $"https://flow{number}.example.com/",
                @event = "ticket-merged",
            },
            "SubscribeFlowToLists" => new
            {
                callback_url = $"https://flow{number}.example.com/",
                events = new[] { "ticket-merged" },
            },
            "UnsubscribeFlow" => new { callback_url = $"https://flow{number}.example.com/" },
            "TestWebhook" => new { @event = "ticket.created" },
            "RotateWebhookSecret" => new { overlap_hours = 1 },
            "ReplayEvents" => new { since = "2026-05-24T10:30:00Z" },
            _ when TableSamples.Of(name, "Create") is { } table => table.Body(
                (column, _) => column.IsRequired ? company : null
            ),
            _ when TableSamples.Of(name, "Update") is not null => new { notes = one },
            _ => null,
        };
        Assert.True(body is not null, $"Nobody said how a valid {name} looks; LawSamples is the place.");
        return JsonSerializer.SerializeToNode(body)!.AsObject();
    }

    /// <summary>One that records refer to.</summary>
    private async Task<long> NewCompany() =>
        (await admin.Send(HttpMethod.Post, "/api/v1/companies", new { name = "Referred to" }))
            .Expect(HttpStatusCode.Created)
            .Id;

    private static object Rule(string name) =>
        new
        {
            name,
            on = new[] { "created" },
            conditions = new
            {
                field = "tags",
                @operator = "contains",
                value = name,
            },
            actions = new { add_tags = new[] { "more" } },
        };

    /// <summary>Brings what was made for a call to where its route takes it.</summary>
    /// <param name="template">The route's path.</param>
    public async Task Prepare(string template, string real)
    {
        if (template == "/api/v1/tickets/{id}/survey")
            await Resolve(real[..real.LastIndexOf('/')]);
        if (template == "/api/v1/tickets/{id}/attachments/{attachmentId}/unarchive")
            (await admin.Send(HttpMethod.Post, real.Replace("/unarchive", "/archive"), null)).Expect(HttpStatusCode.OK);
        if (template == "/api/v1/webhooks/{id}/enable")
        {
            var paused = await admin.Send(HttpMethod.Patch, real[..real.LastIndexOf('/')], new { active = false });
            paused.Expect(HttpStatusCode.OK);
        }
        string[] steps = template switch
        {
            "/api/v1/users/{id}/reactivate" => ["deactivate"],
            "/api/v1/changes/{id}/vote" => ["submit"],
            "/api/v1/changes/{id}/schedule" => ["submit", "vote"],
            "/api/v1/changes/{id}/implement" or "/api/v1/changes/{id}/fail" => ["submit", "vote", "schedule"],
            _ => [],
        };
        foreach (var step in steps)
        {
            var body = step switch
            {
                "vote" => await Body("VoteOnChange"),
                "schedule" => await Body("ScheduleChange"),
                _ => null,
            };
            var path = $"{real[..real.LastIndexOf('/')]}/{step}";
            (await admin.Send(HttpMethod.Post, path, body)).Expect(HttpStatusCode.OK);
        }
    }

    /// <summary>Resolves the ticket at the path, so that its requester is asked.</summary>
    private async Task Resolve(string ticket)
    {
        await admin.Send(HttpMethod.Put, "/api/v1/csat/settings", new { enabled = true });
        (await admin.Send(HttpMethod.Put, ticket, new { status = "resolved" })).Expect(HttpStatusCode.OK);
    }

    private async Task<string> NewFlow()
    {
        var flow = await admin.Send(HttpMethod.Post, $"/api/v1/triggers/{Rare}", await Body("SubscribeFlow"));
        return (string)flow.Expect(HttpStatusCode.Created).Data["id"]!;
    }

    private async Task MakeDepartment() =>
        (await admin.Send(HttpMethod.Post, "/api/v1/departments", await Body("CreateDepartment"))).Expect(
            HttpStatusCode.Created
        );

    private async Task<long> NewAgent() =>
        (await admin.Send(HttpMethod.Post, "/api/v1/users", await Body("CreateUser")))
            .Expect(HttpStatusCode.Created)
            .Id;

    /// <summary>One that pages are sent to.</summary>
    private async Task<long> Rotation() => rotation ??= await NewRotation();

    private async Task<long> NewRotation() =>
        (await admin.Send(HttpMethod.Post, "/api/v1/on-call/rotations", await Body("CreateOnCallRotation")))
            .Expect(HttpStatusCode.Created)
            .Id;

    /// <summary>The id of a new one where it is not made by a POST to its list; nothing where it is.</summary>
    public async Task<string?> Make(string said, string real)
    {
        var parent = real[..real.LastIndexOf('/')];
        switch (said)
        {
            case "/api/v1/webhooks/{id}/deliveries" or "/api/webhooks/{id}/logs":
                var webhook = $"/api/v1/webhooks/{parent[(parent.LastIndexOf('/') + 1)..]}";
                var queued = await admin.Send(HttpMethod.Post, $"{webhook}/test", null);
                var id = (string)queued.Expect(HttpStatusCode.Accepted).Data["delivery_id"]!;
                await Wait.For(
                    () => admin.Get($"{webhook}/deliveries/{id}"),
                    // Tried once: from then on it stays as it is for a while.
                    answer => answer.Status == HttpStatusCode.OK && (int)answer.Data["attempt_count"]! > 0
                );
                return id;
            case "/api/v1/triggers/events" or "/api/v1/triggers/samples":
                return Rare;
            // What is below is an event; what is listed are subscriptions.
            case "/api/v1/triggers":
                await NewFlow();
                return Rare;
            case "/api/v1/triggers/subscriptions":
                return await NewFlow();
            case "/tickets":
                return $"{await admin.NewTicket()}";
            case "/api/v1/webhooks/{id}/replays":
                var replay = await admin.Send(HttpMethod.Post, $"{parent}/replay", await Body("ReplayEvents"));
                var one = (string)replay.Expect(HttpStatusCode.Accepted).Data["id"]!;
                await Wait.For(
                    () => admin.Get($"{parent}/replays/{one}"),
                    // From then on it stays as it is.
                    answer => (string)answer.Data["status"]! != "running"
                );
                return one;
            case "/api/v1/tickets/{id}/timeline":
                (await admin.Send(HttpMethod.Put, parent, await Body("UpdateTicket"))).Expect(HttpStatusCode.OK);
                return "";
            case "/api/v1/problems/{id}/tickets" or "/api/v1/assets/{id}/tickets" or "/api/v1/incidents/{id}/tickets":
                var link = await Body("LinkTicket");
                (await admin.Send(HttpMethod.Post, real, link)).Expect(HttpStatusCode.OK);
                return link["ticket_id"]!.ToString();
            case "/api/v1/knowledge-base/{id}/versions":
                var edited = await admin.Send(HttpMethod.Put, parent, await Body("UpdateArticle"));
                return edited.Expect(HttpStatusCode.OK).Data["version"]!.ToString();
            case "/api/v1/templates/{id}/versions":
                var rewritten = await admin.Send(HttpMethod.Put, parent, await Body("UpdateTemplate"));
                return rewritten.Expect(HttpStatusCode.OK).Data["version"]!.ToString();
            case "/api/v1/knowledge-base/{id}/versions/{versionId}/diff":
                return "1";
            case "/api/v1/on-call":
                return $"{await NewRotation()}";
            case "/api/v1/tickets/{id}/attachments":
                var file = await admin.SendBytes(
                    HttpMethod.Post,
                    $"{real}?filename=one.txt",
                    "text"u8.ToArray(),
                    "text/plain"
                );
                return file.Expect(HttpStatusCode.Created).Id.ToString();
            case "/api/v1/csat":
                var asked = await admin.NewTicket();
                await Resolve($"/api/v1/tickets/{asked}");
                return $"{asked}";
            case "/api/v1/audit-log":
                await MakeDepartment();
                return (await admin.Get(real)).Items[0]!["id"]!.ToString();
            case "/api/v1/set-aside":
                var place = $"sample {Interlocked.Increment(ref number)}";
                await hub
                    .App.Services.GetRequiredService<SetAside>()
                    .Keep(await hub.OrganizationOf(admin), SetAsideSorts.Event, place, new FormatException(), default);
                return "";
            default:
                return null;
        }
    }
}
