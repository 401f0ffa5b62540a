namespace Hub.Ports.Queue;

/// <summary>A message for the queue.</summary>
/// <param name="Id">A second message of the same id is dropped while the first is there. At most 128 characters.</param>
/// <param name="Lane">Messages of one lane go to one receiver; lanes share the queue fairly.</param>
/// <param name="Due">Not leased before this time.</param>
public record QueueMessage(string Id, string Lane, DateTimeOffset Due, ReadOnlyMemory<byte> Body)
{
    public virtual ReadOnlyMemory<byte> Body { get; init; } = Body;

    /// <summary>
    /// What saves whoever leases it a look elsewhere. An engine may leave it out, and does when the message is put back: nothing
    /// may be in it alone. At most 32 KB.
    /// </summary>
    public string? Enclosed { get; init; }
}

/// <summary>A message held by one worker until a time.</summary>
/// <param name="Token">Changes with every lease: only the holder of the newest may settle.</param>
/// <param name="DeliveryCount">1 on the first lease.</param>
public sealed record LeasedMessage(QueueMessage Message, string Token, int DeliveryCount, DateTimeOffset Until);

/// <summary>How many messages of a lane are wanted now.</summary>
/// <param name="Again">When to ask again, for a lane that is closed until a known time.</param>
public readonly record struct LaneRoom(int Messages, DateTimeOffset? Again = null);

/// <summary>A message that nobody will be given again.</summary>
public sealed record DeadMessage(QueueMessage Message, string Reason, DateTimeOffset At);

/// <summary>How much waits.</summary>
/// <param name="Ready">Due and not leased.</param>
/// <param name="OldestDue">The due time of the message that has waited longest; absent when nothing is ready.</param>
public sealed record QueueDepth(long Ready, long Scheduled, long Leased, long Dead, DateTimeOffset? OldestDue);

/// <summary>
/// A durable queue with due times and leases, at least once. One conformance suite runs against every implementation.
/// A settlement answers false when the lease was lost, and then changes nothing.
/// </summary>
public interface IQueue
{
    /// <summary>Returns when the messages are durable.</summary>
    Task Enqueue(IReadOnlyList<QueueMessage> messages, CancellationToken cancellation);

    /// <summary>
    /// Waits until there is something to lease, and leases up to <paramref name="max"/>. An engine that can chooses
    /// lanes fairly and by their <paramref name="room"/>; one that cannot may return messages of a closed lane.
    /// </summary>
    Task<IReadOnlyList<LeasedMessage>> Lease(
        int max,
        TimeSpan duration,
        Func<string, LaneRoom>? room,
        CancellationToken cancellation
    );

    /// <summary>Tells a waiting lease that a lane has room again.</summary>
    void RoomChanged();

    Task<bool> Complete(LeasedMessage message, CancellationToken cancellation);

    /// <summary>Puts the message back, due at the time.</summary>
    Task<bool> RetryAt(LeasedMessage message, DateTimeOffset due, CancellationToken cancellation);

    Task<bool> DeadLetter(LeasedMessage message, string reason, CancellationToken cancellation);

    /// <summary>The message with a later <see cref="LeasedMessage.Until"/>, or nothing when the lease was lost.</summary>
    Task<LeasedMessage?> Renew(LeasedMessage message, TimeSpan duration, CancellationToken cancellation);

    Task<QueueDepth> Depth(CancellationToken cancellation);

    Task<IReadOnlyList<DeadMessage>> DeadLetters(int max, CancellationToken cancellation);
}
