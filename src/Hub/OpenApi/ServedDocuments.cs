using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;
using Hub.Docs;
using Hub.OpenApi.Connector;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi;

/// <summary>
/// Both documents as they are given out: made when they are first asked for, and once. To make one takes more work than
/// hundreds of requests, and anybody may ask.
/// </summary>
internal sealed class ServedDocuments(
    [FromKeyedServices(OpenApiSetup.V1)] IOpenApiDocumentProvider api,
    ConnectorDefinition connector,
    DialectCatalogue dialects
)
{
    public const string Json = "application/json; charset=utf-8";

    public static readonly JsonSerializerOptions Written = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Written) { WriteIndented = true, NewLine = "\n" };

    private readonly Lazy<Task<RenderedFile>> ofApi = new(() => Render(api, dialects));
    private readonly Lazy<Task<RenderedFile>> ofConnector = new(() => Render(connector));

    public Task<RenderedFile> Api => ofApi.Value;

    public Task<RenderedFile> Connector => ofConnector.Value;

    /// <summary>The API's as people compare it: indented, with a final line feed.</summary>
    public async Task<string> ApiText() => (await Describe(api, dialects)).ToJsonString(Indented) + "\n";

    private static async Task<RenderedFile> Render(IOpenApiDocumentProvider api, DialectCatalogue dialects) =>
        RenderedFile.OfText((await Describe(api, dialects)).ToJsonString(Written), Json);

    private static async Task<JsonObject> Describe(IOpenApiDocumentProvider api, DialectCatalogue dialects)
    {
        var document = await api.GetOpenApiDocumentAsync(CancellationToken.None);
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        var json = JsonNode.Parse(text)!.AsObject();
        json["webhooks"] = DescribedWebhooks.Of(dialects);
        return json;
    }

    private static async Task<RenderedFile> Render(ConnectorDefinition connector) =>
        RenderedFile.OfText(await connector.Render(CancellationToken.None), Json);
}
