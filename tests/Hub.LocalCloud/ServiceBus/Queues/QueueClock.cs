namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>One timer a queue, moved only when something is due earlier than it would fire.</summary>
internal sealed class QueueClock : IDisposable
{
    // A timer cannot be set further than some 49 days; firing early only sets it again.
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(1);

    private readonly ITimer timer;
    private DateTimeOffset armedFor = DateTimeOffset.MaxValue;

    public QueueClock(TimeProvider time, Action onDue) =>
        timer = time.CreateTimer(_ => onDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Fired() => armedFor = DateTimeOffset.MaxValue;

    public void Set(DateTimeOffset? due, DateTimeOffset now)
    {
        if (due is not { } at || at >= armedFor)
        {
            return;
        }

        armedFor = at;
        // Rounded up to whole milliseconds: a timer that fires a moment early would spin.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (at - now).TotalMilliseconds)));
        timer.Change(wait < Furthest ? wait : Furthest, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();
}
