using Hub.Domain.Events;
using Hub.Domain.Subscriptions;
using Hub.Domain.Text;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Subscriptions;

/// <summary>
/// Who asked for a fact, found by what they narrow it to: an organization may have thousands of subscriptions, and an event
/// that concerns a few of them must not cost a look at each. What is found may still turn the event down.
/// </summary>
internal sealed class Listeners
{
    private readonly LiveSubscription[] all;
    private readonly LiveSubscription[] unnarrowed;
    private readonly Dictionary<long, LiveSubscription[]> byTicket;
    private readonly Dictionary<long, LiveSubscription[]> byDepartment;
    private readonly Dictionary<long, LiveSubscription[]> byAssignee;
    private readonly Dictionary<TicketPriority, LiveSubscription[]> byPriority;
    private readonly Dictionary<string, LiveSubscription[]> byTag;

    public Listeners(IEnumerable<LiveSubscription> subscriptions)
    {
        all = [.. subscriptions];
        var left = all;
        byTicket = Take(ref left, static filter => filter.TicketIds);
        byDepartment = Take(ref left, static filter => filter.DepartmentIds);
        byAssignee = Take(ref left, static filter => filter.AssigneeIds);
        byPriority = Take(ref left, static filter => filter.Priorities);
        byTag = Take<string>(ref left, static filter => [.. filter.Tags.Select(CaseFolding.Fold)]);
        unnarrowed = left;
    }

    public IEnumerable<LiveSubscription> To(HubEvent happened)
    {
        // Without a ticket there is nothing to narrow by.
        if (happened.About<Ticket>() is not { } ticket)
            return all;
        var found = With(unnarrowed, byTicket, ticket.Id);
        if (ticket.DepartmentId is { } department)
            found = With(found, byDepartment, department);
        if (ticket.AssigneeId is { } assignee)
            found = With(found, byAssignee, assignee);
        found = With(found, byPriority, ticket.Priority);
        return byTag.Count == 0 || ticket.Tags.Count == 0 ? found : WithTags(found, ticket.Tags);
    }

    private static IEnumerable<LiveSubscription> With<TKey>(
        IEnumerable<LiveSubscription> found,
        Dictionary<TKey, LiveSubscription[]> narrowed,
        TKey value
    )
        where TKey : notnull => narrowed.TryGetValue(value, out var those) ? found.Concat(those) : found;

    /// <summary>A ticket may have several of the tags that a subscription asks for, and is told of once.</summary>
    private IEnumerable<LiveSubscription> WithTags(IEnumerable<LiveSubscription> found, IReadOnlyList<string> tags)
    {
        foreach (var tag in tags)
            found = With(found, byTag, CaseFolding.Fold(tag));
        return tags.Count == 1 ? found : found.Distinct();
    }

    /// <summary>Those that narrow by these values, by each of them; the others are left.</summary>
    private static Dictionary<TKey, LiveSubscription[]> Take<TKey>(
        ref LiveSubscription[] left,
        Func<SubscriptionFilter, IReadOnlyList<TKey>> values
    )
        where TKey : notnull
    {
        if (!Array.Exists(left, one => values(one.Filter).Count > 0))
            return Nobody<TKey>.Instance;
        var narrowed = left.ToLookup(one => values(one.Filter).Count > 0);
        left = [.. narrowed[false]];
        return narrowed[true]
            .SelectMany(one => values(one.Filter).Distinct().Select(value => (value, one)))
            .GroupBy(static pair => pair.value, static pair => pair.one)
            .ToDictionary(static group => group.Key, static group => group.ToArray());
    }

    /// <summary>Who narrows by what hardly anybody narrows by.</summary>
    private static class Nobody<TKey>
        where TKey : notnull
    {
        public static readonly Dictionary<TKey, LiveSubscription[]> Instance = [];
    }
}
