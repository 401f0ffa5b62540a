using System.Text.Json;
using Hub.LocalCloud.Cosmos.Partitioning;

namespace Hub.LocalCloud.Cosmos.State;

/// <summary>
/// One version of a stored item. The number is given at creation and orders a logical partition; the sequence is given
/// at each write and orders the change feed; writes of one batch share their LSN.
/// </summary>
internal sealed record Document(
    string Id,
    ulong Number,
    PartitionKey Key,
    ReadOnlyMemory<byte> Body,
    JsonElement Json,
    string ETag,
    long Sequence,
    long Lsn,
    long Timestamp,
    int? TimeToLive
)
{
    /// <summary>Items live on their own time only where the container has turned time to live on.</summary>
    public bool Expired(int? containerDefault, long now) =>
        containerDefault is { } fallback
        && (TimeToLive ?? fallback) is var seconds and >= 0
        && now >= Timestamp + seconds;
}
