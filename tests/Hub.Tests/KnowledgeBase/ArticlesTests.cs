using System.Net;
using Hub.Domain.KnowledgeBase;
using Hub.Tests.Hosting;

namespace Hub.Tests.KnowledgeBase;

public sealed class ArticlesTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private const string Articles = "/api/v1/knowledge-base";

    private static int number;

    private Task<string> New(object? body = null) =>
        hub.Admin.NewAt(
            Articles,
            body ?? new { title = $"Article {Interlocked.Increment(ref number)}", body = "Text" }
        );

    private Task<Answer> Create(object body) => hub.Admin.Send(HttpMethod.Post, Articles, body);

    private Task<Answer> Update(string path, object body) => hub.Admin.Send(HttpMethod.Put, path, body);

    [Fact]
    public async Task An_article_is_a_draft_and_keeps_what_it_is_given()
    {
        var category = await hub.Admin.NewAt($"{Articles}/categories", new { name = "Printing" });
        var path = await New(
            new
            {
                title = "Drucken im 3. Stock: Größe!",
                body = "<p>Wähle <b>PRN</b>.</p>",
                excerpt = "Wähle PRN.",
                lang = "de",
                category_id = HeardEvents.IdOf(category),
                tags = new[] { "Drucker", "drucker", "Stock" },
            }
        );

        var read = (await hub.Admin.Get(path)).Expect(HttpStatusCode.OK).Data;

        Assert.Equal("drucken-im-3-stock-größe", (string)read["slug"]!);
        Assert.Equal("<p>Wähle <b>PRN</b>.</p>", (string)read["body"]!);
        Assert.Equal(("Wähle PRN.", "de"), ((string)read["excerpt"]!, (string)read["lang"]!));
        Assert.Equal(HeardEvents.IdOf(category), (long)read["category_id"]!);
        Assert.Equal(["Drucker", "Stock"], read["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal((false, 1), ((bool)read["is_published"]!, (int)read["version"]!));
    }

    [Fact]
    public async Task Publishing_is_told_once_and_once_more_after_it_was_taken_back()
    {
        var path = await New(
            new
            {
                title = "Told",
                body = "<p>One</p>",
                tags = new[] { "a" },
            }
        );
        var id = HeardEvents.IdOf(path);
        await Update(path, new { body = "<p>Two</p>" });
        Assert.Empty(await hub.Host.ActionsOf("article", id));

        var published = await hub.Admin.Do(path, "publish");
        (await hub.Admin.Do(path, "publish")).Expect(HttpStatusCode.OK);
        await Update(path, new { body = "<p>Three</p>" });
        Assert.Equal(["published"], await hub.Host.ActionsOf("article", id));
        var unpublished = await hub.Admin.Do(path, "unpublish");
        (await hub.Admin.Do(path, "unpublish")).Expect(HttpStatusCode.OK);
        Assert.Equal(["published"], await hub.Host.ActionsOf("article", id));
        await hub.Admin.Do(path, "publish");

        Assert.True((bool)published.Expect(HttpStatusCode.OK).Data["is_published"]!);
        Assert.Equal((string)published.Data["updated_at"]!, (string)published.Data["published_at"]!);
        Assert.False((bool)unpublished.Expect(HttpStatusCode.OK).Data["is_published"]!);
        var told = await hub.Host.EventsOf("article", id);
        Assert.Equal(["published", "published"], told.Select(one => one.Fact.Action));
        Assert.Equal(("Told", 2), (told[0].About<Article>()!.Title, told[0].About<Article>()!.Version));
        Assert.True(told[0].About<Article>()!.IsPublished);
    }

    [Fact]
    public async Task A_slug_belongs_to_one_and_is_words_with_hyphens()
    {
        await New(new { title = "Same Title", body = "x" });
        var other = await New(new { title = "Other title", body = "x" });

        (await Create(new { title = "Same title!", body = "x" })).ExpectProblem(HttpStatusCode.Conflict, "slug_taken");
        (await Update(other, new { slug = "same-title" })).ExpectProblem(HttpStatusCode.Conflict, "slug_taken");
        foreach (var wrong in new[] { "Same Title", "-x", "x-", "a--b", "a/b" })
            (await Update(other, new { slug = wrong })).ExpectInvalid("slug");
        (await Create(new { title = "???", body = "x" })).ExpectInvalid("slug");
        await hub.Neighbour.NewAt(Articles, new { title = "Same title", body = "x" });
    }

    [Fact]
    public async Task A_list_is_narrowed_by_category_publication_language_tag_and_text()
    {
        var category = HeardEvents.IdOf(await hub.Admin.NewAt($"{Articles}/categories", new { name = "Narrow" }));
        var path = await New(
            new
            {
                title = "Sought",
                body = "<p>The <b>hidden</b> word</p>",
                lang = "pt-BR",
                category_id = category,
                tags = new[] { "Rare" },
            }
        );
        await hub.Admin.Do(path, "publish");
        await New(
            new
            {
                title = "Not sought",
                body = "x",
                category_id = category,
            }
        );

        foreach (
            var query in new[]
            {
                $"category_id={category}&is_published=true",
                "lang=PT-br",
                "tag=rare",
                "q=the HIDDEN word",
            }
        )
            Assert.Equal(
                "Sought",
                (string)
                    Assert.Single((await hub.Admin.Get($"{Articles}?{query}")).Expect(HttpStatusCode.OK).Items)![
                        "title"
                    ]!
            );
        Assert.Empty((await hub.Admin.Get($"{Articles}?q=<b>hidden")).Items);
        (await hub.Admin.Get($"{Articles}?is_published=perhaps")).ExpectInvalid("is_published");
    }

    [Fact]
    public async Task A_category_that_articles_belong_to_is_not_deleted()
    {
        var category = await hub.Admin.NewAt($"{Articles}/categories", new { name = "Kept" });
        var path = await New(
            new
            {
                title = "Keeps it",
                body = "x",
                category_id = HeardEvents.IdOf(category),
            }
        );

        var kept = await hub.Admin.Send(HttpMethod.Delete, category, null);
        await Update(path, """{"category_id":null}""");
        var deleted = await hub.Admin.Send(HttpMethod.Delete, category, null);

        kept.ExpectProblem(HttpStatusCode.Conflict, "kb_category_in_use");
        deleted.Expect(HttpStatusCode.NoContent);
        (await Update(path, new { category_id = HeardEvents.IdOf(category) })).ExpectInvalid("category_id");
        (await hub.Admin.Send(HttpMethod.Post, $"{Articles}/categories", new { name = "x" })).Expect(
            HttpStatusCode.Created
        );
        (await hub.Admin.Send(HttpMethod.Post, $"{Articles}/categories", new { name = "X" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "name_taken"
        );
    }

    [Theory]
    [InlineData("lang", "english!")]
    [InlineData("lang", "e")]
    [InlineData("title", "")]
    [InlineData("body", "")]
    [InlineData("body", "<script>alert(1)</script>")]
    public async Task A_value_that_does_not_fit_is_named(string field, string value)
    {
        var body = new Dictionary<string, string> { ["title"] = "x", ["body"] = "x" };
        body[field] = value;

        (await Create(body)).ExpectInvalid(field);
    }

    [Fact]
    public async Task It_takes_its_own_scopes()
    {
        var path = await New();
        var reader = await hub.Host.WithScopes("kb:read");
        var other = await hub.Host.WithScopes("tickets:read", "tickets:write");

        (await reader.Get($"{path}/versions")).Expect(HttpStatusCode.OK);
        foreach (
            var refused in new[]
            {
                await reader.Do(path, "publish"),
                await other.Get(path),
                await other.Get($"{path}/versions/1"),
            }
        )
            refused.ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }
}
