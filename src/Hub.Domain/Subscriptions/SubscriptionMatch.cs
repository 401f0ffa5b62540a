using Hub.Domain.Events;
using Hub.Domain.Tickets;

namespace Hub.Domain.Subscriptions;

/// <summary>A filter made ready: each of its lists is a set, so that an event costs the same however long they are.</summary>
public sealed class SubscriptionMatch(SubscriptionFilter filter)
{
    private readonly HashSet<long>? departments = SetOf(filter.DepartmentIds);
    private readonly HashSet<TicketPriority>? priorities = SetOf(filter.Priorities);
    private readonly HashSet<string>? tags = SetOf(filter.Tags);
    private readonly HashSet<long>? assignees = SetOf(filter.AssigneeIds);
    private readonly HashSet<long>? tickets = SetOf(filter.TicketIds);

    /// <summary>An event without a ticket passes: there is nothing to narrow by.</summary>
    public bool Admits(HubEvent happened) => happened.About<Ticket>() is not { } ticket || Admits(ticket);

    private bool Admits(Ticket ticket) =>
        (departments is null || (ticket.DepartmentId is { } department && departments.Contains(department)))
        && (priorities is null || priorities.Contains(ticket.Priority))
        && (assignees is null || (ticket.AssigneeId is { } assignee && assignees.Contains(assignee)))
        && (tickets is null || tickets.Contains(ticket.Id))
        && (tags is null || HasTag(ticket));

    private bool HasTag(Ticket ticket)
    {
        foreach (var tag in ticket.Tags)
            if (tags!.Contains(tag))
                return true;
        return false;
    }

    private static HashSet<T>? SetOf<T>(IReadOnlyList<T> values) => values.Count == 0 ? null : [.. values];
}
