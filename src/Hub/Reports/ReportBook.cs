using Hub.Alerts;
using Hub.Delivery.SettingAside;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Reports;
using Hub.Ports.Store;

namespace Hub.Reports;

/// <summary>
/// Keeps the counters of organizations. A ticket is counted by what it says now; what was counted of it before is beside the counters and
/// changes in the same commit. So it may be counted as often as anybody likes, by whichever hub, and is in the counters once.
/// </summary>
internal sealed class ReportBook(
    IStore store,
    OptimisticWriter writer,
    AlertRules alerts,
    ReportRecounts recounts,
    SetAside setAside
)
{
    /// <summary>In one commit, which also has a document for each day that is touched.</summary>
    private const int TicketsPerCommit = 80;

    /// <summary>Tickets that are read side by side: a store elsewhere answers each after a while.</summary>
    private const int ReadsAtOnce = 8;

    /// <summary>
    /// Counts the tickets as they are now; those that are gone are taken out. Where days begin at another time by now, all are to be
    /// counted anew, even if none is named.
    /// </summary>
    /// <param name="position">Of the last event that this is about; 0 when it is about none.</param>
    public async Task Count(
        OrganizationId organization,
        IEnumerable<long> tickets,
        long position,
        CancellationToken cancellation
    )
    {
        foreach (var some in tickets.Distinct().Chunk(TicketsPerCommit).DefaultIfEmpty([]))
            try
            {
                await CountTogether(organization, some, position, cancellation);
            }
            catch (Exception bug) when (some.Length > 0 && bug is not (IOException or OperationCanceledException))
            {
                await CountEach(organization, some, position, cancellation);
            }
    }

    /// <summary>Which of an organization's sets of counters is the one that counts.</summary>
    public async Task<int> EditionOf(OrganizationId organization, CancellationToken cancellation) =>
        await Get(ReportDocuments.Edition, ReportDocuments.Partition, $"{organization}", cancellation) is { } edition
            ? edition.Value.Number
            : 1;

    /// <summary>Where its counters are.</summary>
    public async Task<string> PartitionOf(OrganizationId organization, CancellationToken cancellation) =>
        ReportDocuments.PartitionOf(organization, await EditionOf(organization, cancellation));

    public ValueTask<Stored<ReportHead>?> Head(string partition, CancellationToken cancellation) =>
        Get(ReportDocuments.Head, partition, ReportDocuments.Single, cancellation);

    public async ValueTask<TimeZoneInfo> ZoneOf(OrganizationId organization, CancellationToken cancellation) =>
        (await alerts.For(organization, cancellation)).Zone;

    /// <summary>One of them cannot be counted: the others are.</summary>
    private async Task CountEach(
        OrganizationId organization,
        long[] tickets,
        long position,
        CancellationToken cancellation
    )
    {
        foreach (var id in tickets)
            try
            {
                await CountTogether(organization, [id], position, cancellation);
            }
            catch (Exception bug) when (bug is not (IOException or OperationCanceledException))
            {
                var place = $"{ReportDocuments.Ticket.Name}/{id}";
                await setAside.Keep(organization, SetAsideSorts.Document, place, bug, cancellation);
            }
    }

    private async Task CountTogether(
        OrganizationId organization,
        long[] tickets,
        long position,
        CancellationToken cancellation
    )
    {
        var partition = await PartitionOf(organization, cancellation);
        var written = await writer.Write(
            OrganizationId.Hub,
            partition,
            cancelled => Propose(organization, partition, tickets, position, cancelled),
            cancellation
        );
        if (written.Obstacle is CommitResult.TooLarge && tickets.Length > 1)
            foreach (var half in tickets.Chunk((tickets.Length + 1) / 2))
                await CountTogether(organization, half, position, cancellation);
        else if (written.Refusal is { } refusal)
            throw new InvalidOperationException($"Tickets could not be counted: {refusal.Message}");
    }

    /// <summary>What has changed of the tickets, and of the days that they are counted in.</summary>
    private async ValueTask<Proposal<ReportHead>> Propose(
        OrganizationId organization,
        string partition,
        long[] tickets,
        long position,
        CancellationToken cancellation
    )
    {
        // The head comes first: who else counts meanwhile writes it too, and then all of this is read anew.
        var head = await Head(partition, cancellation);
        // By what the store says now: what is remembered may be some seconds old.
        var zone = (await alerts.Read(organization, cancellation)).Zone;
        if (head is { Value: var known } && known.TimeZone != zone.Id)
            await recounts.Ask(organization, cancellation);
        var (changes, difference) = (new List<Change>(), new Counts());
        foreach (var (id, before, now) in await Read(organization, partition, tickets, zone, cancellation))
        {
            if (now.All.SequenceEqual(before.All))
                continue;
            difference.Add(now);
            difference.Add(before, -1);
            changes.Add(Put(id, now));
        }
        if (changes.Count == 0 && head?.Value.TimeZone == zone.Id)
            return Proposal<ReportHead>.Keep(head.Value, head.Version);
        var next = new ReportHead(Math.Max(position, head?.Value.Position ?? 0), zone.Id);
        changes.Insert(
            0,
            new Put<ReportHead>(
                ReportDocuments.Head,
                ReportDocuments.Single,
                next,
                head is null ? Expected.Absent : Expected.At(head.Version)
            )
        );
        changes.AddRange(await Sums(ReportDocuments.Day, partition, difference.ToSpans(), cancellation));
        changes.AddRange(await Sums(ReportDocuments.Month, partition, difference.ToMonths(), cancellation));
        return Proposal<ReportHead>.Write(next, new Commit(OrganizationId.Hub, partition) { Changes = changes });
    }

    /// <summary>What was counted of each of the tickets, and what is to be by now.</summary>
    private async Task<List<(long Id, Counts Before, Counts Now)>> Read(
        OrganizationId organization,
        string partition,
        long[] tickets,
        TimeZoneInfo zone,
        CancellationToken cancellation
    )
    {
        var read = new List<(long, Counts, Counts)>(tickets.Length);
        foreach (var some in tickets.Chunk(ReadsAtOnce))
            read.AddRange(await Task.WhenAll(some.Select(ReadOne)));
        return read;

        async Task<(long, Counts, Counts)> ReadOne(long id)
        {
            var counted = await Get(ReportDocuments.Ticket, partition, ReportDocuments.IdOf(id), cancellation);
            var figures = await store.FiguresOf(organization, id, zone, cancellation);
            return (id, counted?.Value.ToCounts() ?? new Counts(), figures);
        }
    }

    private static Change Put(long id, Counts figures) =>
        figures.IsEmpty
            ? new Delete(ReportDocuments.Ticket, ReportDocuments.IdOf(id), Expected.Anything)
            : new Put<CountedTicket>(
                ReportDocuments.Ticket,
                ReportDocuments.IdOf(id),
                CountedTicket.Of(figures),
                Expected.Anything
            );

    private async Task<List<Change>> Sums(
        DocumentType<CountedSpan> type,
        string partition,
        Counts difference,
        CancellationToken cancellation
    )
    {
        var changes = new List<Change>();
        foreach (var span in difference.Days)
        {
            var (sum, id) = (difference.Of(span), ReportDocuments.IdOf(span));
            if (await Get(type, partition, id, cancellation) is { } stored)
                sum.Unpack(span, stored.Value.Counts);
            changes.Add(new Put<CountedSpan>(type, id, new CountedSpan(span, sum.Pack(span)), Expected.Anything));
        }
        return changes;
    }

    private ValueTask<Stored<T>?> Get<T>(
        DocumentType<T> type,
        string partition,
        string id,
        CancellationToken cancellation
    )
        where T : class => store.Get(type, OrganizationId.Hub, partition, id, cancellation);
}
