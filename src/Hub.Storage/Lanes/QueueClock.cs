namespace Hub.Storage.Lanes;

/// <summary>Lets a lease wait for whichever comes first: a wake-up, or the time when something falls due.</summary>
internal sealed class QueueClock(TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private bool awaited;
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ask before looking for work: a wake-up after that is not missed.</summary>
    public Task NextWake()
    {
        lock (gate)
        {
            awaited = true;
            return next.Task;
        }
    }

    public void Wake()
    {
        if (!Volatile.Read(ref awaited))
            return;
        TaskCompletionSource woken;
        lock (gate)
        {
            if (!awaited)
                return;
            awaited = false;
            (woken, next) = (next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        woken.TrySetResult();
    }

    public async Task Wait(Task woken, DateTimeOffset? due, CancellationToken cancellation)
    {
        if (due is null)
        {
            await woken.WaitAsync(cancellation);
            return;
        }
        var delay = due.Value - time.GetUtcNow();
        if (delay <= TimeSpan.Zero)
            return;
        try
        {
            // A timer takes at most 49 days; what is due later is looked at again then.
            await woken.WaitAsync(delay < TimeSpan.FromDays(1) ? delay : TimeSpan.FromDays(1), time, cancellation);
        }
        catch (TimeoutException)
        {
            // It is due.
        }
    }

    public static DateTimeOffset? Earlier(DateTimeOffset? first, DateTimeOffset? second) =>
        first is null || second < first ? second ?? first : first;

    public void Dispose() => next.TrySetCanceled();
}
