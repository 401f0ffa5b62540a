using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Store;

namespace Hub.Tickets;

/// <summary>How a ticket is kept: it, its replies and its history share one partition, and so one commit.</summary>
internal static class TicketCommits
{
    public static ValueTask<Stored<Ticket>?> Get(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    ) => store.Get(TicketDocuments.Ticket, organization, Ticket.PartitionOf(id), Ticket.DocumentIdOf(id), cancellation);

    public static ValueTask<Stored<Reply>?> GetReply(
        IStore store,
        OrganizationId organization,
        long ticket,
        long reply,
        CancellationToken cancellation
    ) =>
        store.Get(
            TicketDocuments.Reply,
            organization,
            Ticket.PartitionOf(ticket),
            Reply.DocumentIdOf(reply),
            cancellation
        );

    public static Commit Create(Ticket ticket, IReadOnlyList<HubEvent> events) =>
        new(ticket.Organization, Ticket.PartitionOf(ticket.Id))
        {
            Changes = [Put(ticket, Expected.Absent)],
            Events = events,
        };

    /// <summary>The ticket comes first: its new version is the first of the answer.</summary>
    public static Commit Of(TicketChange change, DocumentVersion version, IReadOnlyList<HubEvent> events)
    {
        var changes = new List<Change> { Put(change.Counted, Expected.At(version)) };
        if (change.Added is { } added)
            changes.Add(new Put<Reply>(TicketDocuments.Reply, Reply.DocumentIdOf(added.Id), added, Expected.Absent));
        if (change.Removed is { } removed)
            changes.Add(new Delete(TicketDocuments.Reply, Reply.DocumentIdOf(removed.Id), Expected.Anything));
        foreach (var entry in change.Timeline)
            changes.Add(
                new Put<TimelineEntry>(
                    TicketDocuments.Timeline,
                    TimelineEntry.DocumentIdOf(entry.Id),
                    entry,
                    Expected.Absent
                )
            );
        return new Commit(change.Ticket.Organization, Ticket.PartitionOf(change.Ticket.Id))
        {
            Changes = changes,
            Events = events,
        };
    }

    private static Put<Ticket> Put(Ticket ticket, Expected expected) =>
        new(TicketDocuments.Ticket, Ticket.DocumentIdOf(ticket.Id), ticket, expected);
}
