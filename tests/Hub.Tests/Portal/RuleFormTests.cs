using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>Rules and policies are made by choosing: nobody types a number, and conditions are rows of a list.</summary>
public sealed class RuleFormTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    private const string New = "/app/settings/assignment-rules/new";

    [Fact]
    public async Task Rows_become_the_conditions_of_a_rule_and_show_what_was_chosen()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var department = await MakeDepartment("Networks");

        (
            await browser.Send(
                New,
                New,
                ("name", "Urgent networks"),
                ("position", "3"),
                ("is_active", "true"),
                ("on", "created"),
                ("conditions.match", "any"),
                ("conditions.field", "priority"),
                ("conditions.operator", "at_least"),
                ("conditions.value.0", "high"),
                ("conditions.field", "department_id"),
                ("conditions.operator", "equals"),
                ("conditions.value.1", $"{department}"),
                ("conditions.value.1", ""),
                ("conditions.field", "assignee_id"),
                ("conditions.operator", "absent"),
                ("actions.assign.department_id", $"{department}"),
                ("actions.assign.method", "least_loaded"),
                ("actions.status_id", "resolved"),
                ("actions.resolution", "Moved by itself.")
            )
        ).Expect(HttpStatusCode.Redirect);

        var rule = await RuleOf("Urgent networks");
        Assert.Equal(
            $$"""
            {"or":[{"field":"priority","operator":"at_least","value":"high"},{"field":"department_id","operator":"equals","value":{{department}}},{"field":"assignee_id","operator":"absent"}]}
            """,
            rule["conditions"]!.ToJsonString()
        );
        Assert.Equal(
            $$$"""{"assign":{"method":"least_loaded","department_id":{{{department}}}},"status_id":"resolved","resolution":"Moved by itself."}""",
            rule["actions"]!.ToJsonString()
        );
        var page = (await browser.Get($"/app/settings/assignment-rules/{rule["id"]}")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains($"""<option value="{department}" selected>Networks</option>""", page);
        Assert.Contains("""<option value="at_least" selected>is at least</option>""", page);
        Assert.Contains("""<option value="any" selected>any of them</option>""", page);
        Assert.Contains("""<option value="resolved" selected>Resolved</option>""", page);
    }

    [Fact]
    public async Task A_row_is_added_gets_another_value_and_is_removed_without_a_script_and_nothing_is_saved()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        (string, string)[] given = [("name", "Not yet"), ("position", "41"), ("actions.add_tags", "one, two")];

        var added = await browser.Send(New, New, [.. given, ("conditions.add", "priority"), ("redraw", "add")]);
        AssertKept(added);
        Assert.Contains("name=\"conditions.field\" value=\"priority\"", added.Text);
        Assert.Single(added.Text.Split("name=\"conditions.value.0\"")[1..]);

        (string, string)[] row =
        [
            ("conditions.field", "priority"),
            ("conditions.operator", "equals"),
            ("conditions.value.0", "high"),
        ];
        var more = await browser.Send(New, New, [.. given, .. row, ("redraw", "more.0")]);
        AssertKept(more);
        Assert.Contains("""<option value="in" selected>is one of</option>""", more.Text);
        Assert.Equal(2, more.Text.Split("name=\"conditions.value.0\"")[1..].Length);
        Assert.Contains("""<option value="high" selected>high</option>""", more.Text);

        var removed = await browser.Send(New, New, [.. given, .. row, ("redraw", "remove.0")]);
        AssertKept(removed);
        Assert.DoesNotContain("name=\"conditions.field\"", removed.Text);
        Assert.Empty((await hub.Admin.Get("/api/v1/assignment-rules?q=Not")).Items);

        static void AssertKept(Answer page)
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("value=\"Not yet\"", page.Text);
            Assert.Contains("value=\"41\"", page.Text);
            Assert.Contains("value=\"one, two\"", page.Text);
        }
    }

    [Fact]
    public async Task Conditions_that_rows_cannot_show_are_JSON_and_stay_to_the_letter()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        const string Nested =
            """{"and":[{"not":{"field":"tags","operator":"contains","value":"vip"}},{"field":"subject","operator":"contains","value":"vpn"}]}""";
        var made = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/assignment-rules",
            new
            {
                name = "Nested",
                on = new[] { "created" },
                conditions = JsonNode.Parse(Nested),
                actions = new { priority = "high" },
            }
        );
        var page = $"/app/settings/assignment-rules/{made.Expect(HttpStatusCode.Created).Id}";
        Assert.Contains("name=\"conditions.json\"", (await browser.Get(page)).Text);

        (string, string)[] given =
        [
            ("name", "Nested"),
            ("position", "1"),
            ("on", "created"),
            ("actions.priority", "high"),
        ];
        var refused = await browser.Send(page, page, [.. given, ("conditions.json", "{\"and\":")]);
        Assert.Contains("{&quot;and&quot;:", refused.Expect(HttpStatusCode.UnprocessableEntity).Text);
        Assert.Contains("This is not JSON", refused.Text);
        var still = await browser.Send(page, page, [.. given, ("conditions.json", Nested), ("redraw", "rows")]);
        Assert.Contains("name=\"conditions.json\"", still.Expect(HttpStatusCode.OK).Text);
        (await browser.Send(page, page, [.. given, ("conditions.json", Nested)])).Expect(HttpStatusCode.Redirect);

        Assert.Equal(Nested, (await RuleOf("Nested"))["conditions"]!.ToJsonString());
    }

    [Fact]
    public async Task A_refused_row_says_what_is_wrong_beside_it_and_stays()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var refused = await browser.Send(
            New,
            New,
            ("name", "Refused"),
            ("position", "1"),
            ("on", "created"),
            ("conditions.field", "requester_id"),
            ("conditions.operator", "equals"),
            ("conditions.value.0", "nobody@nowhere.example"),
            ("conditions.field", "tags"),
            ("conditions.operator", "contains"),
            ("conditions.value.1", "a"),
            ("conditions.value.1", "b"),
            ("actions.priority", "high")
        );

        Assert.Contains(
            "There is no nobody@nowhere.example, or more than one: choose from the list.",
            refused.Expect(HttpStatusCode.UnprocessableEntity).Text
        );
        Assert.Contains("id=\"wrong-conditions-and[0]\"", refused.Text);
        Assert.Contains("value=\"a\"", refused.Text);
        Assert.Contains("value=\"b\"", refused.Text);
        Assert.Empty((await hub.Admin.Get("/api/v1/assignment-rules?q=Refused")).Items);
    }

    [Fact]
    public async Task A_list_that_is_too_long_to_show_is_searched_by_name()
    {
        var neighbour = hub.Neighbour;
        for (var number = 0; number <= 100; number++)
            (
                await neighbour.Send(HttpMethod.Post, "/api/v1/departments", new { name = $"Branch {number:000}" })
            ).Expect(HttpStatusCode.Created);
        using var browser = await Browser.SignedIn(hub.Host, neighbour.Token!);
        const string Page = "/app/settings/sla-policies/new";
        (string, string)[] given = [("name", "Branches"), ("position", "1"), ("first_response_minutes", "60")];

        Assert.Contains("<datalist id=\"departments\">", (await browser.Get(Page)).Text);
        var refused = await browser.Send(Page, Page, [.. given, ("department_ids", "Branch of nowhere")]);
        Assert.Contains("There is no Branch of nowhere", refused.Expect(HttpStatusCode.UnprocessableEntity).Text);
        Assert.Contains("value=\"Branch of nowhere\"", refused.Text);
        (
            await browser.Send(
                Page,
                Page,
                [.. given, ("department_ids", "branch 100"), ("department_ids", "Branch 007 (#8)")]
            )
        ).Expect(HttpStatusCode.Redirect);

        var policy = Assert.Single((await neighbour.Get("/api/v1/sla/policies?q=Branches")).Items);
        var named = new List<string>();
        foreach (var id in policy!["department_ids"]!.AsArray())
            named.Add((string)(await neighbour.Get($"/api/v1/departments/{id}")).Data["name"]!);
        Assert.Equal(["Branch 100", $"{(await neighbour.Get("/api/v1/departments/8")).Data["name"]}"], named);
    }

    [Fact]
    public async Task Who_gets_a_ticket_is_chosen_anew_and_how_one_is_found_follows()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var agent = (
            await hub.Admin.Send(
                HttpMethod.Post,
                "/api/v1/users",
                new { name = "Grace Hopper", email = "grace@company.com" }
            )
        )
            .Expect(HttpStatusCode.Created)
            .Id;
        var made = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/assignment-rules",
            new
            {
                name = "To Grace",
                on = new[] { "created" },
                actions = new { assign = new { agent_id = agent } },
            }
        );
        var page = $"/app/settings/assignment-rules/{made.Expect(HttpStatusCode.Created).Id}";
        Assert.Contains($"""<option value="{agent}" selected>Grace Hopper</option>""", (await browser.Get(page)).Text);

        (
            await browser.Send(
                page,
                page,
                ("name", "To Grace"),
                ("position", "1"),
                ("on", "created"),
                ("actions.assign.agent_ids", $"{agent}")
            )
        ).Expect(HttpStatusCode.Redirect);

        Assert.Equal(
            $$$"""{"assign":{"method":"round_robin","agent_ids":[{{{agent}}}]}}""",
            (await RuleOf("To Grace"))["actions"]!.ToJsonString()
        );
    }

    private async Task<long> MakeDepartment(string name) =>
        (await hub.Admin.Send(HttpMethod.Post, "/api/v1/departments", new { name })).Expect(HttpStatusCode.Created).Id;

    private async Task<JsonNode> RuleOf(string name) =>
        Assert.Single((await hub.Admin.Get($"/api/v1/assignment-rules?q={Uri.EscapeDataString(name)}")).Items)!;
}
