using System.Collections.Immutable;
using Hub.LocalCloud.ServiceBus.Wire;

namespace Hub.LocalCloud.ServiceBus.Queues;

internal enum MessageState
{
    Scheduled,
    Active,
    Locked,

    /// <summary>Set aside: only its sequence number leads to it.</summary>
    Deferred,
}

/// <summary>
/// A message in a queue. Only <see cref="MessageIndex"/> changes State and Due, because it sorts by them.
/// </summary>
internal sealed class Message(SentMessage sent, TimeSpan timeToLive)
{
    private static readonly SentMessage Nothing = new(null, null, null, MessageContent.Empty);

    public SentMessage Sent => sent;

    /// <summary>TimeSpan.MaxValue: never expires.</summary>
    public TimeSpan TimeToLive => timeToLive;

    public MessageState State { get; set; }

    /// <summary>When the state ends by itself: activation, expiry or the end of the lock.</summary>
    public DateTimeOffset Due { get; set; }

    public long SequenceNumber { get; set; }

    public DateTimeOffset EnqueuedTime { get; set; }

    public int DeliveryCount { get; set; }

    public Guid LockToken { get; set; }

    /// <summary>A locked message that was deferred before goes back to being so.</summary>
    public bool WasDeferred { get; set; }

    /// <summary>The application properties that settlements have set.</summary>
    public ImmutableDictionary<string, object?> Changes { get; private set; } =
        ImmutableDictionary<string, object?>.Empty;

    public DeadLetterReason? DeadLetter { get; set; }

    public DateTimeOffset ExpiresAt =>
        DeadLetter is not null || DateTimeOffset.MaxValue - EnqueuedTime <= TimeToLive
            ? DateTimeOffset.MaxValue
            : EnqueuedTime + TimeToLive;

    /// <summary>A place among the sequence numbers, to look from.</summary>
    public static Message At(long sequenceNumber) =>
        new(Nothing, TimeSpan.MaxValue) { SequenceNumber = sequenceNumber };

    public void Change(IReadOnlyDictionary<string, object?> properties) => Changes = Changes.SetItems(properties);

    public MessageView View() =>
        new(
            sent,
            SequenceNumber,
            State,
            EnqueuedTime,
            timeToLive,
            DeliveryCount,
            Changes,
            DeadLetter,
            State is MessageState.Locked ? new MessageLock(LockToken, Due) : null
        );
}

/// <summary>Why a message is a dead letter; a receiver may give either part, or neither.</summary>
internal sealed record DeadLetterReason(string? Code, string? Description)
{
    public static readonly DeadLetterReason Expired = new(
        "TTLExpiredException",
        "The message expired and was dead lettered."
    );

    public static DeadLetterReason TooManyDeliveries(int deliveries) =>
        new("MaxDeliveryCountExceeded", $"Message could not be consumed after {deliveries} delivery attempts.");
}
