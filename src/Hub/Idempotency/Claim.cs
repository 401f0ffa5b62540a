using Hub.Domain;
using Hub.Domain.Documents;

namespace Hub.Idempotency;

/// <summary>What a request under an idempotency key is to do.</summary>
internal abstract record Claim
{
    private Claim() { }

    /// <summary>Run; nobody else does.</summary>
    public sealed record Run(string Partition, IdempotencyRecord Record, DocumentVersion Version, bool IsRepeat)
        : Claim;

    /// <summary>Answer as before.</summary>
    public sealed record Replay(RecordedAnswer Answer) : Claim;

    public sealed record Refuse(Refusal Refusal, TimeSpan? RetryAfter = null) : Claim;
}
