using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Reports;
using Hub.Domain.Tickets;
using Hub.Ports.Store;

namespace Hub.Reports;

/// <summary>Counts what was committed, and beside that what is to be counted anew.</summary>
internal sealed class ReportCounting(IStore store, IEventFeed feed, ReportBook book, ReportRecounts recounts)
{
    private const int TicketsPerStep = 100;
    private const string TicketPartition = "ticket-";

    /// <summary>How far the hubs have come.</summary>
    public ValueTask<Stored<ReportProgress>?> Progress(CancellationToken cancellation) =>
        store.Get(
            ReportDocuments.Progress,
            OrganizationId.Hub,
            ReportDocuments.Partition,
            ReportDocuments.Single,
            cancellation
        );

    /// <summary>
    /// Counts the tickets that something happened to after a place, a page of the feed, and answers where it ends. A hub that has no place
    /// yet, or one of another store, has everything that was before counted by itself.
    /// </summary>
    public async Task<NoticePage> Follow(string? place, CancellationToken cancellation)
    {
        var page = await feed.After(place, cancellation);
        if (page.IsBegin)
            await recounts.AskAll(cancellation);
        foreach (var organization in page.Notices.GroupBy(static notice => notice.Organization))
        {
            var tickets = organization.Select(static notice => TicketOf(notice.Partition)).OfType<long>();
            await book.Count(organization.Key, tickets, organization.Max(static one => one.Position), cancellation);
        }
        return page;
    }

    /// <summary>Some tickets of a recount; whether there was one.</summary>
    public async Task<bool> Recount(CancellationToken cancellation)
    {
        if (await recounts.Next(cancellation) is not { } next)
            return false;
        var (organization, recount) = next;
        var page = await store.Query(
            TicketDocuments.Ticket,
            organization,
            After(recount.Value.After, TicketsPerStep),
            cancellation
        );
        await book.Count(organization, page.Items.Select(static one => one.Value.Id), 0, cancellation);
        if (page.Items.Count == TicketsPerStep)
            await recounts.Advance(organization, recount, page.Items[^1].Value.Id, cancellation);
        else
            await recounts.Finish(organization, recount, cancellation);
        return true;
    }

    /// <summary>An organization's tickets in the order of their numbers.</summary>
    private static Query After(long id, int most) =>
        new()
        {
            Filter = new Filter.Compare("id", Comparison.Greater, FieldValue.Integer(id)),
            Sort = [new Sort("id")],
            Limit = most,
        };

    private static long? TicketOf(string partition) =>
        partition.StartsWith(TicketPartition, StringComparison.Ordinal)
        && long.TryParse(partition.AsSpan(TicketPartition.Length), out var id)
            ? id
            : null;
}
