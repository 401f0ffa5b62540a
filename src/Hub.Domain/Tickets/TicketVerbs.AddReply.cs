using Hub.Domain.Events;
using Hub.Domain.Workflows;

namespace Hub.Domain.Tickets;

/// <summary>A reply before it is one. Without an author the caller is the author.</summary>
public sealed record NewReply(long Id, string Body, bool Internal, Requester? Author = null)
{
    public IReadOnlyList<long> AttachmentIds { get; init; } = [];
}

public static partial class TicketVerbs
{
    /// <summary>
    /// Adds a public reply or an internal note. The requester's reply to a resolved ticket opens it again.
    /// </summary>
    /// <param name="workflow">What its statuses are called; as in the beginning when absent.</param>
    public static Decision<TicketChange> AddReply(
        this Ticket ticket,
        NewReply draft,
        Actor actor,
        DateTimeOffset now,
        Workflow? workflow = null
    )
    {
        if (RefuseWhenMerged(ticket) is { } merged)
            return merged;
        if (ticket.Status == TicketStatus.Closed && !draft.Internal)
            return Refusal.Conflict(
                "ticket_closed",
                $"{ticket.Code} is closed and takes no public replies; add an internal note or create a new ticket."
            );

        var byRequester = draft.Author?.Is(ticket.Requester) is true;
        if (draft.Internal && byRequester)
            return Refusal.Invalid(
                "note_by_requester",
                "An internal note is hidden from the requester, who cannot be its author.",
                "author_email"
            );

        var author = draft.Author is { } person ? AuthorOf(person, byRequester ? ticket.Requester : person) : actor;
        var reply = new Reply
        {
            Id = draft.Id,
            Uuid = Guid.CreateVersion7(now),
            TicketId = ticket.Id,
            Body = draft.Body,
            Internal = draft.Internal,
            Author = author,
            AttachmentIds = draft.AttachmentIds,
            CreatedAt = now,
        };
        var reopens = byRequester && ticket.Status == TicketStatus.Resolved;
        var next = ticket.WithStatus(reopens ? TicketStatus.Open : ticket.Status, now).Touched(author, now) with
        {
            ReplyCount = ticket.ReplyCount + (draft.Internal ? 0 : 1),
            FirstRespondedAt = ticket.FirstRespondedAt ?? (draft.Internal || author.Kind == "contact" ? null : now),
        };
        var changes = TicketDifferences.Between(ticket, next);
        var written = Entry(draft.Internal ? TicketHistory.Noted : TicketHistory.Replied, author, now);
        var change = new TicketChange(next)
        {
            Added = reply,
            Timeline = [written with { ReplyId = reply.Id }, .. TicketHistory.Of(changes, author, now)],
        };
        var fact = Happened(draft.Internal ? ReplyFacts.NoteAdded : ReplyFacts.Added, reply, next, author, now);
        return changes.Count == 0
            ? Decision<TicketChange>.Accept(change, fact)
            : Decision<TicketChange>.Accept(
                change,
                [fact, .. FactsOf(ticket, next, changes, workflow ?? Workflow.Default, author, now)]
            );
    }

    /// <param name="known">The same person, as the ticket knows them.</param>
    private static Actor AuthorOf(Requester person, Requester known) =>
        new("contact", known.Id.ToString(), person.Name ?? known.Name ?? person.Email);
}
