using Hub.Domain.Events;

namespace Hub.Domain.Tickets;

public static partial class TicketVerbs
{
    /// <summary>Why the ticket takes no further subticket; nothing when it does.</summary>
    /// <param name="above">How many tickets stand above it.</param>
    public static Refusal? RefuseSubticket(this Ticket ticket, int above) =>
        ticket.RefuseWhenMerged()
        ?? (
            ticket.Status == TicketStatus.Closed
                ? Refusal.Conflict("ticket_closed", $"{ticket.Code} is closed and takes no subtickets.")
            : above >= TicketBounds.DeepestSubticket
                ? Refusal.Conflict(
                    "subticket_too_deep",
                    $"{ticket.Code} stands {above} tickets deep, which is the limit; create it below one above."
                )
            : null
        );

    /// <summary>Makes a subticket of a deleted ticket one of its own; nothing happens to any other.</summary>
    public static Decision<TicketChange> DetachFrom(this Ticket ticket, long parent, Actor actor, DateTimeOffset now)
    {
        if (ticket.ParentId != parent)
            return Decision<TicketChange>.Accept(new TicketChange(ticket));
        var next = ticket.Touched(actor, now) with { ParentId = null };
        var changes = TicketDifferences.Between(ticket, next);
        return Decision<TicketChange>.Accept(
            new TicketChange(next) { Timeline = TicketHistory.Of(changes, actor, now) },
            Happened(TicketFacts.Updated, next, actor, now) with
            {
                Changes = changes,
            }
        );
    }
}
