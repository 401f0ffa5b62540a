using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Operations;

/// <summary>Where the designer of flows shows an operation; the extension stands in the connector's document alone.</summary>
internal sealed class FlowMetadata(XmlDocs docs) : IOpenApiOperationTransformer
{
    /// <summary>When the operation is of use; the connector makes it a part of the description.</summary>
    public const string Use = "x-hub-use";

    /// <summary>What it is about, in other words than its own; the same.</summary>
    public const string About = "x-hub-about";

    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var visibility = context.Description.Metadata<FlowVisibility>()?.Visibility ?? Visibility.Advanced;
        if (visibility != Visibility.Ordinary)
            Put(operation, "x-ms-visibility", visibility.ToString().ToLowerInvariant());
        if (Operation.Of(context.Description, docs)?.Use is { } use)
            Put(operation, Use, use);
        if (context.Description.Metadata<FlowRecords>() is { } records)
            Put(operation, About, records.About);
        return Task.CompletedTask;
    }

    private static void Put(OpenApiOperation operation, string name, string text) =>
        (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>())[name] = new JsonNodeExtension(
            JsonValue.Create(text)
        );
}
