using System.Text.Json.Serialization;
using Hub.Domain.Documents;

namespace Hub.Bootstrap;

/// <summary>
/// Which token a setting last made: the next start tells by it a token that was revoked, which stays so, from one that the
/// setting does not name any more, which ends.
/// </summary>
internal sealed record BootstrapMark
{
    public const string Partition = "bootstrap";

    /// <summary>By the name of the setting.</summary>
    public static readonly DocumentType<BootstrapMark> Document = new("bootstrap_mark", static () =>
        BootstrapJson.Default.BootstrapMark
    );

    public required MarkedToken Token { get; init; }

    /// <summary>The one before it, in case a start was cut short before that was taken away.</summary>
    public MarkedToken? Previous { get; init; }

    /// <summary>Hashes of those that somebody revoked: none of them works again.</summary>
    public IReadOnlyList<string> Revoked { get; init; } = [];
}

/// <summary>A token as it was made.</summary>
internal sealed record MarkedToken(string Partition, string Id, string Hash);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(BootstrapMark))]
internal sealed partial class BootstrapJson : JsonSerializerContext;
