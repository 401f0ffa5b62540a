namespace Hub.Storage.ServiceBus.Http;

/// <summary>Once the service says that it has too much to do, every request waits until the time it asked for.</summary>
internal sealed class Throttle(TimeProvider time)
{
    /// <summary>What the service's own text asks for when there is no Retry-After: "wait 2 seconds and try again".</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private long openAt;

    public void Close(TimeSpan? asked)
    {
        var pause = asked ?? Usual;
        var until = (time.GetUtcNow() + (pause < Longest ? pause : Longest)).UtcTicks;
        var known = Volatile.Read(ref openAt);
        while (until > known && Interlocked.CompareExchange(ref openAt, until, known) is var seen && seen != known)
            known = seen;
    }

    public async ValueTask Wait(CancellationToken cancellation)
    {
        while (Volatile.Read(ref openAt) - time.GetUtcNow().UtcTicks is > 0 and var left)
            await Task.Delay(TimeSpan.FromTicks(left), time, cancellation);
    }
}
