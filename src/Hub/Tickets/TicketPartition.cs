using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Ports.Store;

namespace Hub.Tickets;

/// <summary>What belongs to a ticket beside its own document.</summary>
internal static class TicketPartition
{
    public static Task<List<Stored<Reply>>> Replies(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    ) => ReadAll(TicketDocuments.Reply, "id", store, organization, id, cancellation);

    public static Task<List<Stored<TimelineEntry>>> Timeline(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    ) => ReadAll(TicketDocuments.Timeline, "at", store, organization, id, cancellation);

    private static Task<List<Stored<T>>> ReadAll<T>(
        DocumentType<T> type,
        string sort,
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
        where T : class
    {
        var query = new Query { Partition = Ticket.PartitionOf(id), Sort = [new Sort(sort)] };
        return store.All(type, organization, query, cancellation).ToListAsync(cancellation).AsTask();
    }
}
