using Hub.Domain.Workflows;

namespace Hub.Domain.Tickets;

/// <summary>Which status may follow which: what the organization's workflow says of a ticket.</summary>
public static class TicketTransitions
{
    /// <summary>A refusal that says which statuses may follow, or nothing when the move is allowed.</summary>
    public static Refusal? Check(Ticket ticket, WorkflowStatus to, Workflow workflow)
    {
        var from = workflow.Of(ticket);
        if (workflow.Between(from, to) is not null)
            return null;
        var targets = workflow.From(from).Select(one => one.TargetId).Distinct().ToList();
        return Refuse(
            ticket,
            from,
            to,
            from.Category == TicketStatus.Closed
                    ? "A closed ticket stays closed; create a new ticket that mentions this one."
                : targets.Count == 0 ? "Its workflow lets it go nowhere from there."
                : $"It can go to {string.Join(", ", targets)}."
        );
    }

    /// <summary>The same of a status that is set like any other field, and says nothing of what the workflow may want to know.</summary>
    public static Refusal? CheckSet(Ticket ticket, TicketStatus to, Workflow workflow) =>
        ticket.Status == to ? null
        : Check(ticket, workflow.Of(to), workflow) is { } refused ? refused
        : workflow.Between(workflow.Of(ticket), workflow.Of(to))
            is { RequiresResolution: true }
                or { RequiresComment: true }
            ? Refuse(
                ticket,
                workflow.Of(ticket),
                workflow.Of(to),
                "This way wants a resolution or a comment; take it with a POST to the ticket's transitions."
            )
        : null;

    private static Refusal Refuse(Ticket ticket, WorkflowStatus from, WorkflowStatus to, string why) =>
        Refusal.Conflict("transition_refused", $"{ticket.Code} cannot go from {from.Id} to {to.Id}. {why}");
}
