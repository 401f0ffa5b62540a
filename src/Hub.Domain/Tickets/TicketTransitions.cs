namespace Hub.Domain.Tickets;

/// <summary>Which status may follow which.</summary>
public static class TicketTransitions
{
    /// <summary>A refusal that says why, or nothing when the move is allowed.</summary>
    public static Refusal? Check(Ticket ticket, TicketStatus to) =>
        (ticket.Status, to) switch
        {
            _ when ticket.Status == to => null,
            (TicketStatus.Closed, _) => Refuse(
                ticket,
                to,
                "A closed ticket stays closed; create a new ticket that mentions this one."
            ),
            (TicketStatus.Resolved, TicketStatus.Pending or TicketStatus.OnHold) => Refuse(
                ticket,
                to,
                "A resolved ticket can be reopened or closed; set it to open first."
            ),
            _ => null,
        };

    private static Refusal Refuse(Ticket ticket, TicketStatus to, string why) =>
        Refusal.Conflict(
            "transition_refused",
            $"{ticket.Code} cannot go from {ticket.Status.Name()} to {to.Name()}. {why}"
        );
}
