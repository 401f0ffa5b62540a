using System.Text.Json.Serialization;
using Hub.Domain.Documents;

namespace Hub.Storage.Moving;

/// <summary>How far a copy into this store has come; kept in it, so that an interrupted one can go on.</summary>
internal sealed record CopyRecord
{
    public const string Partition = "copy";
    public const string DocumentId = "copy";

    public static readonly DocumentType<CopyRecord> Document = new("copy", static () => CopyJson.Default.CopyRecord);

    /// <summary>The state that the source was in.</summary>
    public required string Source { get; init; }

    /// <summary>The last row copied of each kind.</summary>
    public IReadOnlyDictionary<string, string> Positions { get; init; } = new Dictionary<string, string>();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CopyRecord))]
internal sealed partial class CopyJson : JsonSerializerContext;
