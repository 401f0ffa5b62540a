using System.Collections.Concurrent;

namespace Hub.Delivery.Egress;

/// <summary>
/// Token sources that fire after the deadline, used again when they did not: a source and its timer a send would show in
/// a profile. As many are kept as were ever in use at once.
/// </summary>
internal sealed class Deadlines(TimeSpan length, TimeProvider time) : IDisposable
{
    private readonly ConcurrentQueue<CancellationTokenSource> idle = new();

    public CancellationTokenSource Start()
    {
        if (!idle.TryDequeue(out var deadline))
        {
            deadline = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        }
        deadline.CancelAfter(length);
        return deadline;
    }

    /// <summary>Only once everything that saw the token has ended.</summary>
    public void End(CancellationTokenSource deadline)
    {
        if (deadline.TryReset())
        {
            idle.Enqueue(deadline);
        }
        else
        {
            deadline.Dispose();
        }
    }

    public void Dispose()
    {
        while (idle.TryDequeue(out var deadline))
        {
            deadline.Dispose();
        }
    }
}
