using Hub.Access;
using Hub.Domain.KnowledgeBase;
using Hub.Domain.Text;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.KnowledgeBase;

internal static partial class KnowledgeBaseApi
{
    /// <summary>
    /// List versions of a knowledge base article. Shows what it said from one writing to the next, the newest first; the newest 50 are kept.
    /// </summary>
    /// <param name="id">The article's id: a number.</param>
    /// <returns>A page of versions, without their bodies.</returns>
    internal static Task<Results<Ok<Many<ArticleVersionResponse>>, Refused>> ListArticleVersions(
        long id,
        Query<PageQuery> list,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) => Versions.List(id, list, caller, store, static version => new ArticleVersionResponse(version), cancellation);

    /// <summary>Get a version of a knowledge base article. Shows what it said from one writing to the next.</summary>
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
        var (version, refused) = await Versions.Find(id, versionId, caller, store, cancellation);
        return version is null ? refused! : TypedResults.Ok(new One<ArticleVersionDetailsResponse>(new(version)));
    }

    /// <summary>Compare versions of a knowledge base article. Shows line by line what the second says and the first does not.</summary>
    /// <remarks>
    /// Use it to see what differs or was changed between two versions; to read one of them, use Get a version of a knowledge base
    /// article instead.
    /// </remarks>
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
        var (from, refused) = await Versions.Find(id, versionId, caller, store, cancellation);
        if (from is null)
            return refused!;
        (var to, refused) = await Versions.Find(id, otherVersionId, caller, store, cancellation);
        if (to is null)
            return refused!;
        var diff = TextDiff.Between(HtmlLines.Of(from.Body), HtmlLines.Of(to.Body));
        return TypedResults.Ok(
            new One<ArticleDiffResponse>(
                new(from.Number, to.Number, [.. Changed(from, to)], diff.Added, diff.Removed, diff.Lines)
            )
        );
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
}
