using Hub.Domain.Events;
using Hub.Domain.Sla;

namespace Hub.Domain.Tickets;

/// <summary>What a verb made of a ticket, and the documents written in the same step.</summary>
public sealed record TicketChange(Ticket Ticket)
{
    /// <summary>A reply to write.</summary>
    public Reply? Added { get; init; }

    /// <summary>A reply to remove.</summary>
    public Reply? Removed { get; init; }

    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>A timer to set.</summary>
    public TicketTimer? Timer { get; init; }

    /// <summary>Whoever is on call is to be paged for what the ticket missed.</summary>
    public IReadOnlyList<BreachPage> Pages { get; init; } = [];

    /// <summary>Something that follows from time is not as it was: deadlines, alerts, the timer.</summary>
    public bool IsScheduleChanged { get; init; }

    /// <summary>False when the ticket already was as asked: there is nothing to write.</summary>
    public bool HasEffect => Timeline.Count > 0 || IsScheduleChanged;

    /// <summary>The ticket with what the change adds to it and takes away counted.</summary>
    public Ticket Counted =>
        Ticket with
        {
            NoteCount = Math.Max(0, Ticket.NoteCount + Notes(Added) - Notes(Removed)),
            HistoryCount = Ticket.HistoryCount + Timeline.Count,
        };

    private static int Notes(Reply? reply) => reply is { Internal: true } ? 1 : 0;
}

/// <summary>
/// What can be done to a ticket. Each verb stands in its own file; all are pure and answer the next state with the
/// events it fires, or a refusal.
/// </summary>
public static partial class TicketVerbs
{
    internal static Refusal? RefuseWhenMerged(this Ticket ticket) =>
        ticket.MergedIntoId is { } target
            ? Refusal.Conflict(
                "ticket_merged",
                $"{ticket.Code} was merged into ticket {target} and takes no more changes; change that one."
            )
            : null;

    private static HubEvent Happened(Fact fact, Ticket ticket, Actor actor, DateTimeOffset now) =>
        HubEvent.Of(fact, ticket.Organization, Ticket.PartitionOf(ticket.Id), actor, now) with
        {
            Subject = TicketKinds.Ticket.Of(ticket),
        };

    private static HubEvent Happened(Fact fact, Reply reply, Ticket ticket, Actor actor, DateTimeOffset now) =>
        HubEvent.Of(fact, ticket.Organization, Ticket.PartitionOf(ticket.Id), actor, now) with
        {
            Subject = TicketKinds.Reply.Of(reply),
            Parent = TicketKinds.Ticket.Of(ticket),
        };

    internal static Ticket Touched(this Ticket ticket, Actor actor, DateTimeOffset now) =>
        ticket with
        {
            UpdatedAt = now,
            ActiveAt = actor.IsAutomatic ? ticket.LastActiveAt : now,
        };

    internal static TimelineEntry Entry(string kind, Actor actor, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), kind, actor, now);

    private static Ticket WithStatus(this Ticket ticket, TicketStatus status, DateTimeOffset now) =>
        ticket.Status == status ? ticket : ticket.At(status, status.Name(), now);

    /// <param name="id">What the workflow calls the status.</param>
    private static Ticket At(this Ticket ticket, TicketStatus status, string id, DateTimeOffset now)
    {
        var hasEnded = status is TicketStatus.Resolved or TicketStatus.Closed;
        return ticket with
        {
            Status = status,
            StatusId = id == status.Name() ? null : id,
            Resolution = hasEnded ? ticket.Resolution : null,
            AdditionalKeys = hasEnded ? ticket.AdditionalKeys : null,
            ResolvedAt = status switch
            {
                TicketStatus.Resolved => ticket.ResolvedAt ?? now,
                TicketStatus.Closed => ticket.ResolvedAt,
                _ => null,
            },
            ClosedAt = status == TicketStatus.Closed ? ticket.ClosedAt ?? now : null,
        };
    }
}
