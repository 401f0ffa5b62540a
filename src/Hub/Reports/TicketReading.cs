using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Reports;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Tickets;

namespace Hub.Reports;

/// <summary>What tickets add to the reports, as they and what belongs to them stand in the store.</summary>
internal static class TicketReading
{
    /// <summary>Nothing when there is no such ticket.</summary>
    public static async Task<Counts> FiguresOf(
        this IStore store,
        OrganizationId organization,
        long id,
        TimeZoneInfo zone,
        CancellationToken cancellation
    ) =>
        await TicketCommits.Get(store, organization, id, cancellation) is { Value: var ticket }
            ? await store.FiguresOf(ticket, zone, cancellation)
            : new Counts();

    public static async Task<Counts> FiguresOf(
        this IStore store,
        Ticket ticket,
        TimeZoneInfo zone,
        CancellationToken cancellation
    )
    {
        // Lines of history were not always counted.
        if (ticket.HistoryCount == 0 && ticket.UpdatedAt == ticket.CreatedAt)
            return TicketFigures.Of(ticket, [], null, zone);
        var (organization, partition) = (ticket.Organization, Ticket.PartitionOf(ticket.Id));
        var (history, all) = (new List<TimelineEntry>(), new Query { Partition = partition });
        await foreach (var line in store.All(TicketDocuments.Timeline, organization, all, cancellation))
            history.Add(line.Value);
        var survey = await store.Get(
            SurveyKinds.Survey.Document,
            organization,
            partition,
            Survey.DocumentIdOf(ticket.Id),
            cancellation
        );
        return TicketFigures.Of(ticket, history, survey?.Value, zone);
    }
}
