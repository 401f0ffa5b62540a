using Hub.Ports.Queue;
using Hub.Storage.Lanes;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>
/// A message of the table in memory. One that came with a batch has no row of its own until it needs one; the batch's row
/// speaks for it.
/// </summary>
internal sealed class TableMessage(QueueMessage message, int leases, HandedBatch? batch = null)
    : HeldMessage(message, leases)
{
    public HandedBatch? Batch { get; } = batch;

    /// <summary>Whether the table has a row of it. Only the writer's thread asks and tells.</summary>
    public bool IsWritten { get; set; } = batch is null;
}
