using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Operations;

/// <summary>Where the designer of flows shows an operation; the extension stands in the connector's document alone.</summary>
internal sealed class FlowMetadata : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var visibility = context.Description.Metadata<FlowVisibility>()?.Visibility ?? Visibility.Advanced;
        if (visibility != Visibility.Ordinary)
            (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-ms-visibility"] =
                new JsonNodeExtension(JsonValue.Create(visibility.ToString().ToLowerInvariant()));
        return Task.CompletedTask;
    }
}
