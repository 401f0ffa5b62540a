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
            var use = Taken(operation, FlowMetadata.Use) ?? Use(operation, operations);
            var parts = new[] { Said(operation), use, Taken(operation, FlowMetadata.About), Returned(operation) };
            operation.Json["description"] = string.Join(' ', parts.Where(static part => part is { Length: > 0 }));
        }
    }

    /// <summary>Without its name again, and without its scope: that is known of a connection when it is made.</summary>
    private static string Said(SwaggerOperation operation)
    {
        var text = (string)operation.Json["description"]!;
        if (text.LastIndexOf(" Needs ", StringComparison.Ordinal) is >= 0 and var end)
            text = text[..end];
        var name = $"{operation.Json["summary"]}.";
        return text.StartsWith(name, StringComparison.Ordinal) ? text[name.Length..].Trim() : text;
    }

    private static string? Taken(SwaggerOperation operation, string extension)
    {
        var text = (string?)operation.Json[extension];
        operation.Json.Remove(extension);
        return text;
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
        var what = summary[(summary.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return operation.Verb switch
        {
            "get" when hasId => find is null
                ? $"Use it to read {what} and its details by an ID from an earlier step."
                : $"Use it to read {what} and its details by an ID; without one, use {find} instead.",
            "get" when summary.StartsWith("List ", StringComparison.Ordinal) => get is null
                ? $"Use it to find {what}, or to go through all of them."
                : $"Use it to look up or find {what} by their fields, to choose one or to go through all of them; with an ID, use {get} instead.",
            "get" => "Use it to read how things stand; it changes nothing.",
            "put" or "patch" => create is null
                ? $"Use it to change, edit or correct {what}."
                : $"Use it to change, edit or correct {what}; to add a new one, use {create} instead.",
            "delete" => update is null
                ? $"Use it to remove or delete {what} for good."
                : $"Use it to remove or delete {what} for good; to keep it, use {update} instead.",
            "post" when operation.Json["responses"]!["201"] is not null && find is not null => update is null
                ? $"Use it to add or record {what}; to see whether it is there already, use {find} first."
                : $"Use it to add or record {what}; for one that is there, use {update} instead.",
            _ => Read(all, operation) is { } read
                ? $"Use it to do that now; to only read how things stand, use {read} instead."
                : "Use it to do that now, and not to only read how things stand.",
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
