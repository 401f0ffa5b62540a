using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Ports.Store;

namespace Hub.Tickets;

/// <summary>What belongs to a ticket beside its own document.</summary>
internal static class TicketPartition
{
    private const int Batch = 200;

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

    private static async Task<List<Stored<T>>> ReadAll<T>(
        DocumentType<T> type,
        string sort,
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
        where T : class
    {
        var all = new List<Stored<T>>();
        Cursor? after = null;
        do
        {
            var query = new Query
            {
                Partition = Ticket.PartitionOf(id),
                Sort = [new Sort(sort)],
                Limit = Batch,
                After = after,
            };
            var page = await store.Query(type, organization, query, cancellation);
            all.AddRange(page.Items);
            after = page.Next;
        } while (after is not null);
        return all;
    }
}
