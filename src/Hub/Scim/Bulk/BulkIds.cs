using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Scim.Bulk;

/// <summary>
/// The bulkIds of a request. Ids are the hub's to give, so each resource that is to be created has its id from the start,
/// and a reference means something before what it refers to is there (RFC 7644, 3.7.2).
/// </summary>
internal sealed partial class BulkIds
{
    private const string Prefix = "bulkId:";

    private readonly Dictionary<string, BulkOperation> creating = [];
    private readonly Dictionary<string, Guid> ids = [];

    public BulkIds(IReadOnlyList<BulkOperation> operations, DateTimeOffset now)
    {
        foreach (var operation in operations)
            if (operation is { Creates: true, BulkId: { Length: > 0 } bulkId } && creating.TryAdd(bulkId, operation))
                ids[bulkId] = Guid.CreateVersion7(now);
    }

    public Guid Of(string bulkId) => ids[bulkId];

    /// <summary>Whether the operation is the one that its bulkId stands for, and not a second of the same.</summary>
    public bool IsOwn(BulkOperation operation) =>
        operation.BulkId is { Length: > 0 } bulkId && creating.GetValueOrDefault(bulkId) == operation;

    public BulkOperation? Creating(string bulkId) => creating.GetValueOrDefault(bulkId);

    /// <summary>Every bulkId that the operation refers to in its path or data.</summary>
    public static IReadOnlyList<string> References(BulkOperation operation)
    {
        var found = new List<string>();
        foreach (Match match in Reference().Matches(operation.Path))
            found.Add(match.Groups[1].Value);
        if (operation.Data is { } data)
            Collect(data, found);
        return [.. found.Distinct()];
    }

    public string Resolve(string text) =>
        Reference()
            .Replace(text, match => ids.TryGetValue(match.Groups[1].Value, out var id) ? id.ToString() : match.Value);

    /// <summary>The data with ids in place of references; members that refer to what is not there yet are left out.</summary>
    public JsonElement Resolve(JsonElement data, HashSet<string> pending)
    {
        var node = Resolve(JsonNode.Parse(data.GetRawText()), pending);
        return JsonElement.Parse(ScimJson.Write(node!));
    }

    private JsonNode? Resolve(JsonNode? node, HashSet<string> pending)
    {
        switch (node)
        {
            case JsonObject value:
                foreach (var (name, inner) in value.ToArray())
                    value[name] = Resolve(Detach(value, name, inner), pending);
                return value;
            case JsonArray list:
                var elements = list.ToArray();
                list.Clear();
                foreach (var element in elements)
                    if (!IsPending(element, pending))
                        list.Add(Resolve(element, pending));
                return list;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                var before = text.GetValue<string>();
                return before.Contains(Prefix, StringComparison.Ordinal) ? JsonValue.Create(Resolve(before)) : text;
            default:
                return node;
        }
    }

    private static JsonNode? Detach(JsonObject value, string name, JsonNode? inner)
    {
        value[name] = null;
        return inner;
    }

    private static bool IsPending(JsonNode? element, HashSet<string> pending) =>
        element is JsonObject member
        && member["value"] is JsonValue value
        && value.GetValueKind() == JsonValueKind.String
        && value.GetValue<string>() is var text
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && pending.Contains(text[Prefix.Length..]);

    private static void Collect(JsonElement element, List<string> found)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var member in element.EnumerateObject())
                Collect(member.Value, found);
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var inner in element.EnumerateArray())
                Collect(inner, found);
        else if (element.ValueKind == JsonValueKind.String && element.GetString() is { } text)
            foreach (Match match in Reference().Matches(text))
                found.Add(match.Groups[1].Value);
    }

    [GeneratedRegex("bulkId:([^\\s/\"\\]]+)")]
    private static partial Regex Reference();
}
