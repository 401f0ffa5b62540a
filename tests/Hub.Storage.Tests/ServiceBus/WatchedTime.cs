using Hub.LocalCloud;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>The host's clock as a hub sees it: a test can wait until the hub waits for the clock.</summary>
internal sealed class WatchedTime(ManualTime time) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly Dictionary<object, TimeSpan> pending = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this);
        timer.Inner = time.CreateTimer(
            _ =>
            {
                Note(timer, Timeout.InfiniteTimeSpan);
                callback(state);
            },
            null,
            dueTime,
            period
        );
        Note(timer, dueTime);
        return timer;
    }

    public void Advance(TimeSpan by) => time.Advance(by);

    /// <summary>Waits until so many timers are set that were given a time between these.</summary>
    public async Task Pending(TimeSpan least, TimeSpan most, int count = 1)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (pending.Values.Count(wait => wait >= least && wait <= most) >= count)
                    return;
                next = changed.Task;
            }
            await next.WaitAsync(LocalQueue.WaitLimit);
        }
    }

    /// <summary>Waits until the hub waits, and lets that time pass.</summary>
    public async Task PassWait(TimeSpan least, TimeSpan most, int count = 1)
    {
        await Pending(least, most, count);
        Advance(most);
    }

    /// <summary>Lets every such wait pass until the work is done.</summary>
    public async Task PassWaitsOf(Task work, TimeSpan least, TimeSpan most)
    {
        while (await Task.WhenAny(work, Pending(least, most)) != work)
            Advance(most);
    }

    private void Note(WatchedTimer timer, TimeSpan dueTime)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            if (dueTime < TimeSpan.Zero)
                pending.Remove(timer);
            else
                pending[timer] = dueTime;
            (waiting, changed) = (changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        waiting.TrySetResult();
    }

    private sealed class WatchedTimer(WatchedTime time) : ITimer
    {
        public ITimer Inner { get; set; } = null!;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var done = Inner.Change(dueTime, period);
            time.Note(this, dueTime);
            return done;
        }

        public void Dispose()
        {
            Inner.Dispose();
            time.Note(this, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
