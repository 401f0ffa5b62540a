using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>Working hours, holidays and custom fields are rows of a form, which need no script.</summary>
public sealed partial class RowFormTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    private const string Calendar = "/app/settings/sla-calendars/new";
    private const string Rule = "/app/settings/assignment-rules/new";

    private static readonly (string, string)[] Nights =
    [
        ("name", "Nights"),
        ("time_zone", "Europe/Berlin"),
        ("hours.day", "sunday"),
        ("hours.from", "22:00"),
        ("hours.to", "00:00"),
        ("holidays.date", "2026-12-25"),
        ("holidays.date", ""),
    ];

    [Fact]
    public async Task A_calendar_is_rows_and_midnight_is_the_end_of_a_day()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        (await browser.Send(Calendar, Calendar, Nights)).Expect(HttpStatusCode.Redirect);

        var made = Assert.Single((await hub.Admin.Get("/api/v1/sla/calendars?q=Nights")).Items)!;
        Assert.Equal("""[{"day":"sunday","from":"22:00","to":"24:00"}]""", made["hours"]!.ToJsonString());
        Assert.Equal("""["2026-12-25"]""", made["holidays"]!.ToJsonString());

        var page = $"/app/settings/sla-calendars/{made["id"]}";
        var shown = (await browser.Get(page)).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("""<option value="sunday" selected>Sunday</option>""", shown);
        Assert.Equal(["22:00"], CellsOf("hours.from", shown));
        Assert.Equal(["00:00"], CellsOf("hours.to", shown));
        Assert.Equal(["2026-12-25"], CellsOf("holidays.date", shown));
        Assert.Contains(">Friday</span>", shown);
        var list = WebUtility.HtmlDecode((await browser.Get("/app/settings/sla-calendars")).Text);
        Assert.Contains("Europe/Berlin; Sunday 22:00–24:00; 1 holiday<", list);
        (await browser.Send(page, page, [.. Nights[..5]])).Expect(HttpStatusCode.Redirect);
        Assert.Empty((await hub.Admin.Get($"/api/v1/sla/calendars/{made["id"]}")).Data["holidays"]!.AsArray());
    }

    [Fact]
    public async Task A_new_calendar_begins_with_a_usual_week_and_rows_come_and_go_without_a_script()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        Assert.Equal(5, CellsOf("hours.from", (await browser.Get(Calendar)).Text).Count);

        var added = await Redrawn("hours.add");
        Assert.Contains("""<option value="monday" selected>Monday</option>""", added);
        Assert.Equal(["22:00", "22:00"], CellsOf("hours.from", added));
        Assert.Equal(["2026-12-25", ""], CellsOf("holidays.date", await Redrawn("holidays.add")));
        Assert.Empty(CellsOf("hours.from", await Redrawn("hours.remove.0")));
        Assert.Empty(CellsOf("holidays.date", await Redrawn("holidays.remove.0")));
        Assert.Equal(["22:00"], CellsOf("hours.from", await Redrawn("hours.remove.7")));
        Assert.Empty((await hub.Admin.Get("/api/v1/sla/calendars?q=Drawn")).Items);

        async Task<string> Redrawn(string act)
        {
            var page = await browser.Send(Calendar, Calendar, [("name", "Drawn"), .. Nights[1..], ("redraw", act)]);
            Assert.Contains("value=\"Drawn\"", page.Expect(HttpStatusCode.OK).Text);
            Assert.Contains("value=\"Europe/Berlin\"", page.Text);
            return page.Text;
        }
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_row_and_nothing_is_lost()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        (string, string)[] given = [("name", "Wrong"), ("time_zone", "UTC"), .. Hours("monday", "09:00", "17:00")];

        var unread = await Refused([
            .. given,
            .. Hours("someday", "", "10:00"),
            ("holidays.date", "2026-12-25"),
            ("holidays.date", "2026-02-30"),
        ]);
        Assert.Contains("id=\"wrong-hours[1]\"", unread);
        Assert.DoesNotContain("id=\"wrong-hours[0]\"", unread);
        Assert.Contains("id=\"wrong-holidays[1]\"", unread);
        Assert.Contains("""<option value="someday" selected>someday</option>""", unread);
        Assert.Equal(["09:00", ""], CellsOf("hours.from", unread));
        Assert.Equal(["2026-12-25", "2026-02-30"], CellsOf("holidays.date", unread));

        var overlapping = await Refused([
            .. given,
            .. Hours("tuesday", "09:00", "17:00"),
            .. Hours("monday", "16:00", "18:00"),
        ]);
        Assert.Contains("Those of one day must not overlap.", overlapping);
        Assert.Contains("id=\"wrong-hours[2]\"", overlapping);
        Assert.Contains("id=\"wrong-hours\"", await Refused(given[..2]));

        async Task<string> Refused((string, string)[] fields) =>
            (await browser.Send(Calendar, Calendar, fields)).Expect(HttpStatusCode.UnprocessableEntity).Text;

        static (string, string)[] Hours(string day, string from, string to) =>
            [("hours.day", day), ("hours.from", from), ("hours.to", to)];
    }

    [Fact]
    public async Task A_rule_sets_custom_fields_by_choosing_and_takes_them_away()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        await Declare("floor", "Floor", "number");
        await Declare("size", "Size", "choice", ["Small", "Large"]);
        await Declare("keeper", "Keeper", "person");
        await hub.Admin.HireAgents(1);
        (string, string)[] given = [("name", "Fields"), ("position", "1"), ("on", "created")];

        var drawn = await browser.Send(
            Rule,
            Rule,
            [
                .. given,
                .. Row("floor", "3"),
                ("actions.custom_fields.add", "size"),
                ("redraw", "actions.custom_fields.add"),
            ]
        );
        Assert.Equal(["3"], CellsOf("actions.custom_fields.value", drawn.Expect(HttpStatusCode.OK).Text));
        Assert.Contains("""<option value="Large">Large</option>""", drawn.Text);
        Assert.DoesNotContain("""<option value="size">""", drawn.Text);
        var refused = await browser.Send(Rule, Rule, [.. given, .. Row("floor", "third"), .. Row("size", "")]);
        Assert.Contains(
            "id=\"wrong-actions-custom_fields-floor\"",
            refused.Expect(HttpStatusCode.UnprocessableEntity).Text
        );
        Assert.Equal(["third"], CellsOf("actions.custom_fields.value", refused.Text));
        (
            await browser.Send(Rule, Rule, [.. given, .. Row("floor", "3"), .. Row("size", ""), .. Row("keeper", "1")])
        ).Expect(HttpStatusCode.Redirect);

        var rule = Assert.Single((await hub.Admin.Get("/api/v1/assignment-rules?q=Fields")).Items)!;
        Assert.Equal("""{"floor":3,"size":null,"keeper":1}""", rule["actions"]!["custom_fields"]!.ToJsonString());
        Assert.Contains(
            "sets Floor to 3; takes Size away; sets Keeper to Agent 1",
            (await browser.Get("/app/settings/assignment-rules")).Text
        );
        var page = $"/app/settings/assignment-rules/{rule["id"]}";
        (await browser.Send(page, page, [.. given, ("actions.priority", "high")])).Expect(HttpStatusCode.Redirect);
        Assert.Null((await hub.Admin.Get($"/api/v1/assignment-rules/{rule["id"]}")).Data["actions"]!["custom_fields"]);
    }

    [Fact]
    public async Task Values_of_fields_that_nobody_declared_stay_to_the_letter()
    {
        const string Values = """{"wing":"03","rooms":[1,2],"open":true,"gone":null}""";
        var made = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/assignment-rules",
            new
            {
                name = "Undeclared",
                on = new[] { "created" },
                actions = new { custom_fields = JsonNode.Parse(Values) },
            }
        );
        var id = made.Expect(HttpStatusCode.Created).Id;
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var page = $"/app/settings/assignment-rules/{id}";
        var shown = CellsOf("actions.custom_fields.value", (await browser.Get(page)).Text);
        Assert.Equal(["03", "[1,2]", "true", ""], shown);

        (
            await browser.Send(
                page,
                page,
                [
                    ("name", "Undeclared"),
                    ("position", "7"),
                    ("on", "created"),
                    .. new[] { "wing", "rooms", "open", "gone" }
                        .Zip(shown)
                        .SelectMany(one => Row(one.First, one.Second)),
                ]
            )
        ).Expect(HttpStatusCode.Redirect);

        var rule = (await hub.Admin.Get($"/api/v1/assignment-rules/{id}")).Data;
        Assert.Equal(7, (int)rule["position"]!);
        Assert.Equal(Values, rule["actions"]!["custom_fields"]!.ToJsonString());
    }

    private async Task Declare(string key, string label, string type, string[]? choices = null) =>
        (
            await hub.Admin.Send(
                HttpMethod.Post,
                "/api/v1/custom-fields",
                choices is null
                    ? new
                    {
                        key,
                        label,
                        type,
                    }
                    : new
                    {
                        key,
                        label,
                        type,
                        choices,
                    }
            )
        ).Expect(HttpStatusCode.Created);

    private static (string, string)[] Row(string key, string value) =>
        [("actions.custom_fields.key", key), ("actions.custom_fields.value", value)];

    /// <summary>What stands in the fields of the name, in their order.</summary>
    private static List<string> CellsOf(string name, string page) =>
        [
            .. Inputs()
                .Matches(page)
                .Select(static one => one.Value)
                .Where(one => one.Contains($" name=\"{name}\"", StringComparison.Ordinal))
                .Select(static one => WebUtility.HtmlDecode(Value().Match(one).Groups[1].Value)),
        ];

    [GeneratedRegex("<input [^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
