using Hub.Domain.Documents;

namespace Hub.Storage.Cosmos.Documents;

/// <summary>A document's version is its item's ETag without the quotes.</summary>
internal static class ItemVersion
{
    /// <summary>The version of a document that somebody else has changed since: it matches nothing.</summary>
    public static readonly DocumentVersion Passed = new("passed");

    private const int Longest = 100;

    public static DocumentVersion Of(string etag) => new(etag.Trim('"'));

    /// <summary>For a condition. A client may send any text as a version: what cannot be one matches nothing.</summary>
    public static string ETag(DocumentVersion version) =>
        version.Value is { Length: > 0 and <= Longest } text && text.All(IsPart)
            ? $"\"{text}\""
            : $"\"{Passed.Value}\"";

    private static bool IsPart(char one) => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.';
}
