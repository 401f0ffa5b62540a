using Hub.Domain.Shapes;
using Hub.Domain.Tickets;

namespace Hub.Domain.Sla;

/// <summary>A ticket's SLA as receivers read it.</summary>
public static class SlaShapes
{
    public static readonly Shape<TicketSla> Sla = new Shape<TicketSla>()
        .Integer("policy_id", "The number of the policy that covers the ticket.", sla => sla.PolicyId)
        .Text(
            "target",
            "Which deadline the event is about: first_response or resolution; absent of other events.",
            sla => sla.Alert?.Target
        )
        .Optional()
        .Instant("deadline", "That deadline; absent of other events.", sla => sla.Alert?.DueAt)
        .Optional()
        .Flag("paused", "Whether the clock stands.", sla => sla.RunningSince is null)
        .Instant("first_response_due_at", "When an agent must have replied; absent while the clock stands.", sla =>
            sla.FirstResponse?.DueAt
        )
        .Optional()
        .Flag("first_response_breached", "Whether the first reply is late, or was.", sla =>
            sla.FirstResponse?.BreachedAt is not null
        )
        .Instant("resolution_due_at", "When it must be resolved; absent while the clock stands.", sla =>
            sla.Resolution?.DueAt
        )
        .Optional()
        .Flag("resolution_breached", "Whether it is resolved too late, or was.", sla =>
            sla.Resolution?.BreachedAt is not null
        );

    /// <summary>Nothing of a ticket that no policy covers.</summary>
    public static TicketSla? Of(Ticket ticket) => ticket.Sla is { PolicyId: not null } sla ? sla : null;

    /// <summary>The sample as an event tells it, so much of the deadline being used.</summary>
    internal static Ticket Sample(Ticket ticket, bool isBreached)
    {
        var due = ticket.CreatedAt.AddHours(4);
        DateTimeOffset? breachedAt = isBreached ? due : null;
        return ticket with
        {
            Sla = new TicketSla
            {
                PolicyId = 5,
                RunningSince = ticket.CreatedAt,
                FirstResponse = new SlaTarget { DueAt = ticket.CreatedAt.AddHours(1) },
                Resolution = new SlaTarget { DueAt = due, BreachedAt = breachedAt },
                Alert = new SlaAlert(SlaTargets.Resolution, due, breachedAt?.AddHours(1)),
            },
        };
    }
}
