using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.Tickets;
using Hub.Ports.Store;

namespace Hub.Tickets.Parts;

/// <summary>
/// Where the records of a kind are kept that belong to tickets: each in its ticket's partition. They come and go in one commit
/// with the ticket that counts them, so that no more than a limit come at once, and none after the ticket is gone.
/// </summary>
internal sealed class TicketParts<T>(Kind<T> kind)
    where T : TicketRecord
{
    public Task<Page<T>> List(
        IStore store,
        OrganizationId organization,
        long ticket,
        Query query,
        CancellationToken cancellation
    ) => store.Query(kind.Document, organization, Within(ticket, query), cancellation);

    public ValueTask<Stored<T>?> Find(
        IStore store,
        OrganizationId organization,
        long ticket,
        long id,
        CancellationToken cancellation
    ) => store.Get(kind.Document, organization, Ticket.PartitionOf(ticket), DocumentIdOf(id), cancellation);

    /// <summary>The record's place, for a change.</summary>
    public Place<T> PlaceOf(IStore store, OrganizationId organization, long ticket, long id) =>
        Place.Of(store, kind.Document, organization, Ticket.PartitionOf(ticket), DocumentIdOf(id), () =>
            Domain.Refusal.NotFound(kind.Name, id)
        );

    /// <summary>The commit that adds the record, which comes first: its version is the answer's.</summary>
    /// <param name="counted">The ticket with the record counted.</param>
    public Commit Add(T record, Stored<Ticket> ticket, Ticket counted, IReadOnlyList<HubEvent> events) =>
        With(new Put<T>(kind.Document, DocumentIdOf(record.Id), record, Expected.Absent), ticket, counted, events);

    /// <summary>The commit that takes the record away.</summary>
    /// <param name="counted">The ticket without the record.</param>
    public Commit Remove(Stored<T> record, Stored<Ticket> ticket, Ticket counted, IReadOnlyList<HubEvent> events) =>
        With(new Delete(kind.Document, record.Id, Expected.At(record.Version)), ticket, counted, events);

    /// <summary>The deletion of all of a ticket's, one page of them in memory at a time.</summary>
    public async IAsyncEnumerable<Change> Deletions(
        IStore store,
        OrganizationId organization,
        long ticket,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var one in store.All(kind.Document, organization, Within(ticket, new Query()), cancellation))
            yield return new Delete(kind.Document, one.Id, Expected.Anything);
    }

    private static Query Within(long ticket, Query query) => query with { Partition = Ticket.PartitionOf(ticket) };

    private static Commit With(Change change, Stored<Ticket> ticket, Ticket counted, IReadOnlyList<HubEvent> events) =>
        new(counted.Organization, ticket.Partition)
        {
            Changes =
            [
                change,
                new Put<Ticket>(TicketDocuments.Ticket, ticket.Id, counted, Expected.At(ticket.Version)),
            ],
            Events = events,
        };

    private string DocumentIdOf(long id) => $"{kind.Name}-{id}";
}
