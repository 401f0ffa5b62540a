using Hub.Domain.Tickets;

namespace Hub.Domain.Workflows;

public sealed partial record Workflow
{
    /// <summary>Whether what it says holds together.</summary>
    public Decision<Workflow> Check()
    {
        var wrong = WhatIsMissing()
            ?? Statuses.Select(WhyNot).FirstOrDefault(one => one is not null)
            ?? Transitions.Select(WhyNot).FirstOrDefault(one => one is not null)
            ?? WhichIsTwice();
        return wrong is null ? this : wrong;
    }

    private Refusal? WhatIsMissing() =>
        Default.Statuses.FirstOrDefault(one => Find(one.Id) is not { } kept || kept.Category != one.Category)
            is { } missing
            ? Wrong($"The status {missing.Id} stays, in its category; its label and stops_sla may change.", "statuses")
            : null;

    private Refusal? WhyNot(WorkflowStatus status, int index) =>
        Statuses.Take(index).Any(one => one.Id == status.Id)
            ? Wrong($"There are two statuses {status.Id}.", $"statuses[{index}].id")
        : status is { Category: TicketStatus.Closed, StopsSla: false }
            ? Wrong("A closed ticket has no deadline to meet any more.", $"statuses[{index}].stops_sla")
        : null;

    private Refusal? WhyNot(WorkflowTransition transition, int index)
    {
        if (Find(transition.TargetId) is not { } target)
            return Wrong($"There is no status {transition.TargetId}.", $"transitions[{index}].target_id");
        foreach (var from in transition.From)
            if (Find(from) is not { } status)
                return Wrong($"There is no status {from}.", $"transitions[{index}].from");
            else if (status.Category == TicketStatus.Closed)
                return Wrong($"A closed ticket stays closed, and {from} is closed.", $"transitions[{index}].from");
            else if (from == target.Id)
                return Wrong($"It leads from {from} to itself.", $"transitions[{index}].from");
        return transition.RequiresResolution && !TakesResolution(target)
            ? Wrong(
                "Only a way to a resolved or closed status takes a resolution.",
                $"transitions[{index}].requires_resolution"
            )
            : null;
    }

    private Refusal? WhichIsTwice()
    {
        var ways = new HashSet<(string, string)>();
        for (var index = 0; index < Transitions.Count; index++)
            foreach (var from in Transitions[index].From)
                if (!ways.Add((from, Transitions[index].TargetId)))
                    return Wrong(
                        $"There are two ways from {from} to {Transitions[index].TargetId}.",
                        $"transitions[{index}].from"
                    );
        return null;
    }

    /// <summary>A resolution says how something ended.</summary>
    internal static bool TakesResolution(WorkflowStatus target) =>
        target.Category is TicketStatus.Resolved or TicketStatus.Closed;

    private static Refusal Wrong(string message, string field) => Refusal.Invalid("validation_failed", message, field);
}
