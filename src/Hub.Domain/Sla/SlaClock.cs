using Hub.Domain.Tickets;

namespace Hub.Domain.Sla;

/// <summary>
/// How a ticket's SLA goes on when the ticket, its policy or the time does. It runs and stops as the
/// workflow says of the ticket's status.
/// </summary>
public static class SlaClock
{
    private const double AtRisk = 0.8;

    /// <summary>The SLA under the terms. It starts when a policy first covers the ticket: nothing is late from the start.</summary>
    public static TicketSla? Follow(this TicketSla? sla, Ticket ticket, SlaTerms terms, DateTimeOffset now)
    {
        var (policy, hours) = (terms.Policy, terms.Hours);
        var isStopped = terms.Workflow.Of(ticket).StopsSla;
        if (sla is null && (policy is null || isStopped))
            return null;
        var next = (sla ?? new TicketSla()).Wind(policy is not null && !isStopped, hours, now) with
        {
            PolicyId = policy?.Id,
        };
        return next with
        {
            FirstResponse = next.Aim(
                next.FirstResponse,
                policy?.FirstResponseMinutes,
                policy,
                ticket.FirstRespondedAt,
                hours
            ),
            Resolution = next.Aim(
                next.Resolution,
                policy?.ResolutionMinutes,
                policy,
                isStopped ? ticket.ResolvedAt ?? ticket.ClosedAt : null,
                hours
            ),
        };
    }

    /// <summary>Starts the clock, stops it, or leaves it as it is.</summary>
    private static TicketSla Wind(this TicketSla sla, bool runs, WorkingTime hours, DateTimeOffset now) =>
        (sla.RunningSince, runs) switch
        {
            ({ } since, false) => sla with { Used = sla.Used + hours.Between(since, now), RunningSince = null },
            (null, true) => sla with { RunningSince = now },
            _ => sla,
        };

    private static SlaTarget? Aim(
        this TicketSla sla,
        SlaTarget? target,
        int? minutes,
        SlaPolicy? policy,
        DateTimeOffset? metAt,
        WorkingTime hours
    )
    {
        if (minutes is null)
            // Told is told: what comes back under another policy is not told again.
            return target is null ? null : target with { RiskAt = null, DueAt = null, EscalateAt = null };
        var time = TimeSpan.FromMinutes(minutes.Value);
        TimeSpan? escalation = policy!.EscalateAfterMinutes is { } after ? TimeSpan.FromMinutes(after) : null;
        return (target ?? new SlaTarget()) with
        {
            MetAt = metAt,
            RiskAt = At(time * AtRisk),
            DueAt = At(time),
            EscalateAt = escalation is { } late ? At(time + late) : null,
        };

        DateTimeOffset? At(TimeSpan used) => sla.RunningSince is { } since ? hours.Add(since, used - sla.Used) : null;
    }
}
