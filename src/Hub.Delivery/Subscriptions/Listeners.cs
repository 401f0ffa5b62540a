using Hub.Domain.Events;
using Hub.Domain.Subscriptions;

namespace Hub.Delivery.Subscriptions;

/// <summary>
/// Who asked for a fact, found by what they narrow it to: an organization may have thousands of subscriptions, and an event
/// that concerns a few of them must not cost a look at each. What is found may still turn the event down.
/// </summary>
internal sealed class Listeners
{
    private readonly LiveSubscription[] all;
    private readonly LiveSubscription[] unnarrowed;
    private readonly Dictionary<long, LiveSubscription[]> byDepartment;
    private readonly Dictionary<long, LiveSubscription[]> byAssignee;
    private readonly Dictionary<long, LiveSubscription[]> byPriority;

    public Listeners(IEnumerable<LiveSubscription> subscriptions)
    {
        all = [.. subscriptions];
        var left = all;
        byDepartment = Take(ref left, static filter => filter.DepartmentIds);
        byAssignee = Take(ref left, static filter => filter.AssigneeIds);
        byPriority = Take(ref left, static filter => [.. filter.Priorities.Select(static one => (long)one)]);
        unnarrowed = left;
    }

    public IEnumerable<LiveSubscription> To(HubEvent happened)
    {
        // Without a ticket there is nothing to narrow by.
        if (happened.Ticket is not { } ticket)
            return all;
        IEnumerable<LiveSubscription> found = unnarrowed;
        found = With(found, byDepartment, ticket.DepartmentId);
        found = With(found, byAssignee, ticket.AssigneeId);
        return With(found, byPriority, (long)ticket.Priority);
    }

    private static IEnumerable<LiveSubscription> With(
        IEnumerable<LiveSubscription> found,
        Dictionary<long, LiveSubscription[]> narrowed,
        long? value
    ) => value is { } key && narrowed.TryGetValue(key, out var those) ? found.Concat(those) : found;

    /// <summary>Those that narrow by these values, by each of them; the others are left.</summary>
    private static Dictionary<long, LiveSubscription[]> Take(
        ref LiveSubscription[] left,
        Func<SubscriptionFilter, IReadOnlyList<long>> values
    )
    {
        var narrowed = left.ToLookup(one => values(one.Subscription.Filter).Count > 0);
        left = [.. narrowed[false]];
        return narrowed[true]
            .SelectMany(one => values(one.Subscription.Filter).Distinct().Select(value => (value, one)))
            .GroupBy(static pair => pair.value, static pair => pair.one)
            .ToDictionary(static group => group.Key, static group => group.ToArray());
    }
}
