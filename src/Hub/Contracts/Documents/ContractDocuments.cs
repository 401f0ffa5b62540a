using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;
using Hub.Docs;
using Hub.OpenApi;
using Hub.Wire;

namespace Hub.Contracts.Documents;

/// <summary>The dialects' documents as they are given out: each made when it is first asked for, and once.</summary>
internal sealed class ContractDocuments(DialectCatalogue dialects)
{
    private readonly ConcurrentDictionary<(string Dialect, string Document), Lazy<RenderedFile>> made = new();

    private readonly Lazy<RenderedFile> list = new(() => Render(List(dialects.All)));

    /// <summary>Every dialect with the links to its documents.</summary>
    public RenderedFile All => list.Value;

    /// <summary>Nothing where the hub does not speak the dialect.</summary>
    public RenderedFile? OpenApi(string dialect) => Find(dialect, "openapi", OpenApiContract.Of);

    /// <summary>Nothing where the hub does not speak the dialect.</summary>
    public RenderedFile? AsyncApi(string dialect) => Find(dialect, "asyncapi", AsyncApiContract.Of);

    private RenderedFile? Find(string name, string document, Func<Dialect, JsonObject> make) =>
        dialects.Find(name) is { } dialect
            ? made.GetOrAdd((name, document), _ => new(() => Render(make(dialect)))).Value
            : null;

    private static RenderedFile Render(JsonObject document) =>
        RenderedFile.OfText(document.ToJsonString(ServedDocuments.Written), ServedDocuments.Json);

    /// <summary>All on one page, in the form of any list.</summary>
    private static JsonObject List(IReadOnlyList<Dialect> all) =>
        new()
        {
            ["data"] = new JsonArray([.. all.Select(Shown)]),
            ["meta"] = new JsonObject
            {
                ["current_page"] = 1,
                ["per_page"] = Paging.LargestPerPage,
                ["total"] = all.Count,
            },
        };

    private static JsonNode Shown(Dialect dialect) =>
        new JsonObject
        {
            ["name"] = dialect.Name,
            ["description"] = dialect.Description,
            ["events"] = dialect.Events.Count,
            ["media_type"] = dialect.MediaType,
            ["signature_header"] = dialect.Headers.Signature,
            ["links"] = new JsonObject
            {
                ["openapi"] = $"{ContractsApi.Path}/{dialect.Name}/openapi.json",
                ["asyncapi"] = $"{ContractsApi.Path}/{dialect.Name}/asyncapi.json",
                ["events"] = $"/api/v1/webhook-events?dialect={dialect.Name}",
            },
        };
}
