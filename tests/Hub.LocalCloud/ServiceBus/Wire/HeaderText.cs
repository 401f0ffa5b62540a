using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>JSON that fits a header: nothing escaped that need not be, nothing beyond ASCII.</summary>
internal static class HeaderText
{
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonSerializerOptions Json = new() { Encoder = Encoder };

    private static readonly SearchValues<char> Plain = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code),
    ]);

    public static string Quote(string text) => Ascii(JsonSerializer.Serialize(text, Json));

    public static string Ascii(string json)
    {
        if (!json.AsSpan().ContainsAnyExcept(Plain))
        {
            return json;
        }

        var text = new StringBuilder(json.Length + 16);
        foreach (var character in json)
        {
            _ = character is >= ' ' and <= '~' ? text.Append(character) : text.Append($"\\u{(int)character:x4}");
        }

        return text.ToString();
    }
}
