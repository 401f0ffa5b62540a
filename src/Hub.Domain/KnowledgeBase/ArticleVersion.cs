namespace Hub.Domain.KnowledgeBase;

/// <summary>What an article said from one writing to the next.</summary>
/// <param name="Author">Who wrote it so, by name.</param>
/// <param name="At">When it was written so.</param>
public sealed record ArticleVersion(long ArticleId, int Number, string Author, DateTimeOffset At)
{
    /// <summary>So many of an article are kept: the newest.</summary>
    public const int Kept = 50;

    public required string Title { get; init; }

    public required string Slug { get; init; }

    public required string Body { get; init; }

    public string? Excerpt { get; init; }

    public required string Lang { get; init; }

    public long? CategoryId { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What the article says now.</summary>
    public static ArticleVersion Of(Article article, string author) =>
        new(article.Id, article.Version, author, article.UpdatedAt)
        {
            Title = article.Title,
            Slug = article.Slug,
            Body = article.Body,
            Excerpt = article.Excerpt,
            Lang = article.Lang,
            CategoryId = article.CategoryId,
            Tags = article.Tags,
        };
}
