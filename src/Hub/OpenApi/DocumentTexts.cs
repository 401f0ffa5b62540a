using Hub.Docs;
using Hub.Domain.Records.Tables;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Hub.OpenApi;

/// <summary>What the document says of the whole: what it is, whose, where, and what its parts are about.</summary>
internal sealed class DocumentTexts(XmlDocs docs, IOptions<HubOptions> options) : IOpenApiDocumentTransformer
{
    private const string Overview = """
        Tickets, the departments they belong to, and webhooks that tell other systems what happens to them.

        **Access.** Every request carries `Authorization: Bearer <token>`. A token belongs to one organization and sees
        nothing of others; what is another organization's is answered 404.

        **Shapes.** Names are snake_case, dates are ISO 8601 in UTC with a Z. One resource is `{"data": ...}`, a list is
        `{"data": [...], "meta": {"current_page", "per_page", "total"}}`. A field without a value is left out, never null.

        **What is read.** Bodies are JSON in UTF-8, not compressed. Dates are ISO 8601, extended or basic; without a zone they are
        UTC. An integer may be written `1.0`. Blanks around a text are no part of it; only secrets and custom fields are taken
        as they are. Characters are counted as Unicode's code points, and upper and lower case compared by its full case folding,
        for tags as for names and addresses. A list in a query is `status=open,closed`, and understood as `status[]=open` too.

        **What is not known.** A query parameter that there is not is a 422, and so is a field of a webhook, token, role or reply:
        passed over, it would mean more than was said. Other bodies are taken, and what was not read is named in `warnings`
        beside `data`.

        **Errors.** Every error is a problem (RFC 9457) with a stable `code`; a 422 lists what is wrong by field.
        [Every code](/docs/errors) and what to do about it.

        **Repeating.** A POST that creates takes an `Idempotency-Key`: the same key and body again gets the same answer, in
        whatever order the body has its members. HEAD is taken wherever GET is.

        **Changing.** Reads and changes answer an `ETag`; with `If-Match` a change happens to that version only, or not
        at all (412). In an update, a field that is left out stays and null clears it.

        **Allowances.** Requests are counted by token and minute. The RateLimit headers tell what is left; a 429 says in
        `Retry-After` when to come back.

        **More.** [Receiving webhooks](/docs/receiving): headers, signatures, retries.
        [SCIM](/docs/scim) for identity providers. [Operating](/docs/operating) a hub, and its [security](/docs/security).
        """;

    /// <summary>What most come for stands first.</summary>
    private static readonly string[] First = ["Tickets", "Webhooks"];

    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Hub API",
            Version = "1.0",
            Description = Overview.ReplaceLineEndings("\n"),
            Contact = Publisher.Contact,
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        if (options.Value.PublicUrl is { Length: > 0 } url)
            document.Servers = [new OpenApiServer { Url = url.TrimEnd('/') }];
        document.Tags = context
            .DescriptionGroups.SelectMany(group => group.Items)
            .SelectMany(TagsOf)
            .DistinctBy(tag => tag.Name)
            .OrderBy(tag => Array.IndexOf(First, tag.Name) is >= 0 and var place ? place : First.Length)
            .ToHashSet();
        document.ExternalDocs = new OpenApiExternalDocs
        {
            Description = "How webhooks are received, verified and tried again.",
            Url = new Uri(
                $"{document.Servers?.FirstOrDefault()?.Url}{DocsRoutes.PathOf("receiving")}",
                UriKind.RelativeOrAbsolute
            ),
        };
        return Task.CompletedTask;
    }

    /// <summary>A tag is described by what its first routes are about, or else by the class that has their handlers.</summary>
    private IEnumerable<OpenApiTag> TagsOf(ApiDescription route) =>
        route
            .ActionDescriptor.EndpointMetadata.OfType<ITagsMetadata>()
            .SelectMany(metadata => metadata.Tags)
            .Select(name => new OpenApiTag { Name = name, Description = AboutOf(route) });

    private string? AboutOf(ApiDescription route) =>
        route.Metadata<RecordTable>() is { } table
            ? $"Business records: {table.Plural.Replace('_', ' ').Replace('-', ' ')} and what is known of each."
        : (route.Metadata<TagSubject>()?.Record ?? route.Handler()?.DeclaringType) is { } type ? docs.Of(type)
        : null;
}
