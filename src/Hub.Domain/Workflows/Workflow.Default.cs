using Hub.Domain.Tickets;

namespace Hub.Domain.Workflows;

public sealed partial record Workflow
{
    /// <summary>The workflow of an organization that has set none.</summary>
    public static readonly Workflow Default = new()
    {
        Statuses =
        [
            new("open", "Open", TicketStatus.Open, StopsSla: false),
            new("pending", "Pending", TicketStatus.Pending, StopsSla: true),
            new("on_hold", "On hold", TicketStatus.OnHold, StopsSla: false),
            new("resolved", "Resolved", TicketStatus.Resolved, StopsSla: true),
            new("closed", "Closed", TicketStatus.Closed, StopsSla: true),
        ],
        Transitions =
        [
            new(["pending", "on_hold", "resolved"], "open", "Reopen ticket"),
            new(["open", "on_hold"], "pending", "Wait for requester"),
            new(["open", "pending"], "on_hold", "Put on hold"),
            new(["open", "pending", "on_hold"], "resolved", "Resolve ticket"),
            new(["open", "pending", "on_hold", "resolved"], "closed", "Close ticket"),
        ],
    };
}
