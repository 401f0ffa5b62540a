using System.Text.Json;

namespace Hub.Storage;

/// <summary>
/// How what is stored is parsed: far deeper than anything is taken in or a service stores, since what was once taken in must be
/// readable inside whatever it stands in.
/// </summary>
internal static class StoredJson
{
    public static readonly JsonDocumentOptions Options = new() { MaxDepth = 1_000 };

    public static Task<JsonDocument> Parse(Stream json, CancellationToken cancellation) =>
        JsonDocument.ParseAsync(json, Options, cancellation);
}
