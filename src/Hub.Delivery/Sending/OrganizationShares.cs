using System.Collections.Concurrent;
using Hub.Domain.Organizations;

namespace Hub.Delivery.Sending;

/// <summary>
/// How many of the hub's places each organization may hold. One that is alone may have nearly all; those that want places at the
/// same time have equal shares; and some are kept for whoever has none yet, so that nobody waits for the receivers of another.
/// </summary>
internal sealed class OrganizationShares(int total, TimeProvider time)
{
    /// <summary>Who asked so lately still wants places.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    private readonly int kept = total / 8;
    private readonly int least = Math.Max(1, total / 32);
    private readonly ConcurrentDictionary<OrganizationId, Holding> holdings = new();
    private int held;
    private int contenders = 1;
    private long countedAt;

    /// <summary>How many more the organization may take now.</summary>
    public int Left(OrganizationId organization)
    {
        var now = time.GetTimestamp();
        if (!holdings.TryGetValue(organization, out var holding))
        {
            holding = holdings.GetOrAdd(organization, static _ => new Holding());
            countedAt = 0;
        }
        Volatile.Write(ref holding.AskedAt, now);
        var own = Volatile.Read(ref holding.Count);
        var others = Contenders(now) - 1;
        var share = others == 0 ? Math.Max(least, total - kept) : Math.Max(least, total / (others + 1));
        var free = total - Volatile.Read(ref held);
        // What is kept is for those who have least.
        return Math.Min(share - own, Math.Max(free - kept, least - own));
    }

    public void Started(OrganizationId organization, int count = 1)
    {
        Interlocked.Add(ref holdings.GetOrAdd(organization, static _ => new Holding()).Count, count);
        Interlocked.Add(ref held, count);
    }

    public void Ended(OrganizationId organization, int count = 1) => Started(organization, -count);

    /// <summary>Counted again only now and then: each look at the queue asks for every lane.</summary>
    private int Contenders(long now)
    {
        if (countedAt != 0 && time.GetElapsedTime(countedAt, now) < Lately / 4)
            return contenders;
        countedAt = now;
        var found = 0;
        foreach (var (organization, holding) in holdings)
            if (
                Volatile.Read(ref holding.Count) > 0
                || time.GetElapsedTime(Volatile.Read(ref holding.AskedAt), now) < Lately
            )
                found++;
            else
                holdings.TryRemove(new(organization, holding));
        return contenders = Math.Max(1, found);
    }

    private sealed class Holding
    {
        public int Count;
        public long AskedAt;
    }
}
