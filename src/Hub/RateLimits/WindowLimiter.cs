using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Hub.RateLimits;

/// <summary>What a limiter answers: whether there was room, and what the client is told of the window.</summary>
internal sealed class WindowLease(bool acquired, int limit, int remaining, TimeSpan reset) : RateLimitLease
{
    public override bool IsAcquired => acquired;

    public int Limit => limit;

    public int Remaining => remaining;

    /// <summary>Until the window ends.</summary>
    public TimeSpan Reset => reset;

    public override IEnumerable<string> MetadataNames => acquired ? [] : [MetadataName.RetryAfter.Name];

    public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
    {
        metadata = !acquired && metadataName == MetadataName.RetryAfter.Name ? reset : null;
        return metadata is not null;
    }
}

/// <summary>
/// A fixed window that opens with the first request after the last one closed. It keeps time by the hub's clock, which
/// the limiters of the framework do not.
/// </summary>
internal sealed class WindowLimiter(int permits, TimeSpan window, TimeProvider clock) : RateLimiter
{
    private readonly Lock gate = new();
    private long openedAt;
    private int used;

    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (gate)
                return clock.GetElapsedTime(openedAt) is var age && age >= window ? age - window : null;
        }
    }

    public override RateLimiterStatistics? GetStatistics()
    {
        lock (gate)
            return new RateLimiterStatistics { CurrentAvailablePermits = permits - used };
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            if (used == 0 || clock.GetElapsedTime(openedAt, now) >= window)
                (openedAt, used) = (now, 0);
            var acquired = used + permitCount <= permits;
            if (acquired)
                used += permitCount;
            return new WindowLease(acquired, permits, permits - used, window - clock.GetElapsedTime(openedAt, now));
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(
        int permitCount,
        CancellationToken cancellationToken
    ) => new(AttemptAcquireCore(permitCount));
}
