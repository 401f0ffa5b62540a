using System.Globalization;
using Hub.Ports.Queue;

namespace Hub.Storage.Lanes;

/// <summary>A message in memory, ready or leased. Engines add how they know it again.</summary>
/// <param name="leases">How often it was leased before it came here.</param>
internal abstract class HeldMessage(QueueMessage message, int leases)
{
    private LeasedMessage? lease;

    public QueueMessage Message { get; } = message;

    public bool IsLeased => lease is not null;

    public DateTimeOffset Until => lease!.Until;

    /// <summary>How often it was leased.</summary>
    public int Leases { get; private set; } = leases;

    public bool IsHeldBy(LeasedMessage by) => lease is not null && lease.Token == by.Token;

    /// <param name="number">Another one for every lease.</param>
    public LeasedMessage Lease(long number, DateTimeOffset until) =>
        lease = new LeasedMessage(Message, TokenOf(number), ++Leases, until);

    public LeasedMessage Renew(DateTimeOffset until) => lease = lease! with { Until = until };

    public void Return() => lease = null;

    protected virtual string TokenOf(long number) => number.ToString(CultureInfo.InvariantCulture);
}
