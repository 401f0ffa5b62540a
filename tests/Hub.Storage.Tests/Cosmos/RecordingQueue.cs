using System.Collections.Concurrent;
using Hub.Ports.Queue;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>Takes messages and keeps them for the test.</summary>
internal sealed class RecordingQueue : IQueue
{
    public ConcurrentQueue<QueueMessage> Messages { get; } = new();

    public Task Enqueue(IReadOnlyList<QueueMessage> messages, CancellationToken cancellation)
    {
        foreach (var message in messages)
            Messages.Enqueue(message);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<LeasedMessage>> Lease(
        int max,
        TimeSpan duration,
        Func<string, LaneRoom>? room,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public void RoomChanged() => throw new NotSupportedException();

    public Task<bool> Complete(LeasedMessage message, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<bool> RetryAt(LeasedMessage message, DateTimeOffset due, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<bool> DeadLetter(LeasedMessage message, string reason, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<LeasedMessage?> Renew(LeasedMessage message, TimeSpan duration, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<QueueDepth> Depth(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeadMessage>> DeadLetters(int max, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
