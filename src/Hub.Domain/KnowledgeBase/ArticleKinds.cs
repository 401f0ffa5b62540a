using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Domain.KnowledgeBase;

/// <summary>Articles of the knowledge base, their categories, and what is told of them.</summary>
public static class ArticleKinds
{
    /// <summary>Former and present writings of articles; in their partition.</summary>
    public static readonly DocumentType<ArticleVersion> Version = RecordKinds
        .Beside<ArticleVersion>("article_version", ArticleJson.Default)
        .Integer("article_id", one => one.ArticleId)
        .Integer("number", one => one.Number)
        .Index("article_id", "number");

    public static readonly Kind<ArticleCategory> Category = RecordKinds.Declare<ArticleCategory>(
        "kb_category",
        "kb_categories",
        ArticleJson.Default,
        fields => fields.Folded("name", one => one.Name, unique: true)
    );

    public static readonly Kind<Article> Article = new(
        RecordKinds.Document<Article>("article", ArticleJson.Default, fields =>
            fields
                .Folded("slug", one => one.Slug, unique: true)
                .Folded("title", one => one.Title)
                .Folded("lang", one => one.Lang)
                .Integer("category_id", one => one.CategoryId)
                .Flag("is_published", one => one.IsPublished)
                .Instant("published_at", one => one.PublishedAt)
                .Folded("text", one => $"{one.Title}\n{one.Excerpt}\n{one.Text}")
                .FoldedArray("tags", one => one.Tags)
                .Searched(
                    ("title", one => one.Title),
                    ("tags", one => string.Join(' ', one.Tags)),
                    ("excerpt", one => one.Excerpt),
                    ("text", one => one.Text)
                )
                .Index("category_id", "id")
        )
    )
    {
        Beside = [Version],
        Partition = "articles",
        ReadScope = Scope.KbRead,
        Happens = [new(ArticleFacts.Published) { Description = "An article of the knowledge base was published." }],
        Shape = new Shape<Article>()
            .Integer("id", "The article's number.", article => article.Id)
            .Text("title", "What it is about, in a line.", article => article.Title)
            .Text("slug", "What it is called in addresses.", article => article.Slug)
            .Text("excerpt", "What it says, in short; absent when nobody said.", article => article.Excerpt)
            .Optional()
            .Text("lang", "The language it is in (BCP 47).", article => article.Lang)
            .Integer("category_id", "The category it belongs to; absent when none.", article => article.CategoryId)
            .Optional()
            .Texts("tags", "Its tags.", article => article.Tags)
            .Flag("is_published", "Whether people may read it.", article => article.IsPublished)
            .Integer("version", "How often what it says has been written.", article => article.Version)
            .Instant("published_at", "When it was last published; absent when it never was.", article =>
                article.PublishedAt
            )
            .Optional()
            .Instant("created_at", "When it was created.", article => article.CreatedAt)
            .Instant("updated_at", "When anything of it last changed.", article => article.UpdatedAt),
        Sample = new Article
        {
            Id = 73,
            Title = "How to print on the third floor",
            Slug = "how-to-print-on-the-third-floor",
            Body = "<p>Choose the printer <b>PRN-0311</b>.</p>",
            Text = "Choose the printer PRN-0311.",
            Excerpt = "Choose the printer PRN-0311.",
            CategoryId = 4,
            Tags = ["printer"],
            IsPublished = true,
            PublishedAt = Samples.At,
            Version = 2,
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        },
    };
}

/// <summary>What happens to articles.</summary>
public static class ArticleFacts
{
    public static readonly Fact Published = Fact.Of("article", "published");
}
