using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Records;

namespace Hub.Domain.OnCall;

/// <summary>Through whom something is done to a page, and when.</summary>
public readonly record struct PageDeed(OrganizationId Organization, Actor Actor, DateTimeOffset Now);

/// <summary>
/// What can be done to a page: it is sent, goes on to the next in line by hand or when nobody acknowledged it in time, is
/// acknowledged and resolved.
/// </summary>
public static class PageVerbs
{
    /// <summary>The code of the refusal when there is nobody to page.</summary>
    public const string NobodyOnCall = "nobody_on_call";

    /// <summary>Pages the first in line.</summary>
    public static Decision<Page> Send(this Page page, EscalationLine line, PageDeed deed) =>
        page.Go(line, round: 0, OnCallFacts.Paged, deed);

    /// <summary>Pages the next in line, also after it was acknowledged; after the last the first once more.</summary>
    public static Decision<Page> Escalate(this Page page, EscalationLine line, PageDeed deed) =>
        page.Status == PageStatus.Resolved ? page.Refuse(PageStatus.Triggered)
        : page.Paged.Count >= Page.MostPaged
            ? Refusal.Conflict("limit_reached", $"Page {page.Id} went to {Page.MostPaged} already, which is the limit.")
        : page.Go(
            line,
            page.Current.Round + (page.NotYetPaged(line, page.Current.Round) is null ? 1 : 0),
            OnCallFacts.Escalated,
            deed
        );

    /// <summary>What the timer does: nothing when it is not the one that is set, or its time has not come.</summary>
    public static Decision<Page> TimeOut(this Page page, Guid timer, EscalationLine line, PageDeed deed)
    {
        if (page.Timer?.Id != timer || page.Timer.At > deed.Now)
            return page;
        var escalated = page.GoesOn(line, page.Current.Round) ? page.Escalate(line, deed) : page;
        // Nobody is left, and nobody waits any more.
        return escalated.IsRefused || escalated.State == page
            ? page with
            {
                Timer = null,
                UpdatedAt = deed.Now,
            }
            : escalated;
    }

    /// <summary>Somebody looks after it: it goes on to nobody. Once more changes nothing.</summary>
    /// <param name="agent">Who, where that is known.</param>
    public static Decision<Page> Acknowledge(this Page page, long? agent, PageDeed deed)
    {
        if (page.Status != PageStatus.Triggered)
            return page.Status == PageStatus.Acknowledged ? page : page.Refuse(PageStatus.Acknowledged);
        var next = page with
        {
            Status = PageStatus.Acknowledged,
            AcknowledgedAt = deed.Now,
            AcknowledgedById = agent,
            Timer = null,
            UpdatedAt = deed.Now,
        };
        return next.Told(OnCallFacts.Acknowledged, deed);
    }

    /// <summary>It is over. Once more changes nothing.</summary>
    public static Decision<Page> Resolve(this Page page, string? resolution, PageDeed deed)
    {
        if (page.Status == PageStatus.Resolved)
            return page;
        var next = page with
        {
            Status = PageStatus.Resolved,
            Resolution = resolution,
            ResolvedAt = deed.Now,
            Timer = null,
            UpdatedAt = deed.Now,
        };
        return next.Told(OnCallFacts.Resolved, deed);
    }

    private static Decision<Page> Go(this Page page, EscalationLine line, int round, Fact fact, PageDeed deed)
    {
        if (page.NotYetPaged(line, round) is not { } responder)
            return Refusal.Conflict(
                NobodyOnCall,
                $"Nobody is on call in rotation {page.RotationId} now, and it names nobody else who can be paged."
            );
        var next = page with
        {
            Status = PageStatus.Triggered,
            Paged = [.. page.Paged, new PagedAgent(responder.AgentId, responder.Name, round, deed.Now)],
            UpdatedAt = deed.Now,
        };
        var waits = page.Urgency == PageUrgency.High && next.GoesOn(line, round) ? line.After : null;
        return (
            next with
            {
                Timer = waits is { } time ? new EscalationTimer(Guid.CreateVersion7(deed.Now), deed.Now + time) : null,
            }
        ).Told(fact, deed);
    }

    /// <summary>Whether it goes on to somebody by itself.</summary>
    private static bool GoesOn(this Page page, EscalationLine line, int round) =>
        page.Paged.Count < Page.MostPaged && (page.NotYetPaged(line, round) is not null || round < line.Repeats);

    /// <summary>The first in line whom the round has not come to. Who is in line may have changed since it began.</summary>
    private static Responder? NotYetPaged(this Page page, EscalationLine line, int round) =>
        line.Responders.FirstOrDefault(one =>
            !page.Paged.Any(paged => paged.Round == round && paged.AgentId == one.AgentId)
        );

    private static Decision<Page> Told(this Page page, Fact fact, PageDeed deed) =>
        Decision<Page>.Accept(page, OnCallKinds.Page.Tell(fact, page, deed.Organization, deed.Actor, deed.Now));

    private static Refusal Refuse(this Page page, PageStatus to) =>
        Refusal.Conflict(
            "transition_refused",
            $"Page {page.Id} is {Names<PageStatus>.Of(page.Status)} and does not become {Names<PageStatus>.Of(to)}. "
                + "Send another one."
        );
}
