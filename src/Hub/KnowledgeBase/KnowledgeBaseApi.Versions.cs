using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.KnowledgeBase;
using Hub.Domain.Queries;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.KnowledgeBase;

internal static partial class KnowledgeBaseApi
{
    /// <summary>
    /// List versions of an article. Shows what it said from one writing to the next, the newest first; the newest 50 are kept.
    /// </summary>
    /// <param name="id">The article's id: a number.</param>
    /// <returns>One page of versions, without their bodies.</returns>
    internal static async Task<Results<Ok<Many<ArticleVersionResponse>>, Refused>> ListArticleVersions(
        long id,
        Query<PageQuery> list,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var organization = caller.Organization.Id;
        if (await Records.Find(store, organization, id, cancellation) is null)
            return new Refused(Missing(id));
        var ofThis = Filter.Equal("article_id", FieldValue.Integer(id));
        var query = paging.Over(ofThis, new Sort("number", Descending: true));
        var page = await store.Query(
            ArticleKinds.Version,
            organization,
            Records.Within(organization, query),
            cancellation
        );
        return paging.Answer(page, static version => new ArticleVersionResponse(version));
    }

    /// <summary>Get a version of an article. Shows what it said from one writing to the next.</summary>
    /// <param name="id">The article's id: a number.</param>
    /// <param name="versionId">The version's number; the first is 1.</param>
    /// <returns>The version.</returns>
    internal static async Task<Results<Ok<One<ArticleVersionDetailsResponse>>, Refused>> GetArticleVersion(
        long id,
        int versionId,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var (version, refused) = await Find(id, versionId, caller, store, cancellation);
        return version is null ? refused! : TypedResults.Ok(new One<ArticleVersionDetailsResponse>(new(version)));
    }

    /// <summary>Compare versions of an article. Shows line by line what the second says and the first does not.</summary>
    /// <param name="id">The article's id: a number.</param>
    /// <param name="versionId">The former version's number.</param>
    /// <param name="otherVersionId">The latter version's number.</param>
    /// <returns>What differs.</returns>
    internal static async Task<Results<Ok<One<ArticleDiffResponse>>, Refused>> CompareArticleVersions(
        long id,
        int versionId,
        int otherVersionId,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var (from, refused) = await Find(id, versionId, caller, store, cancellation);
        if (from is null)
            return refused!;
        (var to, refused) = await Find(id, otherVersionId, caller, store, cancellation);
        if (to is null)
            return refused!;
        var lines = LineDiff.Between(HtmlLines.Of(from.Body), HtmlLines.Of(to.Body));
        return TypedResults.Ok(
            new One<ArticleDiffResponse>(
                new(
                    from.Number,
                    to.Number,
                    [.. Changed(from, to)],
                    lines.Count(line => line.Kind == DiffKind.Added),
                    lines.Count(line => line.Kind == DiffKind.Removed),
                    [.. lines.Select(line => new ArticleDiffLine(line.Kind, line.Text))]
                )
            )
        );
    }

    private static async ValueTask<(ArticleVersion? Version, Refused? Refused)> Find(
        long id,
        int number,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        if (await Records.Find(store, organization, id, cancellation) is null)
            return (null, new Refused(Missing(id)));
        var found = await store.Get(
            ArticleKinds.Version,
            organization,
            ArticleKinds.Article.Partition,
            ArticleVersion.DocumentIdOf(id, number),
            cancellation
        );
        return found is null ? (null, new Refused(Refusal.NotFound("version", number))) : (found.Value, null);
    }

    private static IEnumerable<string> Changed(ArticleVersion from, ArticleVersion to)
    {
        if (from.Title != to.Title)
            yield return "title";
        if (from.Slug != to.Slug)
            yield return "slug";
        if (from.Excerpt != to.Excerpt)
            yield return "excerpt";
        if (from.Lang != to.Lang)
            yield return "lang";
        if (from.CategoryId != to.CategoryId)
            yield return "category_id";
        if (!from.Tags.SequenceEqual(to.Tags))
            yield return "tags";
    }

    private static Refusal Missing(long id) => Refusal.NotFound("article", id);
}
