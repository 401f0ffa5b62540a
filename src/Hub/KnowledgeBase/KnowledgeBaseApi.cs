using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain.Documents;
using Hub.Domain.KnowledgeBase;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Resources.Verbs;
using Hub.Wire;

namespace Hub.KnowledgeBase;

/// <summary>
/// The knowledge base. What people read is what was written last: an edit of a published article is seen at once, and told as
/// no publication. Former versions are kept.
/// </summary>
internal static partial class KnowledgeBaseApi
{
    private const string Tag = "Knowledge base";

    private static readonly (string, string) Scopes = (Scope.KbRead, Scope.KbWrite);

    private static readonly KeptVersions<Article, ArticleVersion> Versions = new(
        ArticleKinds.Article,
        ArticleKinds.Version,
        ArticleVersion.Kept,
        static article => article.Version,
        ArticleVersion.Of
    );

    public static void MapKnowledgeBase(this IEndpointRouteBuilder api)
    {
        api.MapCategories();
        var articles = RecordResource.Of<Article, CreateArticle, UpdateArticle, ArticleResponse>(
            ArticleKinds.Article,
            Scopes,
            KnowledgeBaseJson.Default,
            create: body => body.ToArticle(),
            edit: (article, body) => body.ApplyTo(article),
            show: ArticleResponse.Of
        ) with
        {
            Plural = "knowledge-base",
            Called = "knowledge base article",
            Tag = Tag,
            CheckNew = (body, errors) => body.Cleaned(errors),
            CheckEdit = (body, errors) => body.Cleaned(errors),
            Beside = Versions.Beside,
            Filters =
            [
                Filters.Ids("category_id", "Only of one of these categories."),
                Filters.Flag("is_published", "Only those that people may read, or only those that they may not."),
                Filters.Folded("lang", "Only in this language, whatever the case."),
                new ListFilter(
                    "tag",
                    "Only with this tag, whatever the case.",
                    static () => new() { Type = Microsoft.OpenApi.JsonSchemaType.String },
                    static (value, _) => Filter.HasFolded("tags", value)
                ),
                Filters.Search("q", "Only with this text in title, excerpt or body.", "text"),
            ],
            Sorts = ["title", "published_at", "updated_at"],
            Uses = new()
            {
                List =
                    "Use it to list, show or get all articles, or those of one category, or to search the knowledge base for an answer by title, body, category, tag or language; with an ID, use Get a knowledge base article instead.",
                Get =
                    "Use it to get, show, read or look up one help article and its text by an ID; without an ID, use List knowledge base articles instead.",
                Create =
                    "Use it to create, add, write, draft or make a new article; if it exists, use Update a knowledge base article instead.",
                Update =
                    "Use it to update, change, edit, rewrite or correct the text of an article, or to set its title, excerpt, language, category and tags; if there is none yet, use Create a knowledge base article instead.",
            },
            About = "A knowledge base article is a text, guide or FAQ that explains how something is done or solved.",
            InFlows = Visibility.Ordinary,
        };
        var writes = api.MapResource(articles)
            .MapVerb(
                articles,
                "publish",
                Told(
                    "PublishArticle",
                    "Publish a knowledge base article. Lets people read it; webhooks that ask for it are told.",
                    "Use it to publish a draft or release an article, so that customers see it; to edit what it says, use Update a knowledge base article instead."
                ),
                (article, deed) => article.Publish(deed.Organization, deed.Actor, deed.Now)
            )
            .MapVerb(
                articles,
                "unpublish",
                Told(
                    "UnpublishArticle",
                    "Unpublish a knowledge base article. Takes it from its readers, and keeps it.",
                    "Use it to unpublish, hide or withdraw an article, or take it offline again; to remove it, use Delete a knowledge base article instead."
                ),
                (article, deed) => article.Unpublish(deed.Now)
            );
        var reads = writes.MapGroup("/{id}/versions").RequireScope(Scope.KbRead).LimitAs(Limit.Read);
        reads.MapGet("/", ListArticleVersions);
        reads.MapGet("/{versionId}", GetArticleVersion);
        reads.MapGet("/{versionId}/diff/{otherVersionId}", CompareArticleVersions);
    }

    private static void MapCategories(this IEndpointRouteBuilder api) =>
        api.MapGroup("/knowledge-base")
            .MapResource(
                RecordResource.Of<ArticleCategory, CreateKbCategory, UpdateKbCategory, KbCategoryResponse>(
                    ArticleKinds.Category,
                    Scopes,
                    KnowledgeBaseJson.Default,
                    create: body => new ArticleCategory(body.Name!, body.Description),
                    edit: (one, body) =>
                        one with
                        {
                            Name = body.Name.Or(one.Name)!,
                            Description = body.Description.Or(one.Description),
                        },
                    show: one => new KbCategoryResponse(one.Name, one.Description)
                ) with
                {
                    Root = "/api/v1/knowledge-base",
                    Plural = "categories",
                    About = "A category is a topic or folder.",
                    Called = "knowledge base category",
                    Tag = Tag,
                    Filters = [Filters.Search("q", "Only with this text in the name, whatever the case.", "name")],
                    Sorts = ["name"],
                    KeptBy =
                    [
                        InUse.By(
                            ArticleKinds.Article.Document,
                            "category_id",
                            "Articles belong to this category; move them to another one first."
                        ),
                    ],
                }
            );

    private static Operation Told(string id, string text, string use) =>
        new(id, text, "The article as it is now.")
        {
            Use = use,
            Responses = new Dictionary<string, string> { ["409"] = "Others keep changing it at the same time." },
        };
}

[JsonSerializable(typeof(CreateArticle))]
[JsonSerializable(typeof(UpdateArticle))]
[JsonSerializable(typeof(CreateKbCategory))]
[JsonSerializable(typeof(UpdateKbCategory))]
[JsonSerializable(typeof(One<ArticleResponse>))]
[JsonSerializable(typeof(Many<ArticleResponse>))]
[JsonSerializable(typeof(One<KbCategoryResponse>))]
[JsonSerializable(typeof(Many<KbCategoryResponse>))]
[JsonSerializable(typeof(Many<ArticleVersionResponse>))]
[JsonSerializable(typeof(One<ArticleVersionDetailsResponse>))]
[JsonSerializable(typeof(One<ArticleDiffResponse>))]
internal sealed partial class KnowledgeBaseJson : JsonSerializerContext;
