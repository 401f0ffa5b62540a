using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Hub.Tests.OpenApi;

/// <summary>An operation of either document.</summary>
internal sealed record Operation(string Path, string Verb, JsonObject Json)
{
    public string Id => (string)Json["operationId"]!;

    public string? Summary => (string?)Json["summary"];

    public string? Description => (string?)Json["description"];

    public string? Visibility => (string?)Json["x-ms-visibility"];

    public List<JsonObject> Parameters => [.. (Json["parameters"] as JsonArray ?? []).Select(one => one!.AsObject())];

    public JsonObject Responses => Json["responses"]!.AsObject();

    public override string ToString() => $"{Verb} {Path}";
}

/// <summary>Finds its way in a document.</summary>
internal static class Document
{
    public static readonly string Root = FindRoot();

    public static List<Operation> Operations(this JsonObject document) =>
        [
            .. from path in document["paths"]!.AsObject()
            from verb in path.Value!.AsObject()
            where verb.Value is JsonObject operation && operation.ContainsKey("operationId")
            select new Operation(path.Key, verb.Key, verb.Value!.AsObject()),
        ];

    public static Operation Operation(this JsonObject document, string id) =>
        document.Operations().Single(one => one.Id == id);

    public static JsonObject Schema(this JsonObject v1, string name) => v1["components"]!["schemas"]![name]!.AsObject();

    /// <summary>Every property of every object that the node describes, with where it stands.</summary>
    public static IEnumerable<(string Place, JsonObject Schema)> Properties(JsonNode? node, string place = "") =>
        Objects(node, place)
            .Where(one => one.Json["properties"] is JsonObject)
            .SelectMany(one =>
                one.Json["properties"]!
                    .AsObject()
                    .Where(property => property.Value is JsonObject)
                    .Select(property => ($"{one.Place}/{property.Key}", property.Value!.AsObject()))
            );

    public static IEnumerable<(string Place, JsonObject Json)> Objects(JsonNode? node, string place = "") =>
        node switch
        {
            JsonObject one => one.SelectMany(entry => Objects(entry.Value, $"{place}/{entry.Key}"))
                .Prepend((place, one)),
            JsonArray many => many.SelectMany((item, index) => Objects(item, $"{place}/{index}")),
            _ => [],
        };

    public static string Beside(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, name);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (!File.Exists(Path.Combine(folder!.FullName, "Hub.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
