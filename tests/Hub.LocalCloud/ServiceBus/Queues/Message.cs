namespace Hub.LocalCloud.ServiceBus.Queues;

internal enum MessageState
{
    Scheduled,
    Active,
    Locked,
}

/// <summary>
/// A message in a queue. Only <see cref="MessageIndex"/> changes State and Due, because it sorts by them.
/// </summary>
internal sealed class Message(SentMessage sent, TimeSpan timeToLive)
{
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

    public DeadLetterReason? DeadLetter { get; set; }

    public DateTimeOffset ExpiresAt =>
        DeadLetter is not null || DateTimeOffset.MaxValue - EnqueuedTime <= TimeToLive
            ? DateTimeOffset.MaxValue
            : EnqueuedTime + TimeToLive;
}

internal sealed record DeadLetterReason(string Code, string Description)
{
    public static readonly DeadLetterReason Expired = new(
        "TTLExpiredException",
        "The message expired and was dead lettered."
    );

    public static DeadLetterReason TooManyDeliveries(int deliveries) =>
        new("MaxDeliveryCountExceeded", $"Message could not be consumed after {deliveries} delivery attempts.");
}
