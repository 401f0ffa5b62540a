using Hub.Ports.Store;

namespace Hub.Storage.Sqlite.Log;

/// <summary>
/// The newest events, handed from the committing thread to the relay without reading them back. Bounded: when the relay
/// falls behind, the older ones are read from the file.
/// </summary>
internal sealed class RecentEvents
{
    private const int Capacity = 8192;

    private readonly Lock gate = new();
    private readonly Queue<CommittedEvent> events = new();
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(IReadOnlyList<CommittedEvent> committed)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            foreach (var one in committed)
                events.Enqueue(one);
            while (events.Count > Capacity)
                events.Dequeue();
            waiting = arrived;
            if (waiting.Task.IsCompleted)
                return;
        }
        waiting.TrySetResult();
    }

    /// <summary>The events right after a position; nothing when they are not all here any more.</summary>
    public IReadOnlyList<CommittedEvent>? TakeAfter(long position, int most)
    {
        lock (gate)
        {
            while (events.TryPeek(out var oldest) && oldest.Position <= position)
                events.Dequeue();
            arrived =
                events.Count == 0 && arrived.Task.IsCompleted
                    ? new(TaskCreationOptions.RunContinuationsAsynchronously)
                    : arrived;
            if (!events.TryPeek(out var first) || first.Position != position + 1)
                return null;
            var taken = new List<CommittedEvent>(Math.Min(most, events.Count));
            while (taken.Count < most && events.TryDequeue(out var next))
                taken.Add(next);
            return taken;
        }
    }

    public Task Wait(CancellationToken cancellation)
    {
        lock (gate)
            return arrived.Task.WaitAsync(cancellation);
    }
}
