using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>One operation of a Swagger document.</summary>
internal sealed record SwaggerOperation(string Path, string Verb, JsonObject Json)
{
    public string Id => (string)Json["operationId"]!;

    public IEnumerable<JsonObject> Parameters =>
        (Json["parameters"] as JsonArray ?? []).Select(parameter => parameter!.AsObject());
}

/// <summary>Finds its way in a Swagger document.</summary>
internal static class Swagger
{
    public const string DefinitionPrefix = "#/definitions/";

    public static IEnumerable<SwaggerOperation> Operations(this JsonObject swagger) =>
        from path in swagger["paths"]!.AsObject()
        from verb in path.Value!.AsObject()
        where verb.Value is JsonObject operation && operation.ContainsKey("operationId")
        select new SwaggerOperation(path.Key, verb.Key, verb.Value!.AsObject());

    public static SwaggerOperation Operation(this JsonObject swagger, string id) =>
        swagger.Operations().Single(operation => operation.Id == id);

    public static JsonObject Definitions(this JsonObject swagger) => swagger["definitions"]!.AsObject();

    /// <summary>The definition that a reference names.</summary>
    public static string? ReferenceOf(JsonNode? node) =>
        (string?)(node as JsonObject)?["$ref"] is { } reference ? reference[DefinitionPrefix.Length..] : null;

    /// <summary>The node and everything below it.</summary>
    public static IEnumerable<JsonNode> All(JsonNode? node) =>
        node switch
        {
            null => [],
            JsonObject properties => properties.SelectMany(property => All(property.Value)).Prepend(node),
            JsonArray items => items.SelectMany(All).Prepend(node),
            _ => [node],
        };
}
