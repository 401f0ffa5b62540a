using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Attachments;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Hub.Tests.Workflows;

namespace Hub.Contracts;

/// <summary>What the ticketing contract says, statement by statement: each of its 15 events by what somebody does, and its bytes.</summary>
public sealed class TicketingContract(TicketingHub hub) : IClassFixture<TicketingHub>, IAsyncDisposable
{
    private const string Milliseconds = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$";

    private static readonly string[] Published =
    [
        "ticket.created",
        "ticket.updated",
        "ticket.status_changed",
        "ticket.resolved",
        "ticket.assigned",
        "alert.sla_frt_breached",
        "alert.sla_frt_escalated",
        "alert.sla_rt_breached",
        "alert.sla_rt_escalated",
        "alert.expected_date",
        "alert.idle",
        "comment.created",
        "attachment.added",
        "attachment.archived",
        "attachment.deleted",
    ];

    private readonly List<Guid> made = [];

    private HubClient Admin => hub.Admin;

    public async ValueTask DisposeAsync()
    {
        foreach (var webhook in made)
            (await Admin.DeleteWebhook(webhook)).Expect(HttpStatusCode.NoContent);
    }

    // ---- Events of tickets

    [Fact]
    public async Task A_new_ticket_is_told_whole_in_the_common_envelope()
    {
        var (_, ticket) = await hub.NewTicket(
            new
            {
                subject = "VPN",
                description = "<p>Cannot &amp; will not <b>connect</b>.</p><ul><li>Since morning</li></ul>",
                requester_email = "una@company.com",
                requester_name = "Una Berg",
            }
        );

        var body = await hub.Told(ticket, "ticket.created");

        Assert.Equal(
            ["id", "event", "timestamp", "version", "tenantId", "instanceId", "data"],
            body.AsObject().Select(member => member.Key)
        );
        Assert.Matches("^evt_[0-9A-Z]{26}$", (string)body["id"]!);
        Assert.Equal(("ticket.created", "v1"), ((string)body["event"]!, (string)body["version"]!));
        Assert.Matches(Milliseconds, (string)body["timestamp"]!);
        Assert.NotEqual((Guid)body["tenantId"]!, (Guid)body["instanceId"]!);
        var data = body["data"]!;
        Assert.Equal(["ticket", "ticketUrl", "user"], data.AsObject().Select(member => member.Key));
        Assert.Equal($"/tickets/{ticket}", (string)data["ticketUrl"]!);
        Assert.Equal("VPN", (string)data["ticket"]!["title"]!);
        Assert.Equal("Cannot & will not connect.\nSince morning", (string)data["ticket"]!["description"]!);
        Assert.Equal("Open", (string)data["ticket"]!["status"]!);
        Assert.Equal("Una Berg", (string)data["ticket"]!["requester"]!["displayName"]!);
        Assert.Equal("una@company.com", (string)data["ticket"]!["requester"]!["email"]!);
        Assert.Matches(Milliseconds, (string)data["ticket"]!["createdDateTime"]!);
        Assert.True(Guid.TryParse((string)data["user"]!["id"]!, out _));
        Assert.NotEmpty((string)data["user"]!["displayName"]!);
    }

    [Fact]
    public async Task An_update_lists_the_fields_that_changed_and_leaves_status_and_assignee_to_their_own_events()
    {
        var (number, ticket) = await hub.NewTicket();

        await hub.Change(
            number,
            new
            {
                priority = "urgent",
                description = "<p>User cannot login</p>",
                expected_date = "2026-06-01",
                custom_fields = new { floor = 3 },
                status = "pending",
                assignee_id = 1,
            }
        );

        AssertChanges(
            await hub.Told(ticket, "ticket.updated"),
            """
            [
              {"field": "description", "from": "Cannot connect to office VPN since morning", "to": "User cannot login"},
              {"field": "priority", "from": "medium", "to": "urgent"},
              {"field": "expectedDate", "from": null, "to": "2026-06-01"},
              {"field": "customFields.floor", "from": null, "to": 3}
            ]
            """
        );
        AssertChanges(
            await hub.Told(ticket, "ticket.status_changed"),
            """[{"field": "status", "from": "Open", "to": "Pending"}]"""
        );
        AssertChanges(
            await hub.Told(ticket, "ticket.assigned"),
            """[{"field": "assignee", "from": null, "to": "Agent 1"}]"""
        );
    }

    [Fact]
    public async Task A_change_of_status_and_assignee_alone_is_no_update()
    {
        var (number, ticket) = await hub.NewTicket();

        await hub.Change(number, new { status = "on_hold", assignee_id = 2 });

        Assert.Equal(["ticket.created", "ticket.status_changed", "ticket.assigned"], await hub.AllOf(number, ticket));
    }

    [Fact]
    public async Task A_ticket_that_is_taken_from_its_assignee_is_assigned_to_null()
    {
        var (number, ticket) = await hub.NewTicket();

        await hub.Change(number, new { assignee_id = 1 });
        await hub.Change(number, new { assignee_id = 2 });
        await hub.Change(number, new { assignee_id = (long?)null });

        var told = await hub.Told(ticket, "ticket.assigned", 3);
        AssertChanges(told[0].Json, """[{"field": "assignee", "from": null, "to": "Agent 1"}]""");
        AssertChanges(told[1].Json, """[{"field": "assignee", "from": "Agent 1", "to": "Agent 2"}]""");
        AssertChanges(told[2].Json, """[{"field": "assignee", "from": "Agent 2", "to": null}]""");
        Assert.Equal("Agent 2", (string)told[1].Data["ticket"]!["assignee"]!["displayName"]!);
        Assert.Equal("agent2@company.com", (string)told[1].Data["ticket"]!["assignee"]!["email"]!);
        Assert.Null(told[2].Data["ticket"]!["assignee"]);
        Assert.Equal(["ticket", "ticketUrl", "user", "changes"], told[2].Data.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task An_assignment_by_a_rule_is_told_as_the_rule_s()
    {
        await hub.Make(
            "/api/v1/assignment-rules",
            new
            {
                name = "To the second line",
                on = new[] { "created" },
                conditions = new
                {
                    field = "tags",
                    @operator = "contains",
                    value = "by-rule",
                },
                actions = new { assign = new { method = "agent", agent_id = 2 } },
            }
        );
        var (_, ticket) = await hub.NewTicket(
            new
            {
                subject = "VPN",
                description = "Down",
                requester_email = "user@company.com",
                tags = new[] { "by-rule" },
            }
        );

        var told = await hub.Told(ticket, "ticket.assigned");

        AssertChanges(told, """[{"field": "assignee", "from": null, "to": "Agent 2"}]""");
        var user = told["data"]!["user"]!;
        Assert.Equal(("rule", "To the second line"), ((string)user["userType"]!, (string)user["displayName"]!));
    }

    [Fact]
    public async Task A_transition_is_told_with_its_label_its_resolution_and_its_additional_keys()
    {
        var (number, ticket) = await hub.NewTicket();
        await Move(number, new { target_id = "working" });
        var began = await hub.Told(ticket, "ticket.status_changed");
        await Move(
            number,
            new
            {
                target_id = "checking",
                resolution = "fixed",
                comment = "Resolved after investigation",
                additional_keys = new { resolution_code = "fixed" },
            }
        );

        var told = (await hub.Told(ticket, "ticket.status_changed", 2))[1].Data;

        AssertJson(
            """{"from": "Open", "to": "In progress", "targetId": "working", "transitionLabel": "Start work", "hasComment": false}""",
            began["data"]!["status"]!
        );
        AssertJson(
            """
            {
              "from": "In progress",
              "to": "checking",
              "targetId": "checking",
              "transitionLabel": "Have it checked",
              "resolution": "fixed",
              "hasComment": true,
              "comment": "Resolved after investigation",
              "additionalKeys": {"resolution_code": "fixed"}
            }
            """,
            told["status"]!
        );
        AssertJson("""[{"field": "status", "from": "In progress", "to": "checking"}]""", told["changes"]!);
    }

    [Fact]
    public async Task A_ticket_is_resolved_where_the_status_stops_its_sla_and_nowhere_else()
    {
        var (number, ticket) = await hub.NewTicket();

        await Move(number, new { target_id = "working" });
        await Move(
            number,
            new
            {
                target_id = "checking",
                resolution = "fixed",
                comment = "Please look",
            }
        );
        var before = await hub.AllOf(number, ticket);
        await Move(number, new { target_id = "accepted" });
        var resolved = (await hub.Told(ticket, "ticket.resolved"))["data"]!;

        Assert.DoesNotContain("ticket.resolved", before);
        Assert.Equal(["ticket", "ticketUrl", "user", "status"], resolved.AsObject().Select(member => member.Key));
        AssertJson(
            """{"from": "checking", "to": "accepted", "targetId": "accepted", "transitionLabel": "Accept", "resolution": "fixed"}""",
            resolved["status"]!
        );
        Assert.Equal(
            "resolved",
            (string)(await hub.Told(ticket, "ticket.status_changed", 3))[2].Data["ticket"]!["statusCategory"]!
        );
    }

    // ---- Comments and attachments

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_comment_says_whether_it_is_private_and_nothing_of_what_it_says(bool isPrivate)
    {
        var (number, ticket) = await hub.NewTicket();
        var reply = await Admin.AddReply(number, new { body = "Something", @internal = isPrivate });

        var data = (await hub.Told(ticket, "comment.created"))["data"]!;

        Assert.Equal(["ticket", "ticketUrl", "user", "comment"], data.AsObject().Select(member => member.Key));
        Assert.Equal(["id", "isPrivate", "source"], data["comment"]!.AsObject().Select(member => member.Key));
        Assert.Equal((string)reply.Data["uuid"]!, (string)data["comment"]!["id"]!);
        Assert.Equal((isPrivate, "api"), ((bool)data["comment"]!["isPrivate"]!, (string)data["comment"]!["source"]!));
    }

    [Fact]
    public async Task A_comment_with_an_attachment_is_told_as_both()
    {
        var (number, ticket) = await hub.NewTicket();
        var file = await Admin.Attach(number, "error.png", "image/png", AttachmentCalls.Png, "&caption=Login%20error");
        var id = file.Expect(HttpStatusCode.Created).Id;
        await Admin.AddReply(number, new { body = "See there", attachment_ids = new[] { id } });

        await hub.Told(ticket, "comment.created");
        var attachment = (await hub.Told(ticket, "attachment.added"))["data"]!["attachment"]!;

        Assert.Equal((string)file.Data["uuid"]!, (string)attachment["id"]!);
        Assert.Equal(("error.png", "Login error"), ((string)attachment["filename"]!, (string)attachment["caption"]!));
        Assert.Equal(
            (false, false, true),
            ((bool)attachment["isArchive"]!, (bool)attachment["isHyperlink"]!, (bool)attachment["isImage"]!)
        );
        Assert.Matches(Milliseconds, (string)attachment["createdDateTime"]!);
        Assert.True(Guid.TryParse((string)attachment["createdBy"]!, out _));
        Assert.Null(attachment["content"]);
    }

    [Fact]
    public async Task An_attachment_that_is_archived_and_then_deleted_says_by_whom_and_when()
    {
        var (number, ticket) = await hub.NewTicket();
        var id = await Admin.NewFile(number);
        (await Admin.Send(HttpMethod.Post, $"{AttachmentCalls.Path(number, id)}/archive", null)).Expect(
            HttpStatusCode.OK
        );
        (await Admin.DeleteAttachment(number, id)).Expect(HttpStatusCode.NoContent);

        var archived = (await hub.Told(ticket, "attachment.archived"))["data"]!;
        var deleted = (await hub.Told(ticket, "attachment.deleted"))["data"]!;

        var (user, attachment) = ((string)archived["user"]!["displayName"]!, archived["attachment"]!);
        Assert.Equal((user, true), ((string)attachment["archivedBy"]!, (bool)attachment["isArchive"]!));
        Assert.Matches(Milliseconds, (string)attachment["archivedAt"]!);
        Assert.Null(attachment["deletedBy"]);
        attachment = deleted["attachment"]!;
        Assert.Equal((user, "notes.txt"), ((string)attachment["deletedBy"]!, (string)attachment["filename"]!));
        Assert.Matches(Milliseconds, (string)attachment["deletedAt"]!);
        Assert.Null(attachment["archivedBy"]);
    }

    // ---- Alerts

    [Fact]
    public async Task Deadlines_that_pass_are_told_and_what_is_escalated_afterwards()
    {
        await hub.Make(
            "/api/v1/sla/policies",
            new
            {
                name = "Urgent",
                priorities = new[] { "urgent" },
                first_response_minutes = 30,
                resolution_minutes = 60,
                escalate_after_minutes = 15,
            }
        );
        var (_, ticket) = await hub.NewTicket(
            new
            {
                subject = "Down",
                description = "All of it",
                requester_email = "user@company.com",
                priority = "urgent",
            }
        );
        var created = await hub.Told(ticket, "ticket.created");
        var since = created["timestamp"]!.GetValue<DateTimeOffset>();

        await hub.Pass(TimeSpan.FromMinutes(31));
        var breached = (await hub.Told(ticket, "alert.sla_frt_breached"))["data"]!;
        await hub.Pass(TimeSpan.FromMinutes(15));
        var escalated = (await hub.Told(ticket, "alert.sla_frt_escalated"))["data"]!;
        await hub.Pass(TimeSpan.FromMinutes(15));
        var late = (await hub.Told(ticket, "alert.sla_rt_breached"))["data"]!;
        await hub.Pass(TimeSpan.FromMinutes(15));
        var last = (await hub.Told(ticket, "alert.sla_rt_escalated"))["data"]!;

        Assert.Equal(["ticket", "ticketUrl", "user", "alert"], breached.AsObject().Select(member => member.Key));
        Assert.Equal("system", (string)breached["user"]!["userType"]!);
        AssertJson(
            $$"""{"source": "frt", "deadlineTime": "{{After(30)}}", "detectedAt": "{{After(31)}}"}""",
            breached["alert"]!
        );
        AssertJson(
            $$"""{"source": "frt", "slaDeadline": "{{After(30)}}", "escalationDeadline": "{{After(45)}}", "escalatedAt": "{{After(46)}}"}""",
            escalated["alert"]!
        );
        AssertJson(
            $$"""{"source": "rt", "deadlineTime": "{{After(60)}}", "detectedAt": "{{After(61)}}"}""",
            late["alert"]!
        );
        AssertJson(
            $$"""{"source": "rt", "slaDeadline": "{{After(60)}}", "escalationDeadline": "{{After(75)}}", "escalatedAt": "{{After(76)}}"}""",
            last["alert"]!
        );
        Assert.Equal(After(60), (string)late["ticket"]!["sla"]!["resolutionDeadline"]!);
        Assert.True((bool)late["ticket"]!["sla"]!["isResolutionBreached"]!);

        string After(int minutes) => since.AddMinutes(minutes).ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
    }

    [Fact]
    public async Task An_expected_date_comes_near_is_today_and_has_passed_and_a_ticket_is_idle()
    {
        var now = (await hub.Told((await hub.NewTicket()).Id, "ticket.created"))[
            "timestamp"
        ]!.GetValue<DateTimeOffset>();
        var date = now.AddDays(3).ToString("yyyy-MM-dd");
        await hub.Set(
            "/api/v1/alerts/settings",
            new
            {
                approaching_days = 1,
                due_today = true,
                overdue = true,
                idle_hours = 24,
            }
        );
        var (_, ticket) = await hub.NewTicket(
            new
            {
                subject = "New chairs",
                description = "Four",
                requester_email = "user@company.com",
                expected_date = date,
            }
        );

        await hub.Pass(TimeSpan.FromDays(1));
        var idle = (await hub.Told(ticket, "alert.idle"))["data"]!["alert"]!;
        foreach (var told in Enumerable.Range(1, 3))
        {
            await hub.Pass(TimeSpan.FromDays(1));
            await hub.Told(ticket, "alert.expected_date", told);
        }
        var alerts = await hub.Told(ticket, "alert.expected_date", 3);

        AssertJson($$"""{"stage": "approaching", "expectedDate": "{{date}}"}""", alerts[0].Data["alert"]!);
        AssertJson($$"""{"stage": "due_today", "expectedDate": "{{date}}"}""", alerts[1].Data["alert"]!);
        AssertJson(
            $$"""{"stage": "overdue", "expectedDate": "{{date}}", "daysOverdue": 1}""",
            alerts[2].Data["alert"]!
        );
        AssertJson("""{"source": "idle", "daysIdle": 1}""", idle);
    }

    // ---- Deliveries

    [Fact]
    public async Task Deliveries_have_five_headers_and_a_signature_that_receivers_can_check()
    {
        var (_, ticket) = await hub.NewTicket(Tests.Hosting.Samples.Ticket("Käse \u2028 \ud83e\uddc0"));

        var hook = Assert.Single(await hub.Told(ticket, "ticket.created", 1));

        Assert.Equal("application/json", hook.Header("Content-Type"));
        Assert.Matches("^wh_evt_[0-9A-Z]{26}$", hook.Header("webhook-id"));
        Assert.Matches(Milliseconds, hook.Header("webhook-timestamp"));
        Assert.Equal(
            ("ticket.created", "1"),
            (hook.Header("X-Webhook-Event-Type"), hook.Header("X-Webhook-Delivery-Attempt"))
        );
        Assert.Equal(TicketingHub.Sign(hook, TicketingHub.Secret), hook.Header("X-Ticketing-Signature-256"));
        Assert.NotEqual(TicketingHub.Sign(hook, "another one"), hook.Header("X-Ticketing-Signature-256"));
        Assert.DoesNotContain(hook.Headers.Values, value =>
            value.Contains(TicketingHub.Secret, StringComparison.Ordinal)
        );
        Assert.Distinct(hub.Received.Select(one => one.Header("webhook-id")));
    }

    [Fact]
    public async Task A_receiver_in_Node_accepts_them_and_refuses_what_was_changed()
    {
        var (_, ticket) = await hub.NewTicket();
        var hook = Assert.Single(await hub.Told(ticket, "ticket.created", 1));

        Assert.Equal("true", await InNode(hook, hook.Text, TicketingHub.Secret));
        Assert.Equal("false", await InNode(hook, hook.Text + " ", TicketingHub.Secret));
        Assert.Equal("false", await InNode(hook, hook.Text, "another one"));
    }

    [Fact]
    public async Task An_attempt_that_failed_is_made_again_under_the_same_id_and_the_list_shows_how_it_was_answered()
    {
        await using var receiver = await HookReceiver.Answering(503, 201);
        var webhook = WebhookCalls.IdOf(
            await Create(
                new
                {
                    url = receiver.UrlOf("again"),
                    entity = "Ticket",
                    action = "created",
                }
            )
        );
        await hub.NewTicket();
        await receiver.Until(1);
        var failed = await Listed(one => (int?)one["last_response_code"] == 503);
        while (receiver.Received.Count < 2)
            await hub.Pass(TimeSpan.FromMinutes(1));

        var hooks = await receiver.Until(2);

        Assert.Equal(["1", "2"], hooks.Select(hook => hook.Header("X-Webhook-Delivery-Attempt")));
        Assert.Single(hooks.Select(hook => hook.Header("webhook-id")).Distinct());
        Assert.Equal(hooks[0].Text, hooks[1].Text);
        Assert.Equal(2, hooks.Select(hook => hook.Header("X-Ticketing-Signature-256")).Distinct().Count());
        Assert.NotNull(failed["last_attempt_at"]);
        await Listed(one => (int?)one["last_response_code"] == 201);

        Task<JsonNode> Listed(Func<JsonNode, bool> holds) =>
            Wait.For(
                async () =>
                    (await Admin.ListWebhooks("per_page=100")).Items.First(one => (Guid)one!["id"]! == webhook)!,
                holds
            );
    }

    // ---- Subscriptions

    [Theory]
    [InlineData("All", "All", 15)]
    [InlineData("Ticket", "All", 5)]
    [InlineData("Alert", "All", 6)]
    [InlineData("Comment", "All", 1)]
    [InlineData("Attachment", "All", 3)]
    [InlineData("Ticket", "created", 1)]
    [InlineData("Alert", "sla_rt_breached", 1)]
    [InlineData("All", "created", 2)]
    [InlineData("Attachment", null, 3)]
    [InlineData(null, "idle", 1)]
    public async Task Entity_and_action_choose_events_and_are_shown_again(string? entity, string? action, int count)
    {
        var made = await Create(
            new
            {
                url = NewUrl(),
                entity,
                action,
            }
        );
        var read = (await Admin.GetWebhook(WebhookCalls.IdOf(made))).Data;

        Assert.Equal(count, read["events"]!.AsArray().Count);
        Assert.All(read["events"]!.AsArray(), one => Assert.Contains((string)one!, Published));
        Assert.Equal((entity ?? "All", action ?? "All"), ((string)read["entity"]!, (string)read["action"]!));
        Assert.True((bool)read["enabled"]!);
    }

    [Fact]
    public async Task A_secret_is_taken_or_made_and_shown_once()
    {
        var given = await Create(
            new
            {
                url = NewUrl(),
                entity = "Ticket",
                action = "All",
                secret = "a-secret-of-my-own",
            }
        );
        var made = await Create(
            new
            {
                url = NewUrl(),
                entity = "Ticket",
                action = "All",
            }
        );
        var read = await Admin.GetWebhook(WebhookCalls.IdOf(made));

        Assert.Null(given.Expect(HttpStatusCode.Created).Data["secret"]);
        Assert.True(((string)made.Data["secret"]!).Length >= 32);
        Assert.Null(read.Data["secret"]);
    }

    [Fact]
    public async Task A_webhook_that_is_not_enabled_is_told_nothing_until_it_is()
    {
        await using var receiver = await HookReceiver.Start();
        var made = await Create(
            new
            {
                url = receiver.Url,
                entity = "Ticket",
                action = "created",
                enabled = false,
            }
        );
        var webhook = WebhookCalls.IdOf(made);
        var (number, ticket) = await hub.NewTicket();
        await hub.AllOf(number, ticket);
        Assert.Equal(("disabled", false), ((string)made.Data["status"]!, (bool)made.Data["enabled"]!));
        Assert.Empty(receiver.Received);

        var changed = (await Admin.UpdateWebhook(webhook, new { enabled = true, action = "assigned" })).Data;
        (number, _) = await hub.NewTicket();
        await hub.Change(number, new { assignee_id = 1 });

        Assert.Equal("ticket.assigned", (await receiver.Until(1))[0].Event);
        Assert.Equal(("Ticket", "assigned"), ((string)changed["entity"]!, (string)changed["action"]!));
        Assert.Equal(["ticket.assigned"], changed["events"]!.AsArray().Select(one => (string)one!));
    }

    [Fact]
    public async Task Whoever_names_events_afterwards_chooses_no_longer_by_entity()
    {
        var webhook = WebhookCalls.IdOf(await Create(new { url = NewUrl(), entity = "Alert" }));

        var named = (
            await Admin.UpdateWebhook(webhook, new { events = new[] { "alert.idle", "ticket.created" } })
        ).Data;

        Assert.Null(named["entity"]);
        Assert.Null(named["action"]);
        Assert.Equal(2, named["events"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{"entity": "Tickets", "action": "created"}""", "entity", "Ticket, Alert, Comment, Attachment")]
    [InlineData("""{"entity": "Ticket", "action": "exploded"}""", "action", "created, updated")]
    [InlineData("""{"entity": "Comment", "action": "archived"}""", "action", "All, created")]
    [InlineData("""{"entity": "Ticket", "events": ["ticket.created"]}""", "entity", "not both")]
    [InlineData("""{"dialect": "tiketti", "entity": "Ticket"}""", "entity", "ticketing")]
    [InlineData("""{"dialect": "standard", "action": "created"}""", "entity", "ticketing")]
    [InlineData("""{"entity": "All", "active": true, "enabled": false}""", "enabled", "active")]
    public async Task What_does_not_go_together_is_refused_and_the_choices_are_named(
        string fields,
        string field,
        string said
    )
    {
        var body = JsonNode.Parse(fields)!.AsObject();
        body["url"] = NewUrl();
        body["dialect"] ??= "ticketing";

        var refused = await Admin.Send(HttpMethod.Post, "/api/v1/webhooks", body.ToJsonString());

        refused.ExpectInvalid(field);
        Assert.Contains(said, string.Join(' ', refused.ErrorsOf(field)));
    }

    [Fact]
    public async Task A_webhook_without_any_choice_is_refused() =>
        (await Create(new { url = NewUrl() })).ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_EVENTS");

    [Fact]
    public async Task The_catalogue_has_the_15_events_with_the_schemas_of_tickets_and_users()
    {
        var listed = (await Admin.Get("/api/v1/webhook-events?dialect=ticketing&per_page=100")).Items;

        Assert.Equal(Published, listed.Select(one => (string)one!["name"]!));
        Assert.All(listed, one =>
        {
            Assert.True((bool)one!["fired"]!);
            var data = one["schema"]!["properties"]!["data"]!["properties"]!;
            Assert.Equal(("ITicket", "IUser"), ((string)data["ticket"]!["title"]!, (string)data["user"]!["title"]!));
        });
    }

    // ---- Tickets over REST

    [Fact]
    public async Task What_an_event_shows_of_a_ticket_is_what_its_address_shows()
    {
        var department = (await hub.Make("/api/v1/departments", new { name = $"IT {Guid.NewGuid():N}" })).Data;
        var (number, ticket) = await hub.NewTicket();
        await hub.Change(
            number,
            new
            {
                department_id = (long)department["id"]!,
                assignee_id = 1,
                tags = new[] { "vpn" },
                description = "<p>One</p><p>Two</p>",
            }
        );
        await Admin.NewFile(number);
        var data = (await hub.Told(ticket, "attachment.added"))["data"]!;

        var read = (await Admin.Get((string)data["ticketUrl"]!)).Expect(HttpStatusCode.OK);
        var listed = (await Admin.Get("/tickets?per_page=100")).Expect(HttpStatusCode.OK);

        AssertJson(data["ticket"]!.ToJsonString(), read.Data);
        AssertJson(read.Data.ToJsonString(), listed.Items.First(one => (string)one!["id"]! == ticket)!);
        Assert.Equal((string)department["name"]!, (string)read.Data["department"]!["name"]!);
        Assert.Equal("One\nTwo", (string)read.Data["description"]!);
        Assert.Equal(number, (long)read.Data["number"]!);
    }

    [Fact]
    public async Task Who_was_renamed_goes_by_the_new_name_from_then_on()
    {
        var agent = (
            await hub.Make("/api/v1/users", new { name = "Ada", email = $"{Guid.NewGuid():N}@company.com" })
        ).Id;
        var (number, ticket) = await hub.NewTicket();
        await hub.Change(number, new { assignee_id = agent });
        await hub.Told(ticket, "ticket.assigned");

        await hub.Set($"/api/v1/users/{agent}", new { name = "Ada Holm" });
        await hub.Change(number, new { priority = "low" });

        var told = (await hub.Told(ticket, "ticket.updated"))["data"]!["ticket"]!["assignee"]!;
        var read = (await Admin.Get($"/tickets/{number}")).Data["assignee"]!;
        Assert.Equal(("Ada Holm", "Ada Holm"), ((string)told["displayName"]!, (string)read["displayName"]!));
    }

    [Fact]
    public async Task The_tenant_is_that_of_Microsoft_365_where_one_is_configured()
    {
        const string tenant = "5d1b6d0e-1c53-4f58-8a3f-3a2f1f0c7b11";
        await using var receiver = await HookReceiver.Start();
        await using var other = await HubHost.Start(
            "--Delivery:AllowInsecureTargets=true",
            "--Entra:Enabled=true",
            $"--Entra:TenantId={tenant}",
            "--Entra:ClientId=0c0f5a3e-5d2f-4a79-9d0d-6f1a5b8f4c22"
        );
        await other.Admin.CreateWebhook(
            new
            {
                dialect = "ticketing",
                entity = "Ticket",
                url = receiver.Url,
            }
        );
        await other.Admin.NewTicket();

        var body = (await receiver.Until(1))[0].Json;

        Assert.Equal(tenant, (string)body["tenantId"]!);
        Assert.NotEqual(tenant, (string)body["instanceId"]!);
    }

    [Fact]
    public async Task Tickets_come_in_pages_and_by_conditions()
    {
        var (first, _) = await hub.NewTicket();
        var (second, ticket) = await hub.NewTicket();
        await hub.Change(second, new { tags = new[] { "paged" } });

        var page = await Admin.Get("/tickets?per_page=1&page=2");
        var tagged = await Admin.Get("/tickets?tag=paged");

        Assert.Equal(first, (long)Assert.Single(page.Items)!["number"]!);
        Assert.Equal((2, 1), ((int)page.Json["meta"]!["current_page"]!, (int)page.Json["meta"]!["per_page"]!));
        Assert.Equal(ticket, (string)Assert.Single(tagged.Items)!["id"]!);
        (await Admin.Get("/tickets?per_page=101")).ExpectInvalid("per_page");
    }

    [Fact]
    public async Task A_ticket_has_a_version_and_is_seen_by_its_own_organization_alone()
    {
        var (_, ticket) = await hub.NewTicket();
        var path = $"/tickets/{ticket}";
        var neighbour = await hub.Host.OpenOrganization("NEXT");

        var read = await Admin.Get(path);

        (await Admin.Get(path, ("If-None-Match", read.ETag!))).Expect(HttpStatusCode.NotModified);
        (await neighbour.Get(path)).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await neighbour.Get("/tickets")).Items);
        (await Admin.Get($"/tickets/{Guid.CreateVersion7()}")).Expect(HttpStatusCode.NotFound);
        (await (await hub.Host.WithScopes("users:read")).Get(path)).Expect(HttpStatusCode.Forbidden);
        (await hub.Host.As(null).Get(path)).Expect(HttpStatusCode.Unauthorized);
    }

    /// <summary>Until the test is over.</summary>
    private async Task<Answer> Create(object fields)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(fields)!.AsObject();
        foreach (var absent in body.Where(member => member.Value is null).ToList())
            body.Remove(absent.Key);
        body["dialect"] = "ticketing";
        var answer = await Admin.CreateWebhook(body);
        if (answer.Status == HttpStatusCode.Created)
            made.Add(WebhookCalls.IdOf(answer));
        return answer;
    }

    private async Task Move(long ticket, object move) => (await Admin.Move(ticket, move)).Expect(HttpStatusCode.OK);

    private static string NewUrl() => $"https://receiver.example.com/{Guid.NewGuid():N}";

    private static void AssertChanges(JsonNode body, string expected) =>
        AssertJson(expected, body["data"]!["changes"]!);

    private static void AssertJson(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());

    /// <summary>The receiver that the contract describes, in JavaScript.</summary>
    private static async Task<string> InNode(Hook hook, string body, string secret)
    {
        const string Receiver = """
            const crypto = require('node:crypto');
            const [secret, id, time, body, header] = process.argv.slice(1);
            const expected = crypto.createHmac('sha256', secret).update(`${id}.${time}.${body}`).digest('base64');
            const received = header.startsWith('v1,') ? header.slice(3) : header;
            console.log(crypto.timingSafeEqual(Buffer.from(received, 'base64'), Buffer.from(expected, 'base64')));
            """;
        string[] arguments =
        [
            "-e",
            Receiver,
            "--",
            secret,
            hook.Header("webhook-id")!,
            hook.Header("webhook-timestamp")!,
            body,
            hook.Header("X-Ticketing-Signature-256")!,
        ];
        using var node = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true })!;
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return said.Trim();
    }
}
