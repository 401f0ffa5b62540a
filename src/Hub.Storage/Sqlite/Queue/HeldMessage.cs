using System.Globalization;
using Hub.Ports.Queue;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>
/// A message in memory, ready or leased. One that came with a batch has no row of its own until it needs one; the batch's
/// row speaks for it.
/// </summary>
internal sealed class HeldMessage(QueueMessage message, int leases, HandedBatch? batch = null)
{
    private LeasedMessage? lease;

    public QueueMessage Message { get; } = message;

    public HandedBatch? Batch { get; } = batch;

    /// <summary>Whether the table has a row of it. Only the writer's thread asks and tells.</summary>
    public bool IsWritten { get; set; } = batch is null;

    public bool IsLeased => lease is not null;

    public DateTimeOffset Until => lease!.Until;

    /// <summary>How often it was leased.</summary>
    public int Leases { get; private set; } = leases;

    public bool IsHeldBy(LeasedMessage by) => lease is not null && lease.Token == by.Token;

    public LeasedMessage Lease(long token, DateTimeOffset until) =>
        lease = new LeasedMessage(Message, token.ToString(CultureInfo.InvariantCulture), ++Leases, until);

    public LeasedMessage Renew(DateTimeOffset until) => lease = lease! with { Until = until };

    public void Return() => lease = null;
}
