using Hub.Domain.Organizations;

namespace Hub.Delivery.Sending;

/// <summary>
/// At most so many requests of an organization in any 60 seconds, exactly: it remembers when each of the last ones was
/// sent, and the next may go when the oldest of them is a minute old. Its times are spans that no step of a clock moves.
/// </summary>
public sealed class OutboundRate : IOutboundRate
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly int perMinute;
    private readonly TimeProvider time;
    private readonly long began;
    private readonly IdleCache<OrganizationId, Ring> rings;

    public OutboundRate(int perMinute, TimeProvider time)
    {
        (this.perMinute, this.time, began) = (perMinute, time, time.GetTimestamp());
        rings = new(time, ring =>
        {
            lock (ring)
                return ring.IsForgotten = ring.Free(Now - Window) == perMinute;
        });
    }

    private TimeSpan Now => time.GetElapsedTime(began);

    public bool IsLimited => perMinute > 0;

    /// <summary>How many may be sent now; when none, the time when one may.</summary>
    public (int Permits, DateTimeOffset? Again) Available(OrganizationId organization, bool forReplays = false)
    {
        if (!IsLimited)
            return (int.MaxValue, null);
        var (ring, now) = (RingOf(organization), Now);
        lock (ring)
            return ring.Free(now - Window) - Kept(forReplays) is > 0 and var free
                ? (free, null)
                : (0, time.GetUtcNow() + (ring.Oldest + Window - now));
    }

    public ValueTask<bool> Take(OrganizationId organization, bool forReplays, CancellationToken cancellation) =>
        new(TryTake(organization, forReplays));

    public bool TryTake(OrganizationId organization, bool forReplays = false)
    {
        if (!IsLimited)
            return true;
        while (true)
        {
            var ring = RingOf(organization);
            lock (ring)
                // What is written into a ring that is just being forgotten would not count.
                if (!ring.IsForgotten)
                    return ring.TryAdd(Now, Kept(forReplays));
        }
    }

    private int Kept(bool forReplays) => forReplays ? IOutboundRate.KeptForFresh(perMinute) : 0;

    private Ring RingOf(OrganizationId organization) =>
        rings.GetOrAdd(organization, static (_, size) => new Ring(size), perMinute);

    /// <summary>The times of the last requests, oldest first.</summary>
    private sealed class Ring(int size)
    {
        private readonly Queue<TimeSpan> sent = new();

        public bool IsForgotten { get; set; }

        public TimeSpan Oldest => sent.Peek();

        public int Free(TimeSpan windowStart)
        {
            while (sent.TryPeek(out var oldest) && oldest <= windowStart)
                sent.Dequeue();
            return size - sent.Count;
        }

        public bool TryAdd(TimeSpan at, int kept)
        {
            if (Free(at - Window) <= kept)
                return false;
            sent.Enqueue(at);
            return true;
        }
    }
}
