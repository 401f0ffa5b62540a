using Hub.Domain.Alerts;
using Hub.Domain.Events;
using Hub.Domain.Sla;

namespace Hub.Domain.Tickets;

public static partial class TicketVerbs
{
    /// <summary>
    /// What was decided, with the ticket's deadlines gone on to now: what passed unnoticed is told first, then SLA, alerts and
    /// timer follow what the ticket has become. Whoever comes first tells, a change or the timer, and nobody tells it again.
    /// </summary>
    public static Decision<TicketChange> WithDeadlines(
        this Decision<TicketChange> decision,
        TicketTerms terms,
        DateTimeOffset now
    )
    {
        if (decision.IsRefused)
            return decision;
        var before = decision.State.Ticket;
        var due = Due(before, terms.Alerts, now);
        var next = before with
        {
            Sla = due.Ticket.Sla.Follow(before, terms.Sla, now),
            Expected = ExpectedDateWatch.Follow(due.Ticket.Expected, before, terms.Alerts, now),
            Idle = IdleWatch.Follow(due.Ticket.Idle, before, terms.Alerts, now),
        };
        next = next with { Timer = TicketTimer.Of(next, now) };
        return next == before
            ? decision
            : Decision<TicketChange>.Accept(
                decision.State with
                {
                    Ticket = next,
                    Timer = next.Timer == before.Timer ? null : next.Timer,
                    Pages = [.. decision.State.Pages, .. PagesFor(due.Breached, next, terms.Sla.Policy, now)],
                    IsScheduleChanged = true,
                },
                [
                    .. decision.Events.Select(one => one.Showing(next)),
                    .. due.Alerts.Select(one => Happened(one.Fact, one.About(next), Actor.System, now)),
                ]
            );
    }

    /// <summary>
    /// The timer went off, and none is set any more. A ticket whose breach is old enough is escalated as its policy says;
    /// everything else follows from <see cref="WithDeadlines"/>.
    /// </summary>
    public static Decision<TicketChange> GoOff(this Ticket ticket, SlaPolicy? policy, DateTimeOffset now)
    {
        var untimed = new TicketChange(ticket with { Timer = null }) { IsScheduleChanged = true };
        var sla = ticket.Sla;
        var (first, resolution) = (IsToEscalate(sla?.FirstResponse, now), IsToEscalate(sla?.Resolution, now));
        if (policy is null || !(first || resolution))
            return untimed;
        var patch = new TicketPatch
        {
            Priority =
                policy.RaisesPriority && ticket.Priority < TicketPriority.Urgent
                    ? ticket.Priority + 1
                    : default(Optional<TicketPriority>),
            AssigneeId = policy.EscalateToId ?? default(Optional<long?>),
        };
        var updated = untimed.Ticket.Update(patch, Actor.System, now);
        if (updated.IsRefused)
            return untimed;
        var next = updated.State.Ticket with
        {
            Sla = sla! with
            {
                FirstResponse = first ? sla.FirstResponse! with { EscalatedAt = now } : sla.FirstResponse,
                Resolution = resolution ? sla.Resolution! with { EscalatedAt = now } : sla.Resolution,
            },
        };
        IReadOnlyList<string> late =
        [
            .. first ? [SlaTargets.FirstResponse] : (string[])[],
            .. resolution ? [SlaTargets.Resolution] : (string[])[],
        ];
        return Decision<TicketChange>.Accept(
            updated.State with
            {
                Ticket = next,
                IsScheduleChanged = true,
                Pages = PagesFor(late, next, policy, now),
            },
            [
                .. updated.Events,
                .. late.Select(target =>
                    Happened(
                        TicketFacts.Escalated,
                        next.About(target, sla.TargetOf(target)!, now, isEscalated: true),
                        Actor.System,
                        now
                    )
                ),
            ]
        );
    }

    /// <summary>What there is to tell by now, and the ticket with it told.</summary>
    private static (Ticket Ticket, IReadOnlyList<DueAlert> Alerts, IReadOnlyList<string> Breached) Due(
        Ticket ticket,
        AlertTerms terms,
        DateTimeOffset now
    )
    {
        var (alerts, breached) = (new List<DueAlert>(), new List<string>());
        return (
            ticket with
            {
                Sla = ticket.Sla is { } sla
                    ? sla with
                    {
                        FirstResponse = Tell(SlaTargets.FirstResponse, sla.FirstResponse),
                        Resolution = Tell(SlaTargets.Resolution, sla.Resolution),
                    }
                    : null,
                Expected = TellExpected(ticket.Expected),
                Idle = TellIdle(ticket.Idle),
            },
            alerts,
            breached
        );

        SlaTarget? Tell(string name, SlaTarget? target)
        {
            var (told, fact) = TellTarget(target, now);
            if (fact is not null)
                alerts.Add(new(fact, next => next.About(name, told!, now)));
            if (fact == TicketFacts.SlaBreached)
                breached.Add(name);
            return told;
        }

        ExpectedDateWatch? TellExpected(ExpectedDateWatch? watch)
        {
            if (watch?.Due(now) is not { } stage)
                return watch;
            var days = terms.DayOf(now).DayNumber - watch.Date.DayNumber;
            var alert = new TicketAlert { ExpectedDate = watch.Date, DaysOverdue = days > 0 ? days : null };
            alerts.Add(new(FactOf(stage), next => next with { Alert = alert }));
            return watch with { Told = stage };
        }

        IdleWatch? TellIdle(IdleWatch? watch)
        {
            if (watch is null || !(watch.At <= now))
                return watch;
            var alert = new TicketAlert { DaysIdle = (now - watch.From).Days };
            alerts.Add(new(TicketFacts.Idle, next => next with { Alert = alert }));
            return watch with { IsTold = true };
        }
    }

    /// <summary>What there is to tell of a target by now. One that is missed is at risk no longer.</summary>
    private static (SlaTarget? Target, Fact? Fact) TellTarget(SlaTarget? target, DateTimeOffset now) =>
        target is not { MetAt: null, BreachedAt: null } ? (target, null)
        : target.DueAt <= now
            ? (target with { AtRiskAt = target.AtRiskAt ?? now, BreachedAt = now }, TicketFacts.SlaBreached)
        : target.RiskAt <= now && target.AtRiskAt is null ? (target with { AtRiskAt = now }, TicketFacts.SlaAtRisk)
        : (target, null);

    private static Fact FactOf(ExpectedDateStage stage) =>
        stage switch
        {
            ExpectedDateStage.Approaching => TicketFacts.ExpectedDateApproaching,
            ExpectedDateStage.DueToday => TicketFacts.ExpectedDateDueToday,
            _ => TicketFacts.ExpectedDateOverdue,
        };

    /// <summary>
    /// Who is paged for the missed targets. The escalation asks once more: where somebody was paged for the breach already, nothing
    /// comes of it.
    /// </summary>
    private static IReadOnlyList<BreachPage> PagesFor(
        IReadOnlyList<string> targets,
        Ticket ticket,
        SlaPolicy? policy,
        DateTimeOffset now
    ) =>
        policy?.PageRotationId is { } rotation
            ?
            [
                .. targets
                    .Where(target => BreachPage.IsWanted(ticket, target))
                    .Select(target => new BreachPage(rotation, target, now)),
            ]
            : [];

    private static bool IsToEscalate(SlaTarget? target, DateTimeOffset now) =>
        target is { MetAt: null, BreachedAt: not null, EscalatedAt: null } && target.EscalateAt <= now;

    /// <summary>The ticket as an event about the target shows it.</summary>
    private static Ticket About(
        this Ticket ticket,
        string target,
        SlaTarget aim,
        DateTimeOffset now,
        bool isEscalated = false
    ) =>
        ticket with
        {
            Sla = ticket.Sla! with
            {
                Alert = new SlaAlert(target, aim.DueAt ?? now, isEscalated ? aim.EscalateAt : null),
            },
        };

    /// <summary>The event with the ticket as it is at the end of the change.</summary>
    private static HubEvent Showing(this HubEvent happened, Ticket ticket) =>
        happened.Subject?.Value is Ticket { Sla: var sla }
            ? happened with
            {
                Subject = TicketKinds.Ticket.Of(
                    ticket with
                    {
                        Sla = ticket.Sla is { } now ? now with { Alert = sla?.Alert } : null,
                    }
                ),
            }
        : happened.Parent?.Value is Ticket ? happened with { Parent = TicketKinds.Ticket.Of(ticket) }
        : happened;

    /// <param name="About">The ticket as the event shows it.</param>
    private sealed record DueAlert(Fact Fact, Func<Ticket, Ticket> About);
}
