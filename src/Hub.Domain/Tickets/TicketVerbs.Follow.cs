using Hub.Domain.Assignment;
using Hub.Domain.Text;
using Hub.Domain.Workflows;

namespace Hub.Domain.Tickets;

public static partial class TicketVerbs
{
    /// <summary>
    /// Does to the ticket what the rule says. What cannot be done is left out and complained of, and the rest is done all the same.
    /// </summary>
    /// <param name="assignee">Who gets it; it stays where it is when absent.</param>
    /// <param name="complain">Is told what is wrong, in a sentence.</param>
    public static Decision<TicketChange> Follow(
        this Ticket ticket,
        AssignmentRule rule,
        long? assignee,
        Workflow workflow,
        DateTimeOffset now,
        Action<string> complain
    )
    {
        var (actor, actions) = (rule.Actor, rule.Actions);
        var patch = new TicketPatch
        {
            Priority = actions.Priority is { } priority ? priority : default(Optional<TicketPriority>),
            DepartmentId = actions.DepartmentId is { } department ? department : default(Optional<long?>),
            AssigneeId = assignee is { } agent ? agent : default(Optional<long?>),
            CustomFields = actions.CustomFields,
            Tags = TagsBy(actions, ticket, complain) is { } tags
                ? new Optional<IReadOnlyList<string>>(tags)
                : default(Optional<IReadOnlyList<string>>),
        };
        var set = Taken(ticket.Update(patch, actor, now, workflow), complain)
            ?? Taken(ticket.Update(patch with { CustomFields = null }, actor, now, workflow), complain)
            ?? new TicketChange(ticket);
        if (actions.StatusId is not { } target)
            return set;
        var move = new NewMove(target) { Resolution = actions.Resolution };
        var changed = set.State!.Ticket;
        return Taken(changed.Move(move, workflow, actor, now), complain)?.OnTopOf(set) ?? set;
    }

    /// <summary>One change on top of another, in the same step.</summary>
    internal static Decision<TicketChange> OnTopOf(this Decision<TicketChange> later, Decision<TicketChange> earlier) =>
        Decision<TicketChange>.Accept(
            later.State! with
            {
                Timeline = [.. earlier.State!.Timeline, .. later.State.Timeline],
            },
            [.. earlier.Events.Select(one => one.Showing(later.State.Ticket)), .. later.Events]
        );

    /// <summary>What was decided; nothing where it was refused.</summary>
    private static Decision<TicketChange>? Taken(Decision<TicketChange> decision, Action<string> complain)
    {
        if (!decision.IsRefused)
            return decision;
        complain(decision.Refusal.Message);
        return null;
    }

    /// <summary>The ticket's tags as they are to be; nothing where they stay.</summary>
    private static IReadOnlyList<string>? TagsBy(RuleActions actions, Ticket ticket, Action<string> complain)
    {
        if (actions.AddTags.Count + actions.RemoveTags.Count == 0)
            return null;
        var removed = actions.RemoveTags.Select(CaseFolding.Fold).ToHashSet();
        IReadOnlyList<string> tags =
        [
            .. ticket
                .Tags.Where(tag => !removed.Contains(CaseFolding.Fold(tag)))
                .Concat(actions.AddTags)
                .DistinctByFold(),
        ];
        if (tags.Count <= TicketBounds.MostTags)
            return tags;
        complain($"{ticket.Code} would have {tags.Count} tags; it takes at most {TicketBounds.MostTags}.");
        return null;
    }
}
