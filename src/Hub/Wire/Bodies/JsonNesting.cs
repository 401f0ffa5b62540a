using System.Runtime.InteropServices;
using System.Text.Json;

namespace Hub.Wire.Bodies;

/// <summary>
/// How deeply values of a caller's own may be nested. They end up inside records, events and envelopes, and whoever reads those
/// must have room to spare.
/// </summary>
internal static class JsonNesting
{
    public const int Deepest = 16;

    /// <summary>Objects and lists inside each other; 0 for a plain value.</summary>
    public static int Of(JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return 0;
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(value), new() { MaxDepth = int.MaxValue });
        var deepest = 0;
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                deepest = Math.Max(deepest, reader.CurrentDepth + 1);
        return deepest;
    }
}
