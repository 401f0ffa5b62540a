using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>What a rule does is said in words, with the names of what it names.</summary>
public sealed class RuleWordsTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    [Fact]
    public async Task The_list_says_conditions_in_words_and_cuts_long_ones_which_the_rule_s_page_has_whole()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var billing = (await hub.Admin.Send(HttpMethod.Post, "/api/v1/departments", new { name = "Billing & <Sons>" }))
            .Expect(HttpStatusCode.Created)
            .Id;
        await Make(
            "Plain",
            $$"""{"and":[{"field":"priority","operator":"equals","value":"urgent"},{"field":"department_id","operator":"equals","value":{{billing}}}]}"""
        );
        await Make(
            "Deep",
            $$$"""{"and":[{"or":[{"field":"status_id","operator":"in","value":["open","resolved"]},{"field":"assignee_id","operator":"absent"}]},{"not":{"field":"department_id","operator":"equals","value":{{{billing}}}}}]}"""
        );
        var subject = string.Join(' ', Enumerable.Repeat("printer", 20));
        await Make("Long", $$"""{"field":"subject","operator":"contains","value":"{{subject}}"}""");

        var list = WebUtility.HtmlDecode(
            (await browser.Get("/app/settings/assignment-rules?per_page=100")).Expect(HttpStatusCode.OK).Text
        );

        Assert.Contains(
            "when a ticket is created; Priority is urgent and Department is Billing & <Sons>; sets the priority high",
            list
        );
        Assert.Contains(
            "(Status of the workflow is one of Open, Resolved or Assignee is not there) and not (Department is Billing & <Sons>)",
            list
        );
        Assert.Contains("Subject contains printer", list);
        Assert.Contains("printer …; sets the priority high", list);
        Assert.DoesNotContain(subject, list);
        var cut = Assert.Single((await hub.Admin.Get("/api/v1/assignment-rules?q=Long")).Items)!;
        var page = await browser.Get($"/app/settings/assignment-rules/{cut["id"]}");
        Assert.Contains($"created; Subject contains {subject}; sets the priority high</p>", page.Text);

        async Task Make(string name, string conditions) =>
            (
                await hub.Admin.Send(
                    HttpMethod.Post,
                    "/api/v1/assignment-rules",
                    new
                    {
                        name,
                        on = new[] { "created" },
                        conditions = JsonNode.Parse(conditions),
                        actions = new { priority = "high" },
                    }
                )
            ).Expect(HttpStatusCode.Created);
    }
}
