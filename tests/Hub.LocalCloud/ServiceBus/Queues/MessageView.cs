namespace Hub.LocalCloud.ServiceBus.Queues;

internal enum ReceiveMode
{
    PeekLock,
    Delete,
}

internal enum Settlement
{
    Done,
    LockLost,
    NotAllowed,
}

/// <summary>A message as it stood when it was delivered or peeked at; without a lock when nobody holds one.</summary>
internal sealed record MessageView(
    SentMessage Sent,
    long SequenceNumber,
    MessageState State,
    DateTimeOffset EnqueuedTime,
    TimeSpan TimeToLive,
    int DeliveryCount,
    IReadOnlyDictionary<string, object?> Changes,
    DeadLetterReason? DeadLetter,
    MessageLock? Lock
)
{
    /// <summary>Only looked at, not delivered.</summary>
    public bool IsPeeked { get; init; }
}

internal sealed record MessageLock(Guid Token, DateTimeOffset Until);
