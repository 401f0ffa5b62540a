using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Sla;

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

    /// <summary>The ticket's place, for changes that nobody asked for with a request.</summary>
    public static Place<Ticket> PlaceOf(IStore store, OrganizationId organization, long id) =>
        new(
            organization,
            Ticket.PartitionOf(id),
            cancellation => Get(store, organization, id, cancellation),
            () => Refusal.NotFound("ticket", id)
        );

    public static Proposal<TicketChange> Propose(Stored<Ticket> stored, Decision<TicketChange> decision) =>
        decision.IsRefused ? decision.Refusal
        : !decision.State.HasEffect ? Proposal<TicketChange>.Keep(decision.State, stored.Version)
        : Proposal<TicketChange>.Write(decision.State, Of(decision.State, stored.Version, decision.Events));

    public static Commit Create(TicketChange created, IReadOnlyList<HubEvent> events) =>
        new(created.Ticket.Organization, Ticket.PartitionOf(created.Ticket.Id))
        {
            Changes = [Put(created.Ticket, Expected.Absent)],
            Events = events,
            Timers = TimersOf(created),
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
            Timers = TimersOf(change),
        };
    }

    private static IReadOnlyList<QueueMessage> TimersOf(TicketChange change) =>
        [
            .. change.Timer is { } timer ? [TicketTimers.Message(change.Ticket, timer)] : (QueueMessage[])[],
            .. change.Pages.Select(page => SlaPaging.Message(change.Ticket, page)),
        ];

    private static Put<Ticket> Put(Ticket ticket, Expected expected) =>
        new(TicketDocuments.Ticket, Ticket.DocumentIdOf(ticket.Id), ticket, expected);
}
