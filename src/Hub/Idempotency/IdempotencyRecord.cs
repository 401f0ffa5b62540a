using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Hub.Domain.Documents;

namespace Hub.Idempotency;

/// <summary>A request made under an <c>Idempotency-Key</c>, and what became of it.</summary>
internal sealed record IdempotencyRecord
{
    /// <summary>Follows from method, path and body: the same key with another request is a mistake.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The id of what the request creates, however often it has to be run.</summary>
    public required long ReservedId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the present run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The encrypted answer, base64; absent while the request runs.</summary>
    public string? Answer { get; init; }

    public const string DocumentId = "request";

    /// <summary>Keys are text of the client's choosing: only their hash becomes part of a name.</summary>
    public static string PartitionOf(string caller, string key) =>
        $"idempotency-{caller}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)), 0, 20)}";

    public static readonly DocumentType<IdempotencyRecord> Document = new DocumentType<IdempotencyRecord>(
        "idempotency",
        static () => IdempotencyJson.Default.IdempotencyRecord
    )
        .Instant("created_at", record => record.CreatedAt)
        .Index("created_at");
}

/// <summary>An answer as it is repeated.</summary>
internal sealed record RecordedAnswer(int Status, string? Location, string? ETag, string? ContentType, byte[] Body);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(IdempotencyRecord))]
[JsonSerializable(typeof(RecordedAnswer))]
internal sealed partial class IdempotencyJson : JsonSerializerContext;
