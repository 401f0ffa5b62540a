using System.Globalization;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Reports;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Sla;

namespace Hub.Reports;

/// <summary>A number that the counters have otherwise than the tickets.</summary>
/// <param name="Span">A day, or a month.</param>
internal sealed record CountDifference(string Span, Holder Holder, int Measure, long Counted, long Recounted)
{
    public override string ToString() =>
        $"{Span}, department {Holder.Department}, agent {Holder.Agent}, {Domain.Reports.Measure.NameOf(Measure)}: "
        + $"{Counted} counted, {Recounted} recounted";
}

/// <summary>Holds the counters against the tickets themselves, and begins new ones.</summary>
internal sealed class ReportRecounting(IStore store, ReportBook book, ReportCounting counting, ReportRecounts recounts)
{
    /// <summary>Counts what happened up to now, and all that is to be counted anew.</summary>
    public async Task CatchUp(CancellationToken cancellation)
    {
        var place = (await counting.Progress(cancellation))?.Value.Place;
        NoticePage page;
        do
        {
            page = await counting.Follow(place, cancellation);
            place = page.Place;
        } while (!page.IsEnd);
        while (await counting.Recount(cancellation)) { }
    }

    /// <summary>How many tickets there are, and what the counters have otherwise.</summary>
    public async Task<(long Tickets, IReadOnlyList<CountDifference> Differences)> Verify(
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var partition = await book.PartitionOf(organization, cancellation);
        var zone = await book.Head(partition, cancellation) is { } head
            ? SlaRules.ZoneOf(head.Value.TimeZone)
            : await book.ZoneOf(organization, cancellation);
        var (tickets, recounted) = (0L, new Counts());
        await foreach (var ticket in store.All(TicketDocuments.Ticket, organization, new Query(), cancellation))
        {
            tickets++;
            recounted.Add(await store.FiguresOf(ticket.Value, zone, cancellation));
        }
        return (
            tickets,
            [
                .. Differences(
                    await Counted(ReportDocuments.Day, partition, cancellation),
                    recounted.ToSpans(),
                    static span =>
                        DateOnly
                            .FromDayNumber(ReportDocuments.DayOf(span))
                            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                ),
                .. Differences(
                    await Counted(ReportDocuments.Month, partition, cancellation),
                    recounted.ToMonths(),
                    static month => string.Create(CultureInfo.InvariantCulture, $"{month / 12}-{(month % 12) + 1:00}")
                ),
            ]
        );
    }

    /// <summary>Who counts meanwhile does so in the former edition until the new one is written, and in the new one from then on.</summary>
    public async Task Rebuild(OrganizationId organization, CancellationToken cancellation)
    {
        var former = await book.EditionOf(organization, cancellation);
        var next = new ReportEdition(former + 1);
        var put = new Put<ReportEdition>(ReportDocuments.Edition, $"{organization}", next, Expected.Anything);
        await store.Commit(new Commit(OrganizationId.Hub, ReportDocuments.Partition) { Changes = [put] }, cancellation);
        await recounts.Ask(organization, cancellation);
        while (await counting.Recount(cancellation)) { }
        await Forget(ReportDocuments.PartitionOf(organization, former), cancellation);
    }

    private async Task Forget(string partition, CancellationToken cancellation)
    {
        var all = new Query { Partition = partition };
        var gone = new List<Change>();
        await foreach (var one in store.All(ReportDocuments.Ticket, OrganizationId.Hub, all, cancellation))
            gone.Add(new Delete(ReportDocuments.Ticket, one.Id, Expected.Anything));
        foreach (var type in new[] { ReportDocuments.Day, ReportDocuments.Month })
        await foreach (var one in store.All(type, OrganizationId.Hub, all, cancellation))
            gone.Add(new Delete(type, one.Id, Expected.Anything));
        gone.Add(new Delete(ReportDocuments.Head, ReportDocuments.Single, Expected.Anything));
        await store.CommitInChunks(OrganizationId.Hub, partition, gone, cancellation);
    }

    private async Task<Counts> Counted(DocumentType<CountedSpan> type, string partition, CancellationToken cancellation)
    {
        var counts = new Counts();
        var all = store.All(type, OrganizationId.Hub, new Query { Partition = partition }, cancellation);
        await foreach (var span in all)
            counts.Unpack(span.Value.Number, span.Value.Counts);
        return counts;
    }

    private static IEnumerable<CountDifference> Differences(Counts counted, Counts recounted, Func<int, string> name)
    {
        var (was, @is) = (Numbers(counted), Numbers(recounted));
        return was
            .Keys.Union(@is.Keys)
            .OrderBy(static key => (key.Day, key.Holder.Department, key.Holder.Agent, key.Measure))
            .Select(key => new CountDifference(
                name(key.Day),
                key.Holder,
                key.Measure,
                was.GetValueOrDefault(key),
                @is.GetValueOrDefault(key)
            ))
            .Where(static one => one.Counted != one.Recounted);
    }

    private static Dictionary<(int Day, Holder Holder, int Measure), long> Numbers(Counts counts) =>
        counts.All.ToDictionary(static one => (one.Day, one.Holder, one.Measure), static one => one.Number);
}
