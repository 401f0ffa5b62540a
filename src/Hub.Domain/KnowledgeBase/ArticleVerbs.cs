using Hub.Domain.Events;
using Hub.Domain.Organizations;

namespace Hub.Domain.KnowledgeBase;

/// <summary>What can be done to an article.</summary>
public static class ArticleVerbs
{
    /// <summary>Has it say something else, which is a version of its own; the same once more is none.</summary>
    public static Article EditTo(this Article article, Article next) =>
        next.SaysTheSameAs(article) ? article : next with { Version = article.Version + 1 };

    /// <summary>Lets people read it; one that they may read stays as it is, and nobody is told again.</summary>
    public static Decision<Article> Publish(
        this Article article,
        OrganizationId organization,
        Actor actor,
        DateTimeOffset now
    )
    {
        if (article.IsPublished)
            return article;
        var published = article with { IsPublished = true, PublishedAt = now, UpdatedAt = now };
        return Decision<Article>.Accept(
            published,
            ArticleKinds.Article.Tell(ArticleFacts.Published, published, organization, actor, now)
        );
    }

    /// <summary>Takes it from its readers.</summary>
    public static Decision<Article> Unpublish(this Article article, DateTimeOffset now) =>
        article.IsPublished ? article with { IsPublished = false, UpdatedAt = now } : article;
}
