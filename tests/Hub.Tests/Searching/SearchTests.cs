using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Hub.Tests.Hosting;

namespace Hub.Tests.Searching;

/// <summary>A hub with something of each type that has the word "needle", and a neighbour.</summary>
public sealed class HubToSearch : RunningHub
{
    internal HubClient Neighbour { get; private set; } = null!;

    internal long Ticket { get; private set; }

    private protected override async Task Arrange()
    {
        Neighbour = await Host.OpenOrganization("OTHER");
        Ticket = await Admin.NewTicket(
            new
            {
                subject = "Needle in the haystack",
                description = "It is somewhere on the third floor.",
                requester_email = "finder@company.com",
            }
        );
        await Make("/api/v1/users", new { name = "Nadia Needle", email = "nadia@company.com" });
        await Make("/api/v1/contacts", new { name = "Łukasz", email = "needle@example.org" });
        await Make("/api/v1/companies", new { name = "Needle & Thread" });
        await Make("/api/v1/knowledge-base", new { title = "Threading", body = "<p>Put the needle <b>here</b>.</p>" });
    }

    private async Task Make(string path, object body) =>
        (await Admin.Send(HttpMethod.Post, path, body)).Expect(HttpStatusCode.Created);
}

public sealed class SearchTests(HubToSearch hub) : IClassFixture<HubToSearch>
{
    [Fact]
    public async Task Every_type_is_found_with_title_snippet_and_field()
    {
        var found = await Search("needle");

        Assert.Equal(
            [
                "ticket|subject|Needle in the haystack",
                "contact|email|needle@example.org",
                "company|name|Needle & Thread",
                "agent|name|Nadia Needle",
                "article|text|Put the needle here.",
            ],
            found.Items.Select(one => $"{one!["type"]}|{one["field"]}|{one["snippet"]}")
        );
        Assert.Equal(hub.Ticket, (long)found.Items[0]!["id"]!);
        Assert.EndsWith(" Needle in the haystack", (string)found.Items[0]!["title"]!);
        Assert.Equal(5, (int)found.Json["meta"]!["total"]!);
    }

    [Theory]
    [InlineData("NEEDLE haystack", "ticket")]
    [InlineData("need* hay*", "ticket")]
    [InlineData("third-floor", "ticket")]
    [InlineData("lukasz", "contact")]
    [InlineData("nadia@company.com", "agent")]
    [InlineData("\"put the needle\"", "article")]
    public async Task Words_and_beginnings_are_found_whatever_their_case_accents_and_signs(string words, string type) =>
        Assert.Equal(type, (string)Assert.Single((await Search(words)).Items)!["type"]!);

    [Fact]
    public async Task A_beginning_without_its_star_is_another_word() => Assert.Empty((await Search("needl")).Items);

    [Fact]
    public async Task What_changes_is_found_as_it_is_now_and_what_is_deleted_no_more()
    {
        var id = await hub.Admin.NewTicket(
            new
            {
                subject = "Ephemeral",
                description = "-",
                requester_email = "finder@company.com",
            }
        );
        await hub.Admin.UpdateTicket(id, new { subject = "Permanent" });
        Assert.Empty((await Search("ephemeral")).Items);
        Assert.Single((await Search("permanent")).Items);

        (await hub.Admin.DeleteTicket(id)).Expect(HttpStatusCode.NoContent);

        Assert.Empty((await Search("permanent")).Items);
    }

    [Fact]
    public async Task Pages_follow_each_other_over_the_types()
    {
        var all = await Search("needle");

        var pages = new List<string>();
        for (var page = 1; page <= 3; page++)
            pages.AddRange((await Search("needle", $"&per_page=2&page={page}")).Items.Select(one => $"{one!["type"]}"));
        var behind = await Search("needle", "&per_page=2&page=1000000");

        Assert.Equal(all.Items.Select(one => $"{one!["type"]}"), pages);
        Assert.Empty(behind.Items);
        Assert.Equal(5, (int)behind.Json["meta"]!["total"]!);
    }

    [Fact]
    public async Task Types_narrow_and_the_newest_comes_first()
    {
        var second = await hub.Admin.NewTicket(
            new
            {
                subject = "Second haystack",
                description = "-",
                requester_email = "finder@company.com",
            }
        );

        var tickets = await Search("haystack", "&types=ticket");
        var people = await Search("needle", "&types=agent,contact");

        Assert.Equal([second, hub.Ticket], tickets.Items.Select(one => (long)one!["id"]!));
        Assert.Equal(["contact", "agent"], people.Items.Select(one => (string)one!["type"]!));
        (await hub.Admin.Get("/api/v1/search?q=a1&types=invoice")).ExpectInvalid("types");
    }

    [Fact]
    public async Task A_token_finds_what_it_reads()
    {
        var reader = await hub.Host.WithScopes("tickets:read", "kb:read");

        var found = (await reader.Get("/api/v1/search?q=needle")).Expect(HttpStatusCode.OK);
        var asked = await reader.Get("/api/v1/search?q=needle&types=agent");

        Assert.Equal(["ticket", "article"], found.Items.Select(one => (string)one!["type"]!));
        asked.ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }

    [Fact]
    public async Task Nothing_of_another_organization_is_found() =>
        Assert.Empty((await hub.Neighbour.Get("/api/v1/search?q=needle")).Expect(HttpStatusCode.OK).Items);

    [Theory]
    [InlineData("")]
    [InlineData("q=")]
    [InlineData("q=%20%2A%22%27%28%29")]
    [InlineData("q=a*")]
    [InlineData("q=a+b+c+d+e+f+g+h+i+j+k")]
    public async Task What_is_no_word_is_a_422(string query) =>
        (await hub.Admin.Get($"/api/v1/search?{query}")).ExpectInvalid("q");

    [Fact]
    public async Task Ten_thousand_characters_are_a_422() =>
        (await hub.Admin.Get($"/api/v1/search?q={new string('x', 10_000)}")).ExpectInvalid("q");

    [Fact]
    public void Whatever_is_asked_is_answered()
    {
        var words = Gen.Elements(
            "needle",
            "AND",
            "OR",
            "NOT",
            "NEAR",
            "*",
            "\"",
            "'",
            "(",
            ")",
            ":",
            "^",
            "-",
            "\0",
            "🦊",
            "ﬃ",
            "§",
            ";",
            "%",
            "\\"
        );
        Prop.ForAll(Gen.ListOf(words).Select(parts => string.Join(' ', parts)).ToArbitrary(), text =>
            {
                var answer = hub.Admin.Get($"/api/v1/search?q={Uri.EscapeDataString(text)}").GetAwaiter().GetResult();
                return answer.Status is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity;
            })
            .QuickCheckThrowOnFailure();
    }

    private async Task<Answer> Search(string words, string more = "") =>
        (await hub.Admin.Get($"/api/v1/search?q={Uri.EscapeDataString(words)}{more}")).Expect(HttpStatusCode.OK);
}
