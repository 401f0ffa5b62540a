using System.Net;
using System.Text.Json.Nodes;
using Hub.Domain.Tickets;
using Hub.Ports.Queue;
using Hub.Tests.Hosting;
using Hub.Tests.Sla;
using Hub.Tests.Workflows;
using Microsoft.Extensions.DependencyInjection;
using static Hub.Tests.Assignment.RuleCalls;

namespace Hub.Tests.Assignment;

/// <summary>What rules do to tickets, and who is said to have done it.</summary>
public sealed class RuleRunsTests : IAsyncLifetime
{
    private HubWithSla hub = null!;

    private HubClient Admin => hub.Admin;

    public async ValueTask InitializeAsync()
    {
        hub = await HubWithSla.Start();
        await Admin.HireAgents(3);
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task A_new_ticket_gets_all_that_a_rule_says_in_one_step_and_the_rule_is_said_to_have_done_it()
    {
        var department = (await Admin.CreateDepartment(new { name = "Network" })).Id;
        var rule = await Admin.NewRule(
            new
            {
                name = "VPN",
                conditions = new
                {
                    and = new[] { Where("subject", "contains", "VPN"), Where("priority", "at_least", "medium") },
                },
                actions = new
                {
                    assign = new { method = "agent", agent_id = 2 },
                    add_tags = new[] { "network" },
                    remove_tags = new[] { "NEW" },
                    priority = "urgent",
                    department_id = department,
                    status_id = "pending",
                    custom_fields = new { floor = 3 },
                },
            }
        );
        var ticket = await Admin.NewTicket(TicketOf("My vpn is down", tags: ["new", "berlin"]));

        var shown = await hub.Once(ticket, one => one["assignee_id"] is not null);

        Assert.Equal(
            ("urgent", "pending", 2, department, 3),
            (
                (string)shown["priority"]!,
                (string)shown["status"]!,
                (long)shown["assignee_id"]!,
                (long)shown["department_id"]!,
                (int)shown["custom_fields"]!["floor"]!
            )
        );
        Assert.Equal(["berlin", "network"], shown.Tags().Order());
        Assert.Equal(["VPN: updated", "VPN: assigned", "VPN: status_changed"], Sorted(shown.LinesOfRules()));
        var events = await hub.Host.EventsOf(ticket);
        Assert.Equal("created", events[0].Fact.Action);
        Assert.NotEqual("rule", events[0].Actor.Kind);
        Assert.All(events.Skip(1), one =>
            Assert.Equal(("rule", $"{rule}", "VPN"), (one.Actor.Kind, one.Actor.Id, one.Actor.Name))
        );
        Assert.Contains(events, one => one.Fact == TicketFacts.Assigned);
        // What is told is the ticket as it is at the end of the step.
        Assert.All(events.Skip(1), one => Assert.Equal(TicketStatus.Pending, one.About<Ticket>()!.Status));
    }

    [Fact]
    public async Task A_ticket_that_meets_no_condition_stays_and_so_does_any_where_the_rule_is_off()
    {
        await Admin.NewRule(
            new { conditions = Where("tags", "contains", "vip"), actions = new { priority = "urgent" } }
        );
        await Admin.NewRule(new { is_active = false, actions = new { priority = "low" } });
        await Admin.NewRule(new { on = new[] { "updated" }, actions = new { add_tags = new[] { "updated" } } });
        var ticket = await Admin.NewTicket();
        var vip = await Admin.NewTicket(TicketOf("Other", tags: ["VIP"]));

        Assert.Equal("urgent", (string)(await hub.Once(vip, one => (string)one["priority"]! != "medium"))["priority"]!);
        await hub.Settle();
        Assert.Empty((await Admin.GetTicket(ticket)).Data.LinesOfRules());
        // What rules do is an update for rules.
        Assert.Contains("updated", (await Admin.GetTicket(vip)).Data.Tags());
        (await Admin.UpdateTicket(ticket, new { subject = "Other" })).Expect(HttpStatusCode.OK);
        Assert.Equal(["updated"], (await hub.Once(ticket, one => one.Tags().Length > 0)).Tags());
    }

    [Fact]
    public async Task Agents_take_turns_and_who_is_not_active_is_passed_over()
    {
        await Admin.NewRule(new { actions = Assign("round_robin", new { agent_ids = new[] { 3, 1, 2 } }) });
        var first = new List<long>();
        for (var count = 0; count < 6; count++)
            first.Add(await hub.AssigneeOfNew());
        (await Admin.Send(HttpMethod.Post, "/api/v1/users/1/deactivate", null)).Expect(HttpStatusCode.OK);
        var then = new List<long>();
        for (var count = 0; count < 4; count++)
            then.Add(await hub.AssigneeOfNew());

        Assert.Equal([3, 1, 2, 3, 1, 2], first);
        Assert.Equal([2, 2, 3, 3], then.Order());
    }

    [Fact]
    public async Task Tickets_of_the_same_moment_are_shared_out_fairly()
    {
        await Admin.NewRule(new { actions = Assign("round_robin", new { agent_ids = new[] { 1, 2, 3 } }) });

        var tickets = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Admin.NewTicket()));

        var assignees = new List<long>();
        foreach (var ticket in tickets)
            assignees.Add((long)(await hub.Once(ticket, one => one["assignee_id"] is not null))["assignee_id"]!);
        Assert.Equal([8, 8, 8], assignees.GroupBy(one => one).Select(group => group.Count()));
    }

    [Fact]
    public async Task Whoever_has_the_fewest_open_tickets_gets_the_next_of_a_department_or_a_role()
    {
        var department = (await Admin.CreateDepartment(new { name = "Desk" })).Id;
        var role = (await Admin.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Desk" })).Id;
        foreach (var agent in new[] { 1, 2 })
            (
                await Admin.Send(
                    HttpMethod.Put,
                    $"/api/v1/users/{agent}",
                    new { department_id = department, role_ids = new[] { role } }
                )
            ).Expect(HttpStatusCode.OK);
        await Admin.NewTicket(TicketOf("One", assignee: 1));
        await Admin.NewTicket(TicketOf("Two", assignee: 1));
        var done = await Admin.NewTicket(TicketOf("Three", assignee: 2));
        var rule = await Admin.NewRule(new { actions = Assign("least_loaded", new { department_id = department }) });

        Assert.Equal(2, await hub.AssigneeOfNew());
        (await Admin.UpdateTicket(done, new { status = "resolved" })).Expect(HttpStatusCode.OK);
        Assert.Equal(2, await hub.AssigneeOfNew());
        var byRole = new { actions = Assign("least_loaded", new { role_id = role }) };
        (await Admin.Send(HttpMethod.Put, $"{Rules}/{rule}", byRole)).Expect(HttpStatusCode.OK);
        Assert.Equal(1, await hub.AssigneeOfNew());
        Assert.Equal(2, await hub.AssigneeOfNew());
    }

    [Fact]
    public async Task Whoever_is_on_call_gets_it_at_that_hour()
    {
        var rotation = await Admin.Send(
            HttpMethod.Post,
            "/api/v1/on-call/rotations",
            new
            {
                name = "Nights",
                time_zone = "Etc/UTC",
                handover = "daily",
                starts_on = "2026-05-23",
                agent_ids = new[] { 1, 2 },
            }
        );
        await Admin.NewRule(new { actions = Assign("on_call", new { rotation_id = rotation.Id }) });

        Assert.Equal(2, await hub.AssigneeOfNew());
        await hub.PassAndSettle(24 * 60);
        Assert.Equal(1, await hub.AssigneeOfNew());
    }

    [Fact]
    public async Task A_ticket_that_one_of_them_has_stays_there_and_a_fixed_agent_gets_it_all_the_same()
    {
        await Admin.NewRule(new { actions = Assign("round_robin", new { agent_ids = new[] { 1, 2 } }) });
        var ticket = await Admin.NewTicket(TicketOf("Mine", assignee: 2));
        var other = await Admin.NewTicket(TicketOf("Not mine", assignee: 3));

        Assert.Equal(1, (long)(await hub.Once(other, one => (long)one["assignee_id"]! != 3))["assignee_id"]!);
        await hub.Settle();
        var shown = (await Admin.GetTicket(ticket)).Data;
        Assert.Equal(2, (long)shown["assignee_id"]!);
        Assert.Empty(shown.LinesOfRules());
    }

    [Fact]
    public async Task Where_nobody_may_get_it_the_ticket_stays_and_that_is_said_once()
    {
        var rule = await Admin.NewRule(
            new
            {
                name = "Nobody",
                on = new[] { "created", "updated" },
                actions = Assign("round_robin", new { agent_ids = new[] { 3 } }),
            }
        );
        (await Admin.Send(HttpMethod.Post, "/api/v1/users/3/deactivate", null)).Expect(HttpStatusCode.OK);
        var ticket = await Admin.NewTicket();
        var shown = await hub.Once(ticket, one => one.LinesOfRules().Length > 0);
        (await Admin.UpdateTicket(ticket, new { subject = "Again" })).Expect(HttpStatusCode.OK);

        var status = await hub.StatusOf(rule, one => (int)one["problems"]! == 2);
        Assert.Null(shown["assignee_id"]);
        Assert.Equal(["Nobody: rule_failed"], (await Admin.GetTicket(ticket)).Data.LinesOfRules());
        var line = shown["timeline"]!.AsArray().First(one => (string)one!["kind"]! == "rule_failed")!;
        Assert.Equal("None of the agents 3 is active.", (string)line["detail"]!);
        Assert.Equal((2, "nobody_eligible"), ((int)status["times_matched"]!, (string)status["last_problem"]!["code"]!));
        Assert.Equal(ticket, (long)status["last_problem"]!["ticket_id"]!);
        Assert.Equal("2026-05-24T10:30:00.000Z", (string)status["last_matched_at"]!);
    }

    [Fact]
    public async Task A_status_goes_by_the_workflow_and_what_it_does_not_allow_is_left_out_and_reported()
    {
        await Admin.SetUp();
        var rule = await Admin.NewRule(
            new { name = "Jump", actions = new { status_id = "checking", priority = "low" } }
        );
        var ticket = await Admin.NewTicket();

        var shown = await hub.Once(ticket, one => (string)one["priority"]! == "low");
        Assert.Equal("open", (string)shown["status"]!);
        Assert.Equal(["Jump: rule_failed", "Jump: updated"], shown.LinesOfRules().Order());
        var problem = (await hub.StatusOf(rule, one => one["last_problem"] is not null))["last_problem"]!;
        Assert.Equal("change_refused", (string)problem["code"]!);
        Assert.Contains("cannot go from open to checking", (string)problem["message"]!);
    }

    [Fact]
    public async Task Rules_go_in_their_order_and_one_that_stops_is_the_last()
    {
        await Admin.NewRule(
            new
            {
                name = "Last",
                position = 9,
                actions = new { add_tags = new[] { "last" } },
            }
        );
        await Admin.NewRule(
            new
            {
                name = "Second",
                position = 2,
                conditions = Where("tags", "contains", "first"),
                actions = new { add_tags = new[] { "second" } },
                stop = true,
            }
        );
        await Admin.NewRule(
            new
            {
                name = "First",
                position = 1,
                actions = new { add_tags = new[] { "first" } },
            }
        );

        var shown = await hub.Once(await Admin.NewTicket(), one => one.Tags().Length > 0);

        Assert.Equal(["first", "second"], shown.Tags().Order());
        Assert.Equal(["First: updated", "Second: updated"], shown.LinesOfRules());
    }

    [Fact]
    public async Task Rules_that_undo_each_other_are_stopped_and_both_are_named()
    {
        var rule = await NewLoop();
        var ticket = await Admin.NewTicket();
        (await Admin.UpdateTicket(ticket, new { tags = new[] { "up" } })).Expect(HttpStatusCode.OK);

        var shown = await hub.Once(ticket, one => one.LinesOfRules().Contains("Down: rule_stopped"));

        Assert.Equal(["up"], shown.Tags());
        Assert.Equal(["Down: rule_stopped", "Down: updated", "Up: updated"], shown.LinesOfRules().Order());
        var problem = (await hub.StatusOf(rule, one => one["last_problem"] is not null))["last_problem"]!;
        Assert.Equal("loop_stopped", (string)problem["code"]!);
        Assert.EndsWith("The last to change it: Up, Down.", (string)problem["message"]!);
    }

    [Fact]
    public async Task The_same_message_once_more_does_nothing_once_more()
    {
        await NewLoop();
        var ticket = await Admin.NewTicket();
        (await Admin.UpdateTicket(ticket, new { tags = new[] { "up" } })).Expect(HttpStatusCode.OK);
        await hub.Once(ticket, one => one.LinesOfRules().Length == 3);
        var before = (await Admin.GetTicket(ticket)).ETag;
        var update = (await hub.Host.EventsOf(ticket)).Single(one =>
            one.Fact == TicketFacts.Updated && one.Actor.Kind != "rule"
        );
        var again = $$"""
            {"Organization":"{{update.Organization.Value}}","Ticket":{{ticket}},"IsNew":false,"Event":"{{update.Id}}"}
            """;

        var queue = hub.Host.App.Services.GetRequiredService<IQueue>();
        var lane = $"assignment-rules/{update.Organization}";
        await queue.Enqueue([new("again", lane, update.At, System.Text.Encoding.UTF8.GetBytes(again))], default);
        await hub.Settle();

        Assert.Equal(before, (await Admin.GetTicket(ticket)).ETag);
        Assert.Equal(0, (await queue.Depth(default)).Dead);
    }

    [Fact]
    public async Task A_ticket_so_large_that_a_commit_does_not_hold_all_gets_what_it_holds()
    {
        for (var number = 0; number < 8; number++)
            await Admin.NewRule(
                new
                {
                    position = number,
                    actions = new
                    {
                        assign = new { method = "agent", agent_id = number % 2 + 1 },
                        status_id = number % 2 == 0 ? "pending" : "open",
                        add_tags = new[] { $"step-{number}" },
                    },
                }
            );
        var ticket = await Admin.NewTicket(
            new
            {
                subject = "Large",
                description = new string('a', 65_536),
                requester_email = "user@company.com",
            }
        );

        var shown = await hub.Once(ticket, one => one.Tags().Length > 0);

        var steps = shown.Tags();
        Assert.InRange(steps.Length, 4, 8);
        Assert.Equal(Enumerable.Range(0, steps.Length).Select(step => $"step-{step}"), steps);
        Assert.Equal(steps.Length == 8, !shown.LinesOfRules().Any(line => line.EndsWith("rule_stopped")));
        Assert.Equal(0, (await hub.Host.App.Services.GetRequiredService<IQueue>().Depth(default)).Dead);
    }

    [Fact]
    public async Task An_escalation_is_an_update_that_rules_follow_and_no_person_was_active_then()
    {
        await hub.NewPolicy(
            new
            {
                resolution_minutes = 60,
                escalate_after_minutes = 10,
                raises_priority = true,
            }
        );
        await Admin.NewRule(
            new
            {
                on = new[] { "updated" },
                conditions = Where("priority", "equals", "high"),
                actions = Assign("agent", new { agent_id = 1 }),
            }
        );
        var ticket = await Admin.NewTicket();
        await hub.Settle();
        await hub.PassAndSettle(60);
        await hub.AlertsOf(ticket, 1);
        await hub.PassAndSettle(10);

        Assert.Equal(1, (long)(await hub.Once(ticket, one => one["assignee_id"] is not null))["assignee_id"]!);
        var last = (await hub.Host.EventsOf(ticket)).Last(one => one.Fact == TicketFacts.Assigned);
        Assert.Equal(Samples.Morning, last.About<Ticket>()!.LastActiveAt);
    }

    [Fact]
    public async Task Counts_are_written_down_and_go_with_the_rule()
    {
        var rule = await Admin.NewRule(new { actions = new { priority = "high" } });
        var ticket = await Admin.NewTicket();
        await hub.Once(ticket, one => (string)one["priority"]! == "high");
        await hub.Restart();

        var status = await hub.StatusOf(rule, one => (int)one["times_matched"]! > 0);
        Assert.Equal((1, 0), ((int)status["times_matched"]!, (int)status["problems"]!));
        (await Admin.Send(HttpMethod.Delete, $"{Rules}/{rule}", null)).Expect(HttpStatusCode.NoContent);
        Assert.Empty((await Admin.Get($"{Rules}/statuses")).Items);
    }

    /// <summary>Two rules, each of which does what the other undoes, on tickets with the tag up; the second.</summary>
    private async Task<long> NewLoop()
    {
        await Admin.NewRule(
            new
            {
                name = "Up",
                on = new[] { "updated" },
                conditions = Where("tags", "contains", "up"),
                actions = new { add_tags = new[] { "down" }, remove_tags = new[] { "up" } },
            }
        );
        return await Admin.NewRule(
            new
            {
                name = "Down",
                on = new[] { "updated" },
                conditions = Where("tags", "contains", "down"),
                actions = new { add_tags = new[] { "up" }, remove_tags = new[] { "down" } },
            }
        );
    }

    private static string[] Sorted(string[] lines) =>
        [.. lines.OrderBy(line => Array.IndexOf(["VPN: updated", "VPN: assigned", "VPN: status_changed"], line))];
}
