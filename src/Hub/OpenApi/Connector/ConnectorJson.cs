using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>
/// JSON as the connector's files have it: what fits a line stands on one, the rest is indented by one blank. So a change is read line by
/// line, and the definition stays within what the platform takes.
/// </summary>
internal static class ConnectorJson
{
    private const int LineLength = 140;

    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>With a final line feed.</returns>
    public static string Text(JsonNode json)
    {
        var text = new StringBuilder();
        Write(text, json, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? json, int depth)
    {
        var compact = json?.ToJsonString(Compact) ?? "null";
        if (json is JsonObject { Count: > 0 } properties && compact.Length + depth > LineLength)
            Lines(
                text,
                '{',
                properties.Select(one => ($"{JsonSerializer.Serialize(one.Key, Compact)}: ", one.Value)),
                '}',
                depth
            );
        else if (json is JsonArray { Count: > 0 } items && compact.Length + depth > LineLength)
            Lines(text, '[', items.Select(one => ("", one)), ']', depth);
        else
            text.Append(compact);
    }

    private static void Lines(
        StringBuilder text,
        char open,
        IEnumerable<(string Name, JsonNode? Value)> entries,
        char close,
        int depth
    )
    {
        var separator = open;
        foreach (var (name, value) in entries)
        {
            text.Append(separator).Append('\n').Append(' ', depth + 1).Append(name);
            Write(text, value, depth + 1);
            separator = ',';
        }
        text.Append('\n').Append(' ', depth).Append(close);
    }
}
