using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Connector;

/// <summary>
/// The definition of the custom connector for flows: Swagger 2.0 from the same routes, with what the platform's designer
/// needs and without what its validator refuses.
/// </summary>
internal sealed class ConnectorDefinition(
    [FromKeyedServices(OpenApiSetup.ForConnector)] IOpenApiDocumentProvider documents,
    DialectCatalogue dialects,
    IOptions<HubOptions> options
)
{
    /// <summary>The document's routes stand below it.</summary>
    public const string BasePath = "/api/v1";

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document as it is stored: indented, with a final line feed.</summary>
    public async Task<string> Render(CancellationToken cancellation) => Text(await Make(cancellation));

    /// <summary>What the platform keeps beside the document: how to sign in, where requests go, how lists go on.</summary>
    public async Task<string> RenderProperties(CancellationToken cancellation) =>
        Text(ConnectorProperties.Of(await Make(cancellation)));

    private static string Text(JsonObject json) => json.ToJsonString(Written) + "\n";

    private async Task<JsonObject> Make(CancellationToken cancellation)
    {
        var document = await documents.GetOpenApiDocumentAsync(cancellation);
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi2_0, cancellation);
        var swagger = JsonNode.Parse(text)!.AsObject();
        ConnectorInfo.Put(swagger, options.Value.PublicUrl);
        ConnectorOperations.Adapt(swagger);
        ConnectorParameters.Adapt(swagger);
        ConnectorResponses.Adapt(swagger);
        ConnectorTrigger.Put(swagger, dialects.Find(ConnectorTrigger.Dialect)!);
        ConnectorSchemas.Adapt(swagger);
        return swagger;
    }
}
