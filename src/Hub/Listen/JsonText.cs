using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Listen;

/// <summary>JSON for people: indented, coloured, letters beyond ASCII as themselves.</summary>
internal static class JsonText
{
    public static void Append(StringBuilder text, JsonElement value, Paint paint, string indent = "")
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                AppendObject(text, value, paint, indent);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                AppendArray(text, value, paint, indent);
                break;
            case JsonValueKind.Object:
                text.Append("{}");
                break;
            case JsonValueKind.Array:
                text.Append("[]");
                break;
            case JsonValueKind.String:
                text.Append(paint.Green(Quoted(value.GetString()!)));
                break;
            default:
                text.Append(paint.Yellow(value.GetRawText()));
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value, Paint paint, string indent)
    {
        var inner = indent + "  ";
        var opening = "{";
        foreach (var property in value.EnumerateObject())
        {
            text.Append(opening).Append('\n').Append(inner);
            text.Append(paint.Cyan(Quoted(property.Name))).Append(": ");
            Append(text, property.Value, paint, inner);
            opening = ",";
        }
        text.Append('\n').Append(indent).Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonElement value, Paint paint, string indent)
    {
        var inner = indent + "  ";
        var opening = "[";
        foreach (var item in value.EnumerateArray())
        {
            text.Append(opening).Append('\n').Append(inner);
            Append(text, item, paint, inner);
            opening = ",";
        }
        text.Append('\n').Append(indent).Append(']');
    }

    // The relaxed encoder still escapes control characters, so a body cannot steer the terminal.
    private static string Quoted(string value) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)}\"";
}
