using System.Text.Json.Nodes;
using Hub.Wire;

namespace Hub.OpenApi.Connector;

/// <summary>Paths below the base path, and operations without what the platform does itself.</summary>
internal static class ConnectorOperations
{
    /// <summary>What the platform does itself or does not look at.</summary>
    private static readonly string[] Unused = ["security", "tags", "produces"];

    private const string Json = "application/json";

    public static void Adapt(JsonObject swagger)
    {
        var below = swagger["paths"]!
            .AsObject()
            .Select(path =>
                KeyValuePair.Create(path.Key[ConnectorDefinition.BasePath.Length..], path.Value?.DeepClone())
            );
        swagger["paths"] = new JsonObject(below.ToList());
        foreach (var operation in swagger.Operations())
        {
            foreach (var keyword in Unused)
                operation.Json.Remove(keyword);
            if (operation.Json["consumes"] is JsonArray consumed && consumed.Any(static one => (string?)one == Json))
                operation.Json.Remove("consumes");
            if (IsPaged(operation, swagger))
                operation.Json["x-ms-pageable"] = new JsonObject { ["nextLinkName"] = PageLinks.Member };
        }
    }

    private static bool IsPaged(SwaggerOperation operation, JsonObject swagger) =>
        Swagger.ReferenceOf(operation.Json["responses"]?["200"]?["schema"]) is { } name
        && swagger.Definitions()[name]?["properties"]?[PageLinks.Member] is not null;
}
