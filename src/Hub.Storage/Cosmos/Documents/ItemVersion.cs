using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hub.Domain.Documents;

namespace Hub.Storage.Cosmos.Documents;

/// <summary>
/// A document's version is its item's ETag without the quotes, and behind it the size of its body: whoever replaces or deletes
/// what they have read knows by how much the organization's bytes change.
/// </summary>
internal static class ItemVersion
{
    /// <summary>The version of a document that somebody else has changed since: it matches nothing.</summary>
    public static readonly DocumentVersion Passed = new("passed");

    private const int Longest = 100;
    private const char Separator = '~';

    public static DocumentVersion Of(string etag, int size) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{etag.Trim('"')}{Separator}{size}"));

    public static int SizeOf(DocumentVersion version) =>
        version.Value?.LastIndexOf(Separator) is >= 0 and var at
        && int.TryParse(version.Value.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : 0;

    /// <summary>Of an item's body, under the names that the item or row has; one from before sizes were written is measured.</summary>
    public static int SizeOf(JsonElement item, string size = "size", string body = "body") =>
        item.TryGetProperty(size, out var written)
            ? written.GetInt32()
            : JsonMarshal.GetRawUtf8Value(item.GetProperty(body)).Length;

    /// <summary>For a condition. A client may send any text as a version: what cannot be one matches nothing.</summary>
    public static string ETag(DocumentVersion version) =>
        version.Value?.Split(Separator)[0] is { Length: > 0 and <= Longest } text && text.All(IsPart)
            ? $"\"{text}\""
            : $"\"{Passed.Value}\"";

    private static bool IsPart(char one) => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.';
}
