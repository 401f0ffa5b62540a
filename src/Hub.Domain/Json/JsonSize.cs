using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Domain.Json;

/// <summary>How much room a value takes, however it was spelt: its JSON as stores write it, without blanks.</summary>
public static class JsonSize
{
    public static int Of(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => OfText(value),
            JsonValueKind.Array => 1 + Math.Max(1, value.EnumerateArray().Sum(one => Of(one) + 1)),
            JsonValueKind.Object => 1
                + Math.Max(1, value.EnumerateObject().Sum(one => OfText(one.Name) + Of(one.Value) + 2)),
            JsonValueKind.Undefined => 0,
            _ => JsonMarshal.GetRawUtf8Value(value).Length,
        };

    public static int OfText(string text) =>
        JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length + 2;

    private static int OfText(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text);
        return raw.Contains((byte)'\\') || !Ascii.IsValid(raw) ? OfText(text.GetString()!) : raw.Length;
    }
}
