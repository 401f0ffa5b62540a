using System.Globalization;
using System.Text.Json;

namespace Hub.Portal.Writing.Pictures;

/// <summary>Reads messages that are JSON and may say anything: what is not there, or of another type, is nothing.</summary>
internal static class MessageJson
{
    /// <param name="path">Names of members, separated by dots.</param>
    public static JsonElement? At(this JsonElement json, string path)
    {
        var found = json;
        foreach (var name in path.Split('.'))
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
                return null;
        return found;
    }

    /// <summary>A text, a number or a flag as people read it; nothing where it is empty.</summary>
    public static string? Text(this JsonElement json, string path) => json.At(path) is { } found ? Text(found) : null;

    public static string? Text(JsonElement one) =>
        one.ValueKind switch
        {
            JsonValueKind.String => one.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => one.GetRawText(),
            _ => null,
        };

    public static IEnumerable<JsonElement> List(this JsonElement json, string path) =>
        json.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IEnumerable<(string Name, string Text)> Members(this JsonElement json, string path) =>
        json.At(path) is { ValueKind: JsonValueKind.Object } found
            ? found
                .EnumerateObject()
                .Select(static one => (one.Name, Text: Text(one.Value)))
                .Where(static one => one.Text is not null)
                .Select(static one => (one.Name, one.Text!))
            : [];

    /// <summary>A colour as a page takes it, from a text of six digits or a number; nothing where it is none.</summary>
    public static string? Colour(this JsonElement json, string path) =>
        json.At(path) switch
        {
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => string.Create(
                CultureInfo.InvariantCulture,
                $"#{value & 0xFFFFFF:x6}"
            ),
            { ValueKind: JsonValueKind.String } text
                when text.GetString() is ['#', .. { Length: 6 } digits] whole && digits.All(char.IsAsciiHexDigit) =>
                whole,
            _ => null,
        };
}
