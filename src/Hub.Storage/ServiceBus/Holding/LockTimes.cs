using Azure.Messaging.ServiceBus;

namespace Hub.Storage.ServiceBus.Holding;

/// <summary>
/// How long a lock lasts. The service tells when it ends, by its own clock, and not how long it is: counted from when the
/// message was enqueued it is never too short, and right for one that was handed out at once, however wrong this hub's clock.
/// </summary>
internal sealed class LockTimes
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private long shortestSeen = Longest.Ticks;

    public TimeSpan Of(ServiceBusReceivedMessage received, DateTimeOffset now)
    {
        var atMost = Note(received.LockedUntil - received.EnqueuedTime);
        var left = received.LockedUntil - now;
        var time = left < atMost ? left : atMost;
        return time < Shortest ? Shortest : time;
    }

    private TimeSpan Note(TimeSpan sinceEnqueued)
    {
        var ticks = Math.Max(sinceEnqueued.Ticks, Shortest.Ticks);
        var known = Volatile.Read(ref shortestSeen);
        while (
            ticks < known && Interlocked.CompareExchange(ref shortestSeen, ticks, known) is var seen && seen != known
        )
            known = seen;
        return TimeSpan.FromTicks(Math.Min(ticks, known));
    }
}
