using System.Text.Json.Nodes;
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
    IOptions<HubOptions> options
)
{
    /// <summary>The document's routes stand below it.</summary>
    public const string BasePath = "/api/v1";

    /// <summary>The document as it is stored.</summary>
    public async Task<string> Render(CancellationToken cancellation)
    {
        var swagger = await Make(cancellation);
        ConnectorSharing.Share(swagger);
        return ConnectorJson.Text(swagger);
    }

    /// <summary>What the platform keeps beside the document: how to sign in, where requests go, how lists go on.</summary>
    public async Task<string> RenderProperties(CancellationToken cancellation) =>
        ConnectorJson.Text(ConnectorProperties.Of(await Make(cancellation)));

    private async Task<JsonObject> Make(CancellationToken cancellation)
    {
        var document = await documents.GetOpenApiDocumentAsync(cancellation);
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi2_0, cancellation);
        var swagger = JsonNode.Parse(text)!.AsObject();
        ConnectorInfo.Put(swagger, options.Value.PublicUrl);
        ConnectorOperations.Adapt(swagger);
        ConnectorParameters.Adapt(swagger);
        ConnectorResponses.Adapt(swagger);
        ConnectorTriggers.Put(swagger);
        ConnectorSchemas.Adapt(swagger);
        ConnectorDropdowns.Put(swagger);
        ConnectorTexts.Put(swagger);
        return swagger;
    }
}
