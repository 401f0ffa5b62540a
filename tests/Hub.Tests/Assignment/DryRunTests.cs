using System.Net;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Hub.Tests.Hosting;
using Hub.Tests.Sla;
using static Hub.Tests.Assignment.RuleCalls;

namespace Hub.Tests.Assignment;

/// <summary>A rule that is tried: what it would do, and that it does nothing.</summary>
public sealed class DryRunTests : IAsyncLifetime
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
    public async Task It_says_which_of_the_newest_tickets_are_meant_and_what_would_change()
    {
        await Admin.NewTicket(TicketOf("Printer, too old to be looked at"));
        var printer = await Admin.NewTicket(TicketOf("The PRINTER is on fire", ["hot"]));
        await Admin.NewTicket(TicketOf("VPN"));
        var merged = await Admin.NewTicket(TicketOf("Printer"));
        (await Admin.MergeTicket(merged, printer)).Expect(HttpStatusCode.OK);
        var before = (await Admin.GetTicket(printer)).ETag;

        var tried = await Admin.DryRun(
            RuleOf(
                new
                {
                    conditions = Where("subject", "contains", "printer"),
                    actions = new
                    {
                        assign = new { method = "round_robin", agent_ids = new[] { 2, 3 } },
                        remove_tags = new[] { "hot" },
                        status_id = "resolved",
                        resolution = "extinguished",
                    },
                }
            ),
            tickets: 3
        );

        Assert.Equal((3, 1), ((int)tried["checked"]!, (int)tried["matched"]!));
        var one = tried["tickets"]![0]!;
        Assert.Equal(printer, (long)one["id"]!);
        Assert.Equal("[2,3]", one["assignee_one_of"]!.ToJsonString());
        Assert.Equal(
            ["status", "resolution", "tags"],
            one["changes"]!.AsArray().Select(change => (string)change!["field"]!)
        );
        Assert.Null(one["problems"]);
        await hub.Settle();
        Assert.Equal(before, (await Admin.GetTicket(printer)).ETag);
        Assert.Empty((await Admin.Get(Rules)).Items);
    }

    [Fact]
    public async Task A_stored_rule_is_tried_whether_it_is_active_or_not_and_one_that_is_not_there_is_not()
    {
        (await Admin.Send(HttpMethod.Post, "/api/v1/users/3/deactivate", null)).Expect(HttpStatusCode.OK);
        (await Admin.Send(HttpMethod.Post, "/api/v1/users/3/reactivate", null)).Expect(HttpStatusCode.OK);
        var rule = await Admin.NewRule(new { is_active = false, actions = Assign("agent", new { agent_id = 3 }) });
        var ticket = await Admin.NewTicket();
        (await Admin.Send(HttpMethod.Post, "/api/v1/users/3/deactivate", null)).Expect(HttpStatusCode.OK);

        var tried = await Admin.Send(HttpMethod.Post, $"{Rules}/{rule}/dry-run", null);
        var one = tried.Expect(HttpStatusCode.OK).Data["tickets"]![0]!;
        Assert.Equal(ticket, (long)one["id"]!);
        Assert.Empty(one["changes"]!.AsArray());
        Assert.Equal("""["The agent 3 is not active."]""", one["problems"]!.ToJsonString());
        (await Admin.Send(HttpMethod.Post, $"{Rules}/{rule}/dry-run", new { tickets = 101 })).ExpectInvalid("tickets");
        (await Admin.Send(HttpMethod.Post, $"{Rules}/999/dry-run", null)).ExpectProblem(
            HttpStatusCode.NotFound,
            "assignment_rule_not_found"
        );
    }

    [Fact]
    public async Task What_it_says_is_what_the_rule_does()
    {
        var wanted = new List<JsonObject>();
        foreach (var actions in ArbActions.Sample(12, 12))
            wanted.Add(
                RuleOf(
                    new
                    {
                        is_active = false,
                        on = new[] { "updated" },
                        conditions = Where("tags", "contains", "go"),
                        actions,
                    }
                )
            );
        foreach (var body in wanted)
        {
            var ticket = await Admin.NewTicket(TicketOf("Tried", ["go", "b"], assignee: 1));
            var rule = (await Admin.Send(HttpMethod.Post, Rules, body)).Expect(HttpStatusCode.Created).Id;
            var tried = (await Admin.Send(HttpMethod.Post, $"{Rules}/{rule}/dry-run", new { tickets = 1 })).Data;
            var said = tried["tickets"]![0]!;

            await Switch(rule, isActive: true);
            (await Admin.UpdateTicket(ticket, new { subject = "Really" })).Expect(HttpStatusCode.OK);
            await hub.StatusOf(rule, one => (int)one["times_matched"]! == 1);
            await Switch(rule, isActive: false);

            var changes = (await Admin.GetTicket(ticket)).Data["timeline"]!
                .AsArray()
                .Where(line => (string)line!["actor"]!["kind"]! == "rule")
                .SelectMany(line => line!["changes"]?.AsArray() ?? [])
                .Select(change => change!)
                .ToList();
            var chosen = changes.Where(change => (string)change["field"]! == "assignee_id").ToList();
            if (said["assignee_one_of"] is { } some)
            {
                Assert.Contains((long)Assert.Single(chosen)["to"]!, some.AsArray().Select(one => (long)one!));
                changes = [.. changes.Except(chosen)];
            }
            Assert.Equal(Texts(said["changes"]!.AsArray()), Texts(changes));
        }
    }

    private async Task Switch(long rule, bool isActive) =>
        (await Admin.Send(HttpMethod.Put, $"{Rules}/{rule}", new { is_active = isActive })).Expect(HttpStatusCode.OK);

    private static List<string> Texts(IEnumerable<JsonNode?> changes) =>
        [.. changes.Select(change => change!.ToJsonString()).Order(StringComparer.Ordinal)];

    private static readonly Gen<JsonObject> ArbActions =
        from tag in Gen.Elements("a", "B", "go")
        from removed in Gen.Elements("b", "GO", "x")
        from priority in Gen.Elements(null, "low", "urgent")
        from status in Gen.Elements(null, "pending", "closed", "open")
        from floor in Gen.Elements<int?>(null, 3)
        from assign in Gen.Elements(
            null,
            """{"method":"agent","agent_id":2}""",
            """{"method":"round_robin","agent_ids":[2,3]}""",
            """{"method":"least_loaded","agent_ids":[1,3]}""",
            """{"method":"least_loaded","agent_ids":[3,2]}"""
        )
        select new JsonObject(
            new Dictionary<string, JsonNode?>
            {
                ["add_tags"] = new JsonArray(tag),
                ["remove_tags"] = new JsonArray(removed),
                ["priority"] = priority,
                ["status_id"] = status,
                ["custom_fields"] = floor is null ? null : new JsonObject { ["floor"] = floor },
                ["assign"] = assign is null ? null : JsonNode.Parse(assign),
            }.Where(one => one.Value is not null)
        );
}
