using System.Runtime.CompilerServices;
using Hub.Domain.Alerts;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.Tickets;
using Hub.Domain.TimeEntries;
using Hub.Ports.Store;
using Hub.Resources;

namespace Hub.Tickets.Parts;

/// <summary>
/// Where the records of a kind are kept that belong to tickets: each in its ticket's partition. They come and go in one commit
/// with the ticket that counts them, so that no more than a limit come at once, and none after the ticket is gone.
/// </summary>
internal sealed class TicketParts<T>(Kind<T> kind, PartCount count)
    where T : TicketRecord
{
    public Kind<T> Kind => kind;

    public PartCount Count => count;

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

    /// <summary>The deletion of all of a ticket's, one page of them in memory at a time.</summary>
    public async IAsyncEnumerable<Change> Deletions(
        IStore store,
        OrganizationId organization,
        long ticket,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var one in store.All(kind.Document, organization, Within(ticket, new Query()), cancellation))
            yield return new Delete(kind.Document, one.Id, Expected.Anything);
    }

    public string DocumentIdOf(long id) => $"{kind.Name}-{id}";

    private static Query Within(long ticket, Query query) => query with { Partition = Ticket.PartitionOf(ticket) };
}

/// <summary>How a ticket counts what belongs to it, and how many there may be.</summary>
/// <param name="Many">What people call them.</param>
internal sealed record PartCount(
    string Many,
    Func<Ticket, int> Of,
    Func<Ticket, int, Ticket> With,
    Func<LimitOptions, int> Most
);

/// <summary>All that belongs to a ticket in this way.</summary>
internal static class TicketParts
{
    public static readonly TicketParts<TimeEntry> TimeEntries = new(
        TimeEntryKinds.TimeEntry,
        new PartCount(
            "time entries",
            ticket => ticket.TimeEntryCount,
            (ticket, count) => ticket with { TimeEntryCount = count },
            limits => limits.TimeEntriesPerTicket
        )
    );

    public static readonly TicketParts<RaisedAlert> Alerts = new(
        RaisedAlertKinds.Alert,
        new PartCount(
            "alerts",
            ticket => ticket.AlertCount,
            (ticket, count) => ticket with { AlertCount = count },
            limits => limits.AlertsPerTicket
        )
    );
}
