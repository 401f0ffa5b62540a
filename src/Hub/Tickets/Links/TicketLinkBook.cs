using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Resources;

namespace Hub.Tickets.Links;

/// <summary>The links between tickets, all of an organization's in one place.</summary>
internal sealed class TicketLinkBook(IStore store, RecordLimits limits)
{
    private static readonly DocumentType<TicketLink> Type = TicketLink.Kind.Document;

    public Task<Page<TicketLink>> List(OrganizationId organization, Query query, CancellationToken cancellation) =>
        store.Query(Type, organization, Within(query), cancellation);

    /// <summary>The link's place, for a change.</summary>
    public Place<TicketLink> PlaceOf(OrganizationId organization, long ticket, long id) =>
        new(
            organization,
            TicketLink.Kind.Partition,
            cancellation => Find(organization, ticket, id, cancellation),
            () => Refusal.NotFound("link", id)
        );

    public async ValueTask<Stored<TicketLink>?> Find(
        OrganizationId organization,
        long ticket,
        long id,
        CancellationToken cancellation
    )
    {
        var query = Within(
            new Query
            {
                Filter = Filter.AllOf([Filter.Equal("id", FieldValue.Integer(id)), TicketLink.Of(ticket)]),
                Limit = 1,
            }
        );
        return (await store.Query(Type, organization, query, cancellation)).Items is [var found] ? found : null;
    }

    /// <summary>The link, or the one that is there already between the two.</summary>
    public async Task<(Stored<TicketLink>? Link, Refusal? Refusal)> Add(
        OrganizationId organization,
        TicketLink link,
        CancellationToken cancellation
    )
    {
        if (await There() is { } known)
            return Same(known);
        foreach (var ticket in (long[])[link.FromId, link.ToId])
            if (await CheckLimit(organization, ticket, cancellation) is { } full)
                return (null, full);
        var put = new Put<TicketLink>(Type, link.DocumentId, link, Expected.Absent);
        return await store.Commit(Of(organization, put), cancellation) switch
        {
            CommitResult.Done done => (
                new Stored<TicketLink>(TicketLink.Kind.Partition, link.DocumentId, link, done.Versions[0]),
                null
            ),
            CommitResult.Exists when await There() is { } made => Same(made),
            var result => (null, result.ToRefusal()),
        };

        ValueTask<Stored<TicketLink>?> There() =>
            store.Get(Type, organization, TicketLink.Kind.Partition, link.DocumentId, cancellation);

        (Stored<TicketLink>?, Refusal?) Same(Stored<TicketLink> there) =>
            there.Value.FromId == link.FromId
                ? (there, null)
                : (
                    null,
                    Refusal.Conflict("link_opposed", "The two are linked the other way round; delete that link first.")
                );
    }

    /// <summary>Takes a ticket's links away. May be done any number of times.</summary>
    public async Task RemoveAll(OrganizationId organization, long ticket, CancellationToken cancellation)
    {
        var deletions = new List<Change>();
        var all = Within(new Query { Filter = TicketLink.Of(ticket) });
        await foreach (var link in store.All(Type, organization, all, cancellation))
            deletions.Add(new Delete(Type, link.Id, Expected.Anything));
        await store.CommitInChunks(organization, TicketLink.Kind.Partition, deletions, cancellation);
    }

    private Task<Refusal?> CheckLimit(OrganizationId organization, long ticket, CancellationToken cancellation) =>
        limits.Check(
            new RecordLimit($"links of ticket {ticket}", static most => most.LinksPerTicket),
            Type,
            organization,
            Within(new Query { Filter = TicketLink.Of(ticket) }),
            cancellation
        );

    private static Commit Of(OrganizationId organization, Change change) =>
        new(organization, TicketLink.Kind.Partition) { Changes = [change] };

    private static Query Within(Query query) => query with { Partition = TicketLink.Kind.Partition };
}
