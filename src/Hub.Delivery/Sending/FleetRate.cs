using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Microsoft.Extensions.Logging;

namespace Hub.Delivery.Sending;

/// <summary>
/// The minute of an organization, shared by all hubs of a store. Each takes small grants out of one document and uses them
/// up by itself: never more than the limit in any 60 seconds, and hardly less.
/// </summary>
/// <param name="changed">Called when there may be permits that there were not before.</param>
internal sealed partial class FleetRate(
    IStore store,
    int perMinute,
    Action changed,
    TimeProvider time,
    ILogger<FleetRate> logger
) : IOutboundRate
{
    private const int LargeGrantsAMinute = 30;

    private static readonly TimeSpan Usable = TimeSpan.FromSeconds(3);

    /// <summary>Hubs' clocks may differ by so much.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(1);

    private readonly IdleCache<OrganizationId, RateShare> shares = new(time);
    private readonly long began = time.GetTimestamp();
    private readonly int largestGrant = Math.Max(1, perMinute / LargeGrantsAMinute);

    /// <summary>Inside this hub, what no step of its clock moves; only the budget has times of the day, to be shared.</summary>
    private TimeSpan Now => time.GetElapsedTime(began);

    public bool IsLimited => perMinute > 0;

    public (int Permits, DateTimeOffset? Again) Available(OrganizationId organization, bool forReplays = false)
    {
        if (!IsLimited)
            return (int.MaxValue, null);
        var (share, now) = (ShareOf(organization), Now);
        lock (share)
        {
            if (IsKept(share, forReplays, now))
                return (0, time.GetUtcNow() + (share.Scarce - now));
            var permits = share.Permits(now);
            // Before they run out, so that the sending need not pause.
            if (permits <= share.Wanted / 2 && now >= share.Denied)
                _ = Refilling(organization, share);
            // Whoever waits is told when a refill is over.
            var wait = share.Denied > now ? share.Denied - now : Usable;
            return permits > 0 ? (permits, null) : (0, time.GetUtcNow() + wait);
        }
    }

    public ValueTask<bool> Take(OrganizationId organization, bool forReplays, CancellationToken cancellation)
    {
        if (!IsLimited)
            return new(true);
        var share = ShareOf(organization);
        lock (share)
            if (!IsKept(share, forReplays, Now) && share.TryTake(Now))
                return new(true);
        return new(TakeOfNext(organization, share, forReplays, cancellation));
    }

    /// <summary>Of the next grant: it is a moment away, unless there is none to be had.</summary>
    private async Task<bool> TakeOfNext(
        OrganizationId organization,
        RateShare share,
        bool forReplays,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            Task refill;
            lock (share)
            {
                var now = Now;
                if (IsKept(share, forReplays, now))
                    return false;
                if (share.TryTake(now))
                    return true;
                if (share.Denied > now)
                    return false;
                refill = Refilling(organization, share);
            }
            await refill.WaitAsync(cancellation);
        }
    }

    /// <summary>What is left of the minute is not for replays.</summary>
    private static bool IsKept(RateShare share, bool forReplays, TimeSpan now) => forReplays && share.Scarce > now;

    /// <summary>The refill that is under way, or a new one; under the share's lock.</summary>
    private Task Refilling(OrganizationId organization, RateShare share) =>
        share.Refill.IsCompleted ? share.Refill = Task.Run(() => Refill(organization, share)) : share.Refill;

    private RateShare ShareOf(OrganizationId organization) =>
        shares.GetOrAdd(organization, static (_, largest) => new RateShare(largest), largestGrant);

    private async Task Refill(OrganizationId organization, RateShare share)
    {
        var denied = Now + AfterOutage;
        try
        {
            denied = await Take(organization, share);
        }
        catch (IOException outage)
        {
            Log.Outage(logger, outage.Message);
        }
        finally
        {
            lock (share)
                share.Denied = denied;
            changed();
        }
    }

    /// <summary>Adds a grant to the share; answers when to ask again if there is none.</summary>
    private async Task<TimeSpan> Take(OrganizationId organization, RateShare share)
    {
        while (true)
        {
            var stored = await store.Get(
                RateBudget.Document,
                organization,
                RateBudget.Partition,
                RateBudget.DocumentId,
                CancellationToken.None
            );
            var (now, at) = (time.GetUtcNow(), Now);
            var (wanted, finished) = Ask(share, at);
            var budget = (stored?.Value ?? new RateBudget()).Settle(finished, now);
            var grant = budget.Offer(wanted, perMinute, now + Usable + ClockSkew);
            if (grant is null && finished.Count == 0)
                return Until(budget.NextRelease);
            if (grant is not null)
                budget = budget with { Grants = [.. budget.Grants, grant] };
            if (!await Write(organization, budget, stored is null ? Expected.Absent : Expected.At(stored.Version)))
                continue;
            lock (share)
            {
                share.Reported(finished);
                share.Scarce = Until(budget.FreeAgain(perMinute, IOutboundRate.KeptForFresh(perMinute)));
                if (grant is not null)
                    share.Add(grant, at + Usable);
            }
            return Until(grant is null ? budget.NextRelease : null);

            TimeSpan Until(DateTimeOffset? release) => release is { } later ? at + (later - now) : at;
        }
    }

    private static (int Wanted, IReadOnlyList<RateGrant> Finished) Ask(RateShare share, TimeSpan now)
    {
        lock (share)
        {
            share.Permits(now);
            return (share.Wanted, share.Finished);
        }
    }

    private async Task<bool> Write(OrganizationId organization, RateBudget budget, Expected expected)
    {
        var commit = new Commit(organization, RateBudget.Partition)
        {
            Changes = [new Put<RateBudget>(RateBudget.Document, RateBudget.DocumentId, budget, expected)],
        };
        return await store.Commit(commit, CancellationToken.None) is CommitResult.Done;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "An organization's share of its minute could not be taken: {Problem}")]
        public static partial void Outage(ILogger logger, string problem);
    }
}
