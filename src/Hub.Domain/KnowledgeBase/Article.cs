using System.Text.Json.Serialization;
using Hub.Domain.Records;

namespace Hub.Domain.KnowledgeBase;

/// <summary>What people may read instead of asking.</summary>
public sealed record Article : Record
{
    public required string Title { get; init; }

    /// <summary>What it is called in addresses; unique.</summary>
    public required string Slug { get; init; }

    /// <summary>HTML that may be shown as it is.</summary>
    public required string Body { get; init; }

    /// <summary>The body without its markup, for searches.</summary>
    public required string Text { get; init; }

    public string? Excerpt { get; init; }

    public string Lang { get; init; } = "en";

    public long? CategoryId { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool IsPublished { get; init; }

    /// <summary>When it was last published.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>How often what it says has been written, the first time included.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether another one says the same.</summary>
    public bool SaysTheSameAs(Article other) =>
        (Title, Slug, Body, Excerpt, Lang, CategoryId)
            == (other.Title, other.Slug, other.Body, other.Excerpt, other.Lang, other.CategoryId)
        && Tags.SequenceEqual(other.Tags);
}

/// <summary>A part of the knowledge base.</summary>
public sealed record ArticleCategory(string Name, string? Description) : Record;

[JsonSerializable(typeof(Article))]
[JsonSerializable(typeof(ArticleCategory))]
[JsonSerializable(typeof(ArticleVersion))]
internal sealed partial class ArticleJson : JsonSerializerContext;
