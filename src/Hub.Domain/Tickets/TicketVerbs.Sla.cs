using Hub.Domain.Events;
using Hub.Domain.Sla;

namespace Hub.Domain.Tickets;

public static partial class TicketVerbs
{
    /// <summary>
    /// What was decided, with the ticket's SLA gone on to now: deadlines that passed unnoticed are told first, then the clock
    /// follows what the ticket has become. Whoever comes first tells, a change or the timer, and nobody tells it again.
    /// </summary>
    public static Decision<TicketChange> UnderSla(
        this Decision<TicketChange> decision,
        SlaTerms terms,
        DateTimeOffset now
    )
    {
        if (decision.IsRefused || (decision.State.Ticket.Sla is null && terms.Policy is null))
            return decision;
        var (change, ticket) = (decision.State, decision.State.Ticket);
        var before = ticket.Sla;
        var (first, ofFirst) = Tell(before?.FirstResponse, now);
        var (resolution, ofResolution) = Tell(before?.Resolution, now);
        var told = before is null ? null : before with { FirstResponse = first, Resolution = resolution };
        var after = told.Follow(ticket, terms, now);
        if (after == before)
            return decision;

        var next = ticket with { Sla = after };
        HubEvent[] alerts =
        [
            .. Alerts("first_response", first, ofFirst),
            .. Alerts("resolution", resolution, ofResolution),
        ];
        return Decision<TicketChange>.Accept(
            change with
            {
                Ticket = next,
                Timer = after?.Timer == before?.Timer ? null : after?.Timer,
                IsSlaChanged = true,
            },
            [.. decision.Events.Select(one => one.Showing(next)), .. alerts]
        );

        IEnumerable<HubEvent> Alerts(string target, SlaTarget? aim, Fact? fact) =>
            fact is null ? [] : [Alerted(fact, next, target, aim!, now)];
    }

    /// <summary>
    /// The timer went off. A ticket whose breach is old enough is escalated as its policy says; everything else follows from
    /// <see cref="UnderSla"/>.
    /// </summary>
    public static Decision<TicketChange> Escalate(this Ticket ticket, SlaPolicy? policy, DateTimeOffset now)
    {
        var sla = ticket.Sla;
        var (first, resolution) = (IsToEscalate(sla?.FirstResponse, now), IsToEscalate(sla?.Resolution, now));
        if (policy is null || !(first || resolution))
            return new TicketChange(ticket);
        var patch = new TicketPatch
        {
            Priority =
                policy.RaisesPriority && ticket.Priority < TicketPriority.Urgent
                    ? ticket.Priority + 1
                    : default(Optional<TicketPriority>),
            AssigneeId = policy.EscalateToId ?? default(Optional<long?>),
        };
        var updated = ticket.Update(patch, Actor.System, now);
        if (updated.IsRefused)
            return updated;
        var next = updated.State.Ticket with
        {
            Sla = sla! with
            {
                FirstResponse = first ? sla.FirstResponse! with { EscalatedAt = now } : sla.FirstResponse,
                Resolution = resolution ? sla.Resolution! with { EscalatedAt = now } : sla.Resolution,
            },
        };
        var (target, aim) = resolution ? ("resolution", sla.Resolution!) : ("first_response", sla.FirstResponse!);
        return Decision<TicketChange>.Accept(
            updated.State with
            {
                Ticket = next,
                IsSlaChanged = true,
            },
            [.. updated.Events, Alerted(TicketFacts.Escalated, next, target, aim, now)]
        );
    }

    /// <summary>What there is to tell of a target by now. One that is missed is at risk no longer.</summary>
    private static (SlaTarget? Target, Fact? Fact) Tell(SlaTarget? target, DateTimeOffset now) =>
        target is not { MetAt: null, BreachedAt: null } ? (target, null)
        : target.DueAt <= now
            ? (target with { AtRiskAt = target.AtRiskAt ?? now, BreachedAt = now }, TicketFacts.SlaBreached)
        : target.RiskAt <= now && target.AtRiskAt is null ? (target with { AtRiskAt = now }, TicketFacts.SlaAtRisk)
        : (target, null);

    private static bool IsToEscalate(SlaTarget? target, DateTimeOffset now) =>
        target is { MetAt: null, BreachedAt: not null, EscalatedAt: null } && target.EscalateAt <= now;

    private static HubEvent Alerted(Fact fact, Ticket ticket, string target, SlaTarget aim, DateTimeOffset now) =>
        Happened(
            fact,
            ticket with
            {
                Sla = ticket.Sla! with { Alert = new SlaAlert(target, aim.DueAt ?? now) },
            },
            Actor.System,
            now
        );

    /// <summary>The event with the ticket as it is at the end of the change.</summary>
    private static HubEvent Showing(this HubEvent happened, Ticket ticket) =>
        happened.Subject?.Value is Ticket { Sla: var sla }
            ? happened with
            {
                Subject = TicketKinds.Ticket.Of(ticket with { Sla = ticket.Sla! with { Alert = sla?.Alert } }),
            }
        : happened.Parent?.Value is Ticket ? happened with { Parent = TicketKinds.Ticket.Of(ticket) }
        : happened;
}
