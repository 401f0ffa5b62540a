using System.Threading.RateLimiting;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.RateLimits;

/// <summary>
/// The window of <see cref="WindowLimiter"/> for hubs that share a store. A hub takes an eighth of what is left at a time,
/// and single permits toward the end: never more than the limit gets through; whoever is spread over several hubs may be
/// refused while another hub still has some of its last handful.
/// </summary>
internal sealed class SharedWindowLimiter(IStore store, string name, int permits, TimeSpan window, TimeProvider clock)
    : RateLimiter
{
    private const int Share = 8;

    private readonly SemaphoreSlim gate = new(1);
    private readonly string partition = SharedWindow.PartitionOf(name);
    private DateTimeOffset openedAt = DateTimeOffset.MinValue;
    private DateTimeOffset lastUsed = DateTimeOffset.MinValue;
    private int taken;
    private int own;

    public override TimeSpan? IdleDuration => clock.GetUtcNow() - lastUsed is var age && age >= window ? age : null;

    public override RateLimiterStatistics? GetStatistics() => null;

    /// <summary>Only what this hub has already.</summary>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        gate.Wait();
        try
        {
            return Use(permitCount, clock.GetUtcNow());
        }
        finally
        {
            gate.Release();
        }
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(
        int permitCount,
        CancellationToken cancellationToken
    )
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            lastUsed = now;
            if (now >= openedAt + window || (own < permitCount && taken < permits))
                await Take(permitCount, now, cancellationToken);
            return Use(permitCount, now);
        }
        finally
        {
            gate.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            gate.Dispose();
        base.Dispose(disposing);
    }

    private WindowLease Use(int wanted, DateTimeOffset now)
    {
        var open = now < openedAt + window;
        var acquired = open && own >= wanted;
        if (acquired)
            own -= wanted;
        return new WindowLease(acquired, permits, permits - taken + own, open ? openedAt + window - now : window);
    }

    private async Task Take(int wanted, DateTimeOffset now, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await store.Get(
                SharedWindow.Document,
                OrganizationId.Hub,
                partition,
                SharedWindow.DocumentId,
                cancellation
            );
            var known =
                stored?.Value is { } kept && now < kept.OpenedAt + window ? kept : new SharedWindow { OpenedAt = now };
            if (known.OpenedAt != openedAt)
                (openedAt, own) = (known.OpenedAt, 0);
            var more = Math.Min(permits - known.Taken, Math.Max(wanted, (permits - known.Taken) / Share));
            taken = known.Taken;
            if (more <= 0)
                return;
            var expected = stored is null ? Expected.Absent : Expected.At(stored.Version);
            if (!await Write(known with { Taken = known.Taken + more }, expected, cancellation))
                continue;
            taken += more;
            own += more;
            return;
        }
    }

    private async Task<bool> Write(SharedWindow opened, Expected expected, CancellationToken cancellation)
    {
        var commit = new Commit(OrganizationId.Hub, partition)
        {
            Changes = [new Put<SharedWindow>(SharedWindow.Document, SharedWindow.DocumentId, opened, expected)],
        };
        return await store.Commit(commit, cancellation) is CommitResult.Done;
    }
}
