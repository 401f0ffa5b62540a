using Hub.Domain.KnowledgeBase;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.KnowledgeBase;

/// <summary>What an article said from one writing to the next, without its body.</summary>
[Like(typeof(CreateArticle))]
internal record ArticleVersionResponse
{
    public ArticleVersionResponse(ArticleVersion version)
    {
        Version = version.Number;
        Title = version.Title;
        Slug = version.Slug;
        Excerpt = version.Excerpt;
        Lang = version.Lang;
        CategoryId = version.CategoryId;
        Tags = version.Tags;
        Author = version.Author;
        CreatedAt = version.At;
    }

    /// <summary>Its number; the first is 1.</summary>
    public int Version { get; }

    public string Title { get; }

    /// <summary>What it was called in addresses.</summary>
    public string Slug { get; }

    public string? Excerpt { get; }

    /// <summary>The language it was in.</summary>
    public string Lang { get; }

    public long? CategoryId { get; }

    public IReadOnlyList<string> Tags { get; }

    /// <summary>Who wrote it so, by name.</summary>
    public string Author { get; }

    /// <summary>When it was written so.</summary>
    public DateTimeOffset CreatedAt { get; }
}

/// <summary>What an article said from one writing to the next.</summary>
[Like(typeof(CreateArticle))]
internal sealed record ArticleVersionDetailsResponse : ArticleVersionResponse
{
    public ArticleVersionDetailsResponse(ArticleVersion version)
        : base(version) => Body = version.Body;

    /// <summary>What it said, in HTML that may be shown as it is.</summary>
    public string Body { get; }
}

/// <summary>What differs between two versions of an article.</summary>
/// <param name="From">The number of the former.</param>
/// <param name="To">The number of the latter.</param>
/// <param name="Changed">The fields beside the body that differ.</param>
/// <param name="Added">How many lines of the body are in the latter alone.</param>
/// <param name="Removed">How many lines of the body are in the former alone.</param>
/// <param name="Lines">The lines of both bodies, in their order.</param>
internal sealed record ArticleDiffResponse(
    int From,
    int To,
    IReadOnlyList<string> Changed,
    int Added,
    int Removed,
    IReadOnlyList<TextDiffLine> Lines
);
