using Hub.Delivery;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Reports;
using Hub.Ports.Store;
using Hub.Storage;
using Hub.Wire;

namespace Hub.Reports;

/// <summary>
/// Keeps the counters at most a few seconds behind what is committed. Of several hubs one counts: it writes down every second how far it
/// has come, and where that is not written any more, another one goes on. Two that do so at once count nothing twice.
/// </summary>
internal sealed class ReportFollower(
    IStore store,
    ReportCounting counting,
    BackgroundLoops loops,
    IConfiguration configuration,
    TimeProvider clock
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>So long a hub that counts may say nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Of each second; the rest is for whoever uses the hub.</summary>
    private static readonly TimeSpan RecountTime = TimeSpan.FromMilliseconds(500);

    private readonly Guid self = Guid.NewGuid();
    private readonly bool isShared = StorageSetup.IsShared(configuration);
    private DocumentVersion? seen;
    private long seenAt;
    private ReportProgress? own;

    /// <summary>What had been committed by then is counted; nothing before anything was.</summary>
    public async ValueTask<DateTimeOffset?> AsOf(CancellationToken cancellation)
    {
        // Where nothing happens nothing is written either, and the hub itself knows better.
        var (mine, stored) = (Volatile.Read(ref own)?.AsOf, (await counting.Progress(cancellation))?.Value.AsOf);
        return mine > stored || stored is null ? mine : stored;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Run(
            "reports",
            "Reports do not follow what happens; the next round tries again",
            async cancellation =>
            {
                await Round(cancellation);
                await Task.Delay(Interval, clock, cancellation);
            },
            stoppingToken
        );

    private async Task Round(CancellationToken cancellation)
    {
        var stored = await counting.Progress(cancellation);
        if (IsAnothers(stored))
            return;
        // Where it is read from is not written for each page: what is written is in the feed itself, which would never end.
        var (place, written) = (stored?.Value.Place, clock.GetTimestamp());
        var isEnd = false;
        while (!isEnd)
        {
            var asOf = clock.Now();
            var page = await counting.Follow(place, cancellation);
            (place, isEnd) = (page.Place, page.IsEnd);
            // While there is more, nobody knows up to when.
            if (!isEnd)
                asOf = stored?.Value.AsOf ?? DateTimeOffset.UnixEpoch;
            var progress = new ReportProgress(place, asOf, self);
            var isNews = isShared || stored?.Value.Place != place || stored.Value.Hub != self;
            if (isNews && (isEnd || clock.GetElapsedTime(written) > Interval))
            {
                if (await Write(progress, stored, cancellation) is not { } next)
                    return;
                (stored, written) = (next, clock.GetTimestamp());
            }
            if (isEnd)
                Volatile.Write(ref own, progress);
        }
        var began = clock.GetTimestamp();
        while (clock.GetElapsedTime(began) < RecountTime && await counting.Recount(cancellation)) { }
    }

    /// <summary>Whether another hub counts, as its progress shows, or did a moment ago.</summary>
    private bool IsAnothers(Stored<ReportProgress>? stored)
    {
        if (!isShared || stored is null || stored.Value.Hub == self)
            return false;
        if (seen == stored.Version)
            return clock.GetElapsedTime(seenAt) < Patience;
        (seen, seenAt) = (stored.Version, clock.GetTimestamp());
        return true;
    }

    /// <summary>Nothing when another hub was first.</summary>
    private async Task<Stored<ReportProgress>?> Write(
        ReportProgress progress,
        Stored<ReportProgress>? before,
        CancellationToken cancellation
    )
    {
        var expected = before is null ? Expected.Absent : Expected.At(before.Version);
        var put = new Put<ReportProgress>(ReportDocuments.Progress, ReportDocuments.Single, progress, expected);
        var commit = new Commit(OrganizationId.Hub, ReportDocuments.Partition) { Changes = [put] };
        return await store.Commit(commit, cancellation) is CommitResult.Done { Versions: [var version] }
            ? new Stored<ReportProgress>(ReportDocuments.Partition, ReportDocuments.Single, progress, version)
            : null;
    }
}
