using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.KnowledgeBase;

/// <summary>What an article said before, and what differs.</summary>
public sealed class VersionsTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private static int number;

    private Task<string> New(string body) =>
        hub.Admin.NewAt(
            "/api/v1/knowledge-base",
            new { title = $"Versioned {Interlocked.Increment(ref number)}", body }
        );

    private async Task Edit(string path, object body) =>
        (await hub.Admin.Send(HttpMethod.Put, path, body)).Expect(HttpStatusCode.OK);

    private async Task<int[]> VersionsOf(string path) =>
        [
            .. (await hub.Admin.Get($"{path}/versions?per_page=100"))
                .Expect(HttpStatusCode.OK)
                .Items.Select(one => (int)one!["version"]!),
        ];

    [Fact]
    public async Task Each_writing_is_a_version_and_what_says_nothing_new_is_none()
    {
        var path = await New("<p>One</p>");
        await Edit(path, new { body = "<p>Two</p>", tags = new[] { "a" } });
        await Edit(path, new { body = "<p>Two</p>", tags = new[] { "a" } });
        await hub.Admin.Do(path, "publish");

        var first = (await hub.Admin.Get($"{path}/versions/1")).Expect(HttpStatusCode.OK).Data;
        var second = (await hub.Admin.Get($"{path}/versions/2")).Expect(HttpStatusCode.OK).Data;

        var versions = await VersionsOf(path);
        Assert.Equal([2, 1], versions);
        Assert.Equal(("<p>One</p>", "<p>Two</p>"), ((string)first["body"]!, (string)second["body"]!));
        Assert.NotEmpty((string)first["author"]!);
        Assert.Equal(2, (int)(await hub.Admin.Get(path)).Data["version"]!);
        (await hub.Admin.Get($"{path}/versions/3")).ExpectProblem(HttpStatusCode.NotFound, "version_not_found");
        (await hub.Admin.Get($"{path}/versions/x")).ExpectProblem(HttpStatusCode.NotFound, "version_not_found");
    }

    [Fact]
    public async Task What_differs_is_shown_line_by_line()
    {
        var path = await New("<p>Same</p><p>Old</p><ul><li>1</li><li>2</li></ul>");
        await Edit(path, new { body = "<p>Same</p><p>New</p>\n<p>More</p><ul><li>1</li><li>2</li></ul>", lang = "de" });

        var diff = (await hub.Admin.Get($"{path}/versions/1/diff/2")).Expect(HttpStatusCode.OK).Data;
        var back = (await hub.Admin.Get($"{path}/versions/2/diff/1")).Data;

        Assert.Equal(
            [
                ("same", "<p>Same</p>"),
                ("removed", "<p>Old</p>"),
                ("added", "<p>New</p>"),
                ("added", "<p>More</p>"),
                ("same", "<ul><li>1</li>"),
                ("same", "<li>2</li>"),
                ("same", "</ul>"),
            ],
            diff["lines"]!.AsArray().Select(line => ((string)line!["kind"]!, (string)line["text"]!))
        );
        Assert.Equal((2, 1), ((int)diff["added"]!, (int)diff["removed"]!));
        Assert.Equal((1, 2), ((int)back["added"]!, (int)back["removed"]!));
        Assert.Equal(["lang"], diff["changed"]!.AsArray().Select(field => (string)field!));
        (await hub.Admin.Get($"{path}/versions/1/diff/9")).ExpectProblem(HttpStatusCode.NotFound, "version_not_found");
    }

    [Fact]
    public async Task The_newest_are_kept()
    {
        var path = await New("0");
        for (var edit = 1; edit <= 51; edit++)
            await Edit(path, new { body = $"{edit}" });

        Assert.Equal(Enumerable.Range(3, 50).Reverse(), await VersionsOf(path));
        (await hub.Admin.Get($"{path}/versions/2")).ExpectProblem(HttpStatusCode.NotFound, "version_not_found");
    }

    [Fact]
    public async Task Versions_go_with_their_article()
    {
        var path = await New("One");
        await Edit(path, new { body = "Two" });
        var other = await New("Other");

        (await hub.Admin.Send(HttpMethod.Delete, path, null)).Expect(HttpStatusCode.NoContent);

        (await hub.Admin.Get($"{path}/versions")).ExpectProblem(HttpStatusCode.NotFound, "article_not_found");
        (await hub.Admin.Get($"{path}/versions/1")).ExpectProblem(HttpStatusCode.NotFound, "article_not_found");
        var kept = await VersionsOf(other);
        Assert.Equal([1], kept);
        var organization = await hub.Host.OrganizationOf(hub.Admin);
        var left = await hub.Host.Store.Query(
            Domain.KnowledgeBase.ArticleKinds.Version,
            organization,
            new()
            {
                Filter = Domain.Queries.Filter.Equal(
                    "article_id",
                    Domain.Documents.FieldValue.Integer(HeardEvents.IdOf(path))
                ),
            },
            TestContext.Current.CancellationToken
        );
        Assert.Empty(left.Items);
    }

    [Fact]
    public async Task All_who_edit_at_the_same_moment_leave_a_version_each()
    {
        var path = await New("0");

        await Task.WhenAll(Enumerable.Range(1, 8).Select(edit => Edit(path, new { body = $"Edit {edit}" })));

        Assert.Equal(Enumerable.Range(1, 9).Reverse(), await VersionsOf(path));
        var last = (await hub.Admin.Get($"{path}/versions/9")).Data;
        Assert.Equal((string)(await hub.Admin.Get(path)).Data["body"]!, (string)last["body"]!);
    }
}
