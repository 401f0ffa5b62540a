using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.KnowledgeBase;
using Hub.Errors;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.KnowledgeBase;

/// <summary>An article to create. It is a draft until it is published.</summary>
/// <example>
/// {"title": "How to print on the third floor", "body": "&lt;p&gt;Choose the printer &lt;b&gt;PRN-0311&lt;/b&gt;.&lt;/p&gt;",
/// "lang": "en", "tags": ["printer"]}
/// </example>
internal sealed record CreateArticle
{
    /// <summary>What it is about, in a line.</summary>
    /// <example>How to print on the third floor</example>
    [Required, Length(1, 255)]
    public string? Title { get; init; }

    /// <summary>What it is called in addresses, unique in the organization; made of its title when absent.</summary>
    /// <example>how-to-print-on-the-third-floor</example>
    [MaxLength(KnowledgeBase.Slug.Longest), Slug]
    public string? Slug { get; init; }

    /// <summary>What it says, in HTML. What is neither text and its structure nor a link or a picture is taken out.</summary>
    /// <example>&lt;p&gt;Choose the printer &lt;b&gt;PRN-0311&lt;/b&gt;.&lt;/p&gt;</example>
    [Required, Length(1, 100_000)]
    public string? Body { get; init; }

    /// <summary>What it says, in short and without markup.</summary>
    [MaxLength(1_000)]
    public string? Excerpt { get; init; }

    /// <summary>The language it is in; en when absent.</summary>
    [DefaultValue("en"), MaxLength(35), LanguageTag]
    public string? Lang { get; init; }

    /// <summary>The category it belongs to, by its id.</summary>
    [IdOf("kb_category")]
    public long? CategoryId { get; init; }

    /// <summary>Words to find it by.</summary>
    /// <example>["printer"]</example>
    [Length(0, TicketRules.MostTags), EachLength(1, TicketRules.LongestTag)]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The body as it is kept; says what was taken out, and when nothing is left.</summary>
    public CreateArticle Cleaned(FieldErrors errors) =>
        Body is { } html && !errors.Has("body") ? this with { Body = CleanBody(html, errors) } : this;

    public Decision<Article> ToArticle()
    {
        var slug = string.IsNullOrEmpty(Slug) ? KnowledgeBase.Slug.Of(Title!) : Slug;
        return slug.Length == 0
            ? Refusal.Invalid("validation_failed", "Is needed: the title has no letter to make it of.", "slug")
            : new Article
            {
                Title = Title!,
                Slug = slug,
                Body = Body!,
                Text = ArticleHtml.TextOf(Body!),
                Excerpt = Excerpt,
                Lang = string.IsNullOrEmpty(Lang) ? "en" : Lang,
                CategoryId = CategoryId,
                Tags = TicketRules.Tidy(Tags),
            };
    }

    public static string CleanBody(string html, FieldErrors errors)
    {
        var (clean, isWhole) = ArticleHtml.Clean(html);
        if (string.IsNullOrWhiteSpace(clean))
            errors.Add("body", "Has nothing that an article may say.");
        else if (!isWhole)
            errors.Warn(new Warning("html_removed", "What an article may not have was taken out of it.", "body"));
        return clean;
    }
}

/// <summary>What to change of an article; fields that are left out stay as they are.</summary>
/// <example>{"excerpt": "Choose the printer PRN-0311."}</example>
[Like(typeof(CreateArticle))]
internal sealed record UpdateArticle
{
    [CannotBeCleared]
    public Optional<string?> Title { get; init; }

    /// <summary>What it is called in addresses, unique in the organization.</summary>
    [CannotBeCleared]
    public Optional<string?> Slug { get; init; }

    [CannotBeCleared]
    public Optional<string?> Body { get; init; }

    public Optional<string?> Excerpt { get; init; }

    /// <summary>The language it is in.</summary>
    [CannotBeCleared]
    public Optional<string?> Lang { get; init; }

    public Optional<long?> CategoryId { get; init; }

    /// <summary>All its tags; null or an empty list removes them.</summary>
    public Optional<IReadOnlyList<string>?> Tags { get; init; }

    /// <inheritdoc cref="CreateArticle.Cleaned"/>
    public UpdateArticle Cleaned(FieldErrors errors) =>
        Body is { IsPresent: true, Value: { } html } && !errors.Has("body")
            ? this with
            {
                Body = CreateArticle.CleanBody(html, errors),
            }
            : this;

    public Article ApplyTo(Article article) =>
        article.EditTo(
            article with
            {
                Title = Title.Or(article.Title)!,
                Slug = Slug.Or(article.Slug)!,
                Body = Body.Or(article.Body)!,
                Text = Body.IsPresent ? ArticleHtml.TextOf(Body.Value!) : article.Text,
                Excerpt = Excerpt.Or(article.Excerpt),
                Lang = Lang.Or(article.Lang)!,
                CategoryId = CategoryId.Or(article.CategoryId),
                Tags = Tags.IsPresent ? TicketRules.Tidy(Tags.Value) : article.Tags,
            }
        );
}

/// <summary>What people may read instead of asking.</summary>
[Like(typeof(CreateArticle))]
internal sealed record ArticleResponse : RecordResponse
{
    public required string Title { get; init; }

    /// <summary>What it is called in addresses.</summary>
    public required string Slug { get; init; }

    /// <summary>What it says, in HTML that may be shown as it is.</summary>
    public required string Body { get; init; }

    public string? Excerpt { get; init; }

    /// <summary>The language it is in.</summary>
    public required string Lang { get; init; }

    public long? CategoryId { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Whether people may read it.</summary>
    public required bool IsPublished { get; init; }

    /// <summary>When it was last published; absent when it never was.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The number of its present version: how often what it says has been written.</summary>
    public required int Version { get; init; }

    public static ArticleResponse Of(Article article) =>
        new()
        {
            Title = article.Title,
            Slug = article.Slug,
            Body = article.Body,
            Excerpt = article.Excerpt,
            Lang = article.Lang,
            CategoryId = article.CategoryId,
            Tags = article.Tags,
            IsPublished = article.IsPublished,
            PublishedAt = article.PublishedAt,
            Version = article.Version,
        };
}
