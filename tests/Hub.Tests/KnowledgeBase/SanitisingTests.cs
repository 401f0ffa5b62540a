using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.KnowledgeBase;

/// <summary>What of an article's HTML is kept.</summary>
public sealed class SanitisingTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private static int number;

    private Task<Answer> Create(string body) =>
        hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/knowledge-base",
            new { title = $"Sanitised {Interlocked.Increment(ref number)}", body }
        );

    [Theory]
    [InlineData("<h2>One</h2>\n<p>Two <a href=\"https://example.com/x?y=1\">three</a></p>")]
    [InlineData("<ul><li>1</li><li><code>rm</code></li></ul>")]
    [InlineData("<table><tbody><tr><td colspan=\"2\">x</td></tr></tbody></table>")]
    [InlineData("<img src=\"https://example.com/a.png\" alt=\"A\">")]
    [InlineData("<a href=\"mailto:help@example.com\">Write</a>")]
    [InlineData("1 &lt; 2 &amp; 3")]
    [InlineData("Größe 😀")]
    public async Task What_an_article_is_made_of_stays_as_it_is(string body)
    {
        var created = (await Create(body)).Expect(HttpStatusCode.Created);

        Assert.Equal(body, (string)created.Data["body"]!);
        Assert.Null(created.Json["warnings"]);
    }

    [Theory]
    [InlineData("<p>a</p><script>alert(1)</script>", "<p>a</p>")]
    [InlineData("<p onclick=\"alert(1)\">a</p>", "<p>a</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">a</a>", "<a>a</a>")]
    [InlineData("<a href=\" jAvaScript&#58;alert(1)\">a</a>", "<a>a</a>")]
    [InlineData("<img src=\"data:image/svg+xml;base64,PHN2Zz4=\" onerror=\"x()\">", "<img>")]
    [InlineData("<p style=\"position:fixed\">a</p>", "<p>a</p>")]
    [InlineData("a<iframe src=\"https://example.com\"></iframe>", "a")]
    [InlineData("a<form action=\"/x\"><input name=\"y\"></form>", "a")]
    [InlineData("a<svg><script>alert(1)</script></svg>", "a")]
    [InlineData("a<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>", "a")]
    [InlineData("a<!-- secret -->", "a")]
    [InlineData("a<style>p{display:none}</style>", "a")]
    [InlineData("<p id=\"x\" class=\"y\" data-z=\"1\">a</p>", "<p>a</p>")]
    [InlineData(
        "a<base href=\"https://evil.example\"><link rel=\"stylesheet\" href=\"x\"><meta http-equiv=\"refresh\">",
        "a"
    )]
    public async Task What_could_do_more_is_taken_out_and_that_is_said(string body, string kept)
    {
        var created = (await Create(body)).Expect(HttpStatusCode.Created);

        Assert.Equal(kept, (string)created.Data["body"]!);
        var warning = Assert.Single(created.Json["warnings"]!.AsArray())!;
        Assert.Equal(("html_removed", "body"), ((string)warning["code"]!, (string)warning["field"]!));
    }

    [Fact]
    public async Task A_change_is_cleaned_as_what_is_new()
    {
        var created = (await Create("<p>a</p>")).Expect(HttpStatusCode.Created);
        var path = $"/api/v1/knowledge-base/{created.Id}";

        var changed = await hub.Admin.Send(HttpMethod.Put, path, new { body = "<p>b</p><script>x</script>" });
        var emptied = await hub.Admin.Send(HttpMethod.Put, path, new { body = "<script>x</script>" });

        Assert.Equal("<p>b</p>", (string)changed.Expect(HttpStatusCode.OK).Data["body"]!);
        emptied.ExpectInvalid("body");
        Assert.Equal("<p>b</p>", (string)(await hub.Admin.Get(path)).Data["body"]!);
    }

    /// <summary>What is kept is kept when it is sent again.</summary>
    [Fact]
    public async Task What_is_read_and_sent_back_changes_nothing()
    {
        var created = (await Create("<p>a<p>b<br/><td>c</td> &nbsp; <b>d</p>e")).Expect(HttpStatusCode.Created);
        var path = $"/api/v1/knowledge-base/{created.Id}";

        var again = await hub.Admin.Send(HttpMethod.Put, path, new { body = (string)created.Data["body"]! });

        Assert.Equal(1, (int)again.Expect(HttpStatusCode.OK).Data["version"]!);
    }

    [Fact]
    public async Task HTML_that_is_nested_without_end_is_an_answer()
    {
        var created = await Create(string.Concat(Enumerable.Repeat("<div>", 2_000)) + "x");

        Assert.Contains("x", (string)created.Expect(HttpStatusCode.Created).Data["body"]!);
    }
}
