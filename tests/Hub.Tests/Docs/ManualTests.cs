using System.Net;
using System.Text.RegularExpressions;
using Hub.Docs;
using Hub.Errors;
using Hub.Tests.Hosting;
using Hub.Tests.OpenApi;

namespace Hub.Tests.Docs;

public sealed partial class ManualTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Every_page_is_html_and_every_link_on_it_leads_somewhere()
    {
        var anchors = new Dictionary<string, HashSet<string>>();
        foreach (var (name, _) in ManualPages.Titles)
            anchors[name] = Id().Matches(await Read(name)).Select(match => match.Groups[1].Value).ToHashSet();
        foreach (var (name, title) in ManualPages.Titles)
        {
            var page = await Read(name);
            Assert.Contains($"<title>{title} - Hub</title>", page);
            Assert.DoesNotContain("<script", page);
            foreach (Match link in Link().Matches(page))
            {
                var target = link.Groups[1].Value;
                if (target.StartsWith("https://", StringComparison.Ordinal) || target is "page.css" or "index.html")
                    continue;
                var (to, anchor) = target.Split('#') is [var one, var two] ? (one, two) : (target, null);
                to = to.Length == 0 ? name : to;
                Assert.True(anchors.ContainsKey(to), $"{name} leads to {target}");
                Assert.True(anchor is null || anchors[to].Contains(anchor), $"{name} leads to {target}");
            }
        }
    }

    [Fact]
    public async Task Tables_and_code_are_shown_as_such()
    {
        var page = await Read("scim");

        Assert.Contains("<h1 id=\"scim-20\">SCIM 2.0</h1>", page);
        Assert.Contains("<table>", page);
        Assert.Contains("<pre><code", page);
    }

    [Fact]
    public async Task Another_name_is_no_page() =>
        (await hub.As().Get("/docs/nothing")).ExpectProblem(HttpStatusCode.NotFound, "route_not_found");

    [Fact]
    public async Task Every_file_of_the_manual_is_a_page()
    {
        var files = Directory
            .GetFiles(Path.Combine(Document.Root, "docs"), "*.md")
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            ManualPages.Titles.Select(page => page.Name).Where(name => name != "errors").Order(StringComparer.Ordinal)
        );
        foreach (var (name, _) in ManualPages.Titles)
            await Read(name);
    }

    [Fact]
    public async Task Whatever_code_stands_in_the_source_is_on_the_page_of_errors()
    {
        var listed = await ListedCodes();
        var used = Sources()
            .SelectMany(text => Code().Matches(text))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();

        Assert.InRange(used.Count, 30, 500);
        Assert.Equal([], used.Except(listed));
    }

    [Fact]
    public void No_code_is_on_the_page_that_nothing_answers()
    {
        var literals = Sources()
            .Where(text => !text.Contains("class ProblemCatalogue", StringComparison.Ordinal))
            .SelectMany(text => Literal().Matches(text))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();

        Assert.Equal([], ProblemCatalogue.All.Select(one => one.Code).Except(literals));
    }

    [Fact]
    public async Task A_problem_leads_to_the_place_of_its_code_whatever_it_is_about()
    {
        var listed = await ListedCodes();
        var answers = new List<Answer>
        {
            await hub.As().Get("/api/v1/tickets"),
            await hub.Admin.Get("/api/v1/nowhere"),
            await hub.Admin.CreateTicket(new { }),
            await hub.Admin.CreateTicket("{"),
            await hub.Admin.Get("/api/v1/tickets/999/replies/1"),
        };
        foreach (var route in ApiRoutes.All().Where(one => one is { Method: "GET", Parameters.Count: > 0 }))
            answers.Add(await hub.Admin.Get(route.With(_ => "999999")));

        Assert.All(answers, answer =>
        {
            Assert.Equal($"/docs/errors#{answer.Code}", (string)answer.Json["type"]!);
            Assert.Contains(answer.Code!, listed);
        });
    }

    [Fact]
    public void Every_metric_is_named_where_operators_look()
    {
        var page = File.ReadAllText(Path.Combine(Document.Root, "docs", "operating.md"));
        var metrics = Sources()
            .SelectMany(text => Metric().Matches(text))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();

        Assert.InRange(metrics.Count, 10, 100);
        Assert.All(metrics, name => Assert.Contains($"`{name}`", page));
    }

    [Fact]
    public void Every_test_that_the_page_on_security_names_is_there()
    {
        var page = File.ReadAllText(Path.Combine(Document.Root, "docs", "security.md"));
        var named = TestName().Matches(page).Select(match => match.Groups[1].Value).ToHashSet();
        var files = Directory
            .GetFiles(Path.Combine(Document.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension)
            .ToHashSet();

        Assert.InRange(named.Count, 15, 100);
        Assert.All(named, name => Assert.Contains(name, files));
    }

    private async Task<string> Read(string name)
    {
        var answer = (await hub.As().Get($"/docs/{name}")).Expect(HttpStatusCode.OK);
        Assert.Equal("text/html; charset=utf-8", answer.Header("Content-Type"));
        return answer.Text;
    }

    private async Task<HashSet<string>> ListedCodes() =>
        Id().Matches(await Read("errors")).Select(match => match.Groups[1].Value).ToHashSet();

    private static IEnumerable<string> Sources() =>
        Directory
            .GetFiles(Path.Combine(Document.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/") && !file.Contains("/Scim/"))
            .Select(File.ReadAllText);

    [GeneratedRegex("id=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("<(?:a|link)[^>]* href=\"([^\"]+)\"")]
    private static partial Regex Link();

    /// <summary>The code of a refusal, where one is made.</summary>
    [GeneratedRegex(
        """(?:new Refusal\(\s*RefusalKind\.\w+,|Refusal\.(?:Invalid|Conflict)\(|new Refused\(\s*\d+,|new\(\s*\d{3},|new\(\s*RefusalKind\.\w+,|Describe\(\s*\d+,)\s*"(\w+)["]"""
    )]
    private static partial Regex Code();

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("\"(hub\\.[a-z]+(?:\\.[a-z_]+)+)\"")]
    private static partial Regex Metric();

    [GeneratedRegex(@"`(\w+(?:Tests|Properties|Laws))`")]
    private static partial Regex TestName();
}
