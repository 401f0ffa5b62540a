namespace Hub.LocalCloud.ServiceBus.Queues;

internal enum ReceiveMode
{
    PeekLock,
    Delete,
}

internal enum Settlement
{
    Done,
    NotFound,
    LockLost,
}

/// <summary>A message as one receiver got it; without a lock when it was deleted on the way.</summary>
internal sealed record Delivery(
    SentMessage Sent,
    long SequenceNumber,
    DateTimeOffset EnqueuedTime,
    TimeSpan TimeToLive,
    int DeliveryCount,
    DeadLetterReason? DeadLetter,
    MessageLock? Lock
);

internal sealed record MessageLock(Guid Token, DateTimeOffset Until);
