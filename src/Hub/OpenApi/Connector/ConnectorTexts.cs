using System.Text.Json.Nodes;
using Hub.OpenApi.Operations;

namespace Hub.OpenApi.Connector;

/// <summary>
/// What people and models read to choose an operation: what it does, when to use it and when another one, and what it returns. An
/// operation whose handler has remarks says there when it is of use; the others follow from what they do.
/// </summary>
internal static class ConnectorTexts
{
    public static void Put(JsonObject swagger)
    {
        var operations = swagger.Operations().ToList();
        foreach (var operation in operations.Where(static one => !one.Json.ContainsKey("x-ms-trigger")))
        {
            var text = (string)operation.Json["description"]!;
            var (said, scope) = text.LastIndexOf(" Needs ", StringComparison.Ordinal) is >= 0 and var at
                ? (text[..at], text[at..])
                : (text, "");
            var use = (string?)operation.Json[FlowMetadata.Remarks] ?? Use(operation, operations);
            operation.Json.Remove(FlowMetadata.Remarks);
            operation.Json["description"] = $"{said} {use} {Returned(operation)}{scope}";
        }
    }

    private static string Use(SwaggerOperation operation, List<SwaggerOperation> all)
    {
        var summary = (string)operation.Json["summary"]!;
        var hasId = operation.Path.EndsWith('}');
        var (list, one) = hasId
            ? (operation.Path[..operation.Path.LastIndexOf('/')], operation.Path)
            : (operation.Path, all.FirstOrDefault(other => IsBelow(other.Path, operation.Path))?.Path);
        var (find, get) = (Named(all, list, "get"), Named(all, one, "get"));
        var (create, update) = (Named(all, list, "post"), Named(all, one, "put") ?? Named(all, one, "patch"));
        return operation.Verb switch
        {
            "get" when hasId => find is null
                ? "Use it when the ID is known from an earlier step."
                : $"Use it when the ID is known from an earlier step; to look for one, use {find} instead.",
            "get" when summary.StartsWith("List ", StringComparison.Ordinal) => get is null
                ? "Use it to find some of them, or to go through all of them."
                : $"Use it to find some of them, or to go through all of them; when the ID is known, use {get} instead.",
            "get" => "Use it to read how things stand; it changes nothing.",
            "put" or "patch" => create is null
                ? "Use it to change what is there; what is left out stays as it is."
                : $"Use it to change one that is there; to add a new one, use {create} instead.",
            "delete" => update is null
                ? "Use it only when it is really to go."
                : $"Use it only when it is really to go; to keep it and change it, use {update} instead.",
            "post" when operation.Json["responses"]!["201"] is not null && find is not null => update is null
                ? $"Use it to add a new one; to see whether it is there already, use {find} first."
                : $"Use it to add a new one; to change one that is there, use {update} instead.",
            _ => Read(all, operation) is { } read
                ? $"Use it when that is to happen now; to only read how things stand, use {read} instead."
                : "Use it when that is to happen now, and not to only read how things stand.",
        };
    }

    private static bool IsBelow(string path, string list) =>
        path.StartsWith($"{list}/{{", StringComparison.Ordinal) && path.LastIndexOf('/') == list.Length;

    private static string? Named(List<SwaggerOperation> all, string? path, string verb) =>
        (string?)all.FirstOrDefault(other => other.Path == path && other.Verb == verb)?.Json["summary"];

    /// <summary>The nearest read of what the operation is about.</summary>
    private static string? Read(List<SwaggerOperation> all, SwaggerOperation operation)
    {
        for (var path = operation.Path; path.LastIndexOf('/') is > 0 and var end; )
        {
            path = path[..end];
            if (Named(all, path, "get") is { } read)
                return read;
        }
        return null;
    }

    private static string Returned(SwaggerOperation operation)
    {
        var (status, response) = operation.Json["responses"]!.AsObject().First(static one => one.Key.StartsWith('2'));
        var text = (string)response!["description"]!;
        return status == "204" ? "Returns nothing."
            : text.StartsWith("It ", StringComparison.Ordinal) ? text
            : $"Returns {char.ToLowerInvariant(text[0])}{text[1..]}";
    }
}
