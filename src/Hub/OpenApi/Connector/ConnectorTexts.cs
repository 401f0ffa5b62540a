using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.OpenApi.Operations;

namespace Hub.OpenApi.Connector;

/// <summary>
/// What people and models read to choose an operation: what it does, when to use it and when another one, and what it returns. An
/// operation whose handler has remarks says there when it is of use; the others follow from what they do.
/// </summary>
internal static partial class ConnectorTexts
{
    /// <summary>What sentences have that say no more than when to use it, or what hardly any flow does.</summary>
    private static readonly string[] Unsaid =
    [
        "Adds one to the organization's ",
        "Shows one ",
        "Shows the organization's ",
        "It is gone for good.",
        "If-Match",
    ];

    [GeneratedRegex(@"(?<=\.) ")]
    private static partial Regex SentenceEnd { get; }

    [GeneratedRegex("^an? ")]
    private static partial Regex Article { get; }

    public static void Put(JsonObject swagger)
    {
        var operations = swagger.Operations().ToList();
        foreach (var operation in operations.Where(static one => !one.Json.ContainsKey("x-ms-trigger")))
        {
            var use = Taken(operation, FlowMetadata.Use) ?? Use(operation, operations, swagger);
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
        if (text.StartsWith(name, StringComparison.Ordinal))
            text = text[name.Length..].Trim();
        return string.Join(' ', SentenceEnd.Split(text).Where(static one => !Unsaid.Any(one.Contains)));
    }

    private static string? Taken(SwaggerOperation operation, string extension)
    {
        var text = (string?)operation.Json[extension];
        operation.Json.Remove(extension);
        return text;
    }

    private static string Use(SwaggerOperation operation, List<SwaggerOperation> all, JsonObject swagger)
    {
        var summary = (string)operation.Json["summary"]!;
        var hasId = operation.Path.EndsWith('}');
        var (list, record) = hasId
            ? (operation.Path[..operation.Path.LastIndexOf('/')], operation.Path)
            : (operation.Path, all.FirstOrDefault(other => IsBelow(other.Path, operation.Path))?.Path);
        var (find, get) = (Named(all, list, "get"), Named(all, record, "get"));
        var (create, update) = (Named(all, list, "post"), Named(all, record, "put") ?? Named(all, record, "patch"));
        var end = summary.IndexOf(' ', StringComparison.Ordinal);
        var (verb, what) = (summary[..end].ToLowerInvariant(), summary[(end + 1)..]);
        var one = Article.Replace(what, "");
        var fields = ConnectorFields.Of(operation, swagger);
        return operation.Verb switch
        {
            "get" when hasId => Instead(
                $"Use it to get, show, read or look up one {one} and its details by an ID",
                "without an ID",
                find
            ),
            "get" when verb == "list" => Instead(
                $"Use it to list, show or get {(list.Contains('{') ? "" : "all ")}{what}{Following(", or to find, search or look up some by their ", ConnectorFields.By(operation))}",
                "with an ID",
                get
            ),
            "get" => "Use it to read how things stand; it changes nothing.",
            "put" or "patch" => Instead(
                $"Use it to {verb}, change, edit or {(fields.Contains("name") ? "rename" : "correct")} {what}{Following(", or to set its details: ", fields)}",
                "if there is none yet",
                create
            ),
            "delete" => Instead($"Use it to {verb} or remove {what} for good", "to keep it", update),
            "post" when operation.Json["responses"]!["201"] is not null => Instead(
                $"Use it to {verb}, add, register or make a new {one}",
                "if it exists",
                update ?? find
            ),
            _ => Instead("Use it to do that now", "to only read how things stand", Read(all, operation)),
        };
    }

    private static string Following(string words, string fields) => fields.Length > 0 ? words + fields : "";

    private static string Instead(string use, string otherwise, string? other) =>
        other is null ? $"{use}." : $"{use}; {otherwise}, use {other} instead.";

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
