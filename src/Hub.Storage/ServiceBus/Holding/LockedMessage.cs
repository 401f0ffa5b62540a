using Azure.Messaging.ServiceBus;
using Hub.Ports.Queue;
using Hub.Storage.Lanes;
using Hub.Storage.ServiceBus.Wire;

namespace Hub.Storage.ServiceBus.Holding;

internal enum LockedState
{
    /// <summary>Not due yet, by a little.</summary>
    Early,

    /// <summary>Waits for its turn, or is leased.</summary>
    Scheduled,

    /// <summary>What became of it is being told to the service: its lease does not lapse meanwhile.</summary>
    Settling,

    /// <summary>On its way back to the service, unleased.</summary>
    Moving,

    /// <summary>Not this hub's any more.</summary>
    Gone,
}

/// <summary>A message whose lock this hub has. Changed by <see cref="HeldMessages"/> only, under its lock.</summary>
internal sealed class LockedMessage(ServiceBusReceivedMessage received, Envelope envelope, TimeSpan lockTime)
    : HeldMessage(envelope.Message, envelope.Leases + received.DeliveryCount - 1)
{
    private long lockedUntilTicks;
    private DateTimeOffset leasedUntil;

    public ServiceBusReceivedMessage Received => received;

    public Envelope Envelope => envelope;

    public TimeSpan LockTime => lockTime;

    /// <summary>Takes one of the places that are kept for messages that wait.</summary>
    public bool HasPlace { get; set; } = true;

    public LockedState State { get; set; }

    public bool IsWaiting => State is LockedState.Scheduled && !IsLeased;

    /// <summary>By this hub's clock, on the safe side. Read without the lock, too.</summary>
    public DateTimeOffset LockedUntil
    {
        get => new(Volatile.Read(ref lockedUntilTicks), TimeSpan.Zero);
        set => Volatile.Write(ref lockedUntilTicks, value.UtcTicks);
    }

    public bool IsRenewing { get; set; }

    public ITimer? Timer { get; set; }

    public DateTimeOffset RenewAt => LockedUntil - lockTime / 2;

    public static string LockTokenOf(LeasedMessage message) => message.Token[..message.Token.IndexOf('#')];

    /// <summary>The timer looks at the message when its lock wants renewing, or when it falls due.</summary>
    public void SetTimer(DateTimeOffset now)
    {
        var look = State is LockedState.Early && Message.Due < RenewAt ? Message.Due : RenewAt;
        SetTimer(look > now ? look - now : TimeSpan.Zero);
    }

    public void SetTimer(TimeSpan delay) => Timer?.Change(delay, Timeout.InfiniteTimeSpan);

    /// <summary>The lease goes on for as long as it takes.</summary>
    public void BeginSettling()
    {
        State = LockedState.Settling;
        leasedUntil = Until;
        Renew(DateTimeOffset.MaxValue);
    }

    /// <summary>Answers when the lease ends, as before.</summary>
    public DateTimeOffset EndSettling()
    {
        State = LockedState.Scheduled;
        return leasedUntil;
    }

    protected override string TokenOf(long number) => $"{received.LockToken}#{number}";
}
