using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.ServiceBus.Wire;

namespace Hub.Storage.ServiceBus.Holding;

internal enum HeldState
{
    /// <summary>To be leased.</summary>
    Waiting,

    /// <summary>On its way back to the service, unleased.</summary>
    Moving,

    Leased,

    /// <summary>Leased, and what became of it is being told to the service: the lease does not lapse meanwhile.</summary>
    Settling,

    /// <summary>Not this hub's any more.</summary>
    Gone,
}

/// <summary>A message whose lock this hub has. Changed by <see cref="HeldMessages"/> only, under its lock.</summary>
internal sealed class HeldMessage(LockedMessage locked, DateTimeOffset lockedUntil)
{
    private long lockedUntilTicks = lockedUntil.UtcTicks;

    public LockedMessage Locked => locked;

    public QueueMessage Message => locked.Envelope.Message;

    /// <summary>Of the current or the next lease: leases of earlier copies, deliveries of this one, lapses here.</summary>
    public int DeliveryCount => locked.Envelope.Leases + locked.Deliveries + Lapses;

    /// <summary>Leases that ran out and after which the message waited here again.</summary>
    public int Lapses { get; set; }

    /// <summary>Takes one of the places that are kept for messages that wait.</summary>
    public bool HasPlace { get; set; } = true;

    public HeldState State { get; set; }

    /// <summary>By this hub's clock, on the safe side. Read without the lock, too.</summary>
    public DateTimeOffset LockedUntil
    {
        get => new(Volatile.Read(ref lockedUntilTicks), TimeSpan.Zero);
        set => Volatile.Write(ref lockedUntilTicks, value.UtcTicks);
    }

    public DateTimeOffset LeasedUntil { get; set; }

    public bool IsRenewing { get; set; }

    public ITimer? Timer { get; set; }

    public DateTimeOffset RenewAt => LockedUntil - locked.LockTime / 2;

    /// <summary>The timer looks at the message when its lock wants renewing, or when its lease lapses.</summary>
    public void SetTimer(DateTimeOffset now)
    {
        var look = State is HeldState.Leased && LeasedUntil < RenewAt ? LeasedUntil : RenewAt;
        SetTimer(look > now ? look - now : TimeSpan.Zero);
    }

    public void SetTimer(TimeSpan delay) => Timer?.Change(delay, Timeout.InfiniteTimeSpan);

    /// <summary>Another one for every lease.</summary>
    public string LeaseToken => $"{locked.LockToken}#{Lapses}";

    public static string LockTokenOf(LeasedMessage message) => message.Token[..message.Token.IndexOf('#')];

    public LeasedMessage Lease(DateTimeOffset until)
    {
        LeasedUntil = until;
        return new LeasedMessage(Message, LeaseToken, DeliveryCount, until);
    }
}
