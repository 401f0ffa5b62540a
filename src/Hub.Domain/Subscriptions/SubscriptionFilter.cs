using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Queries;
using Hub.Domain.Text;
using Hub.Domain.Tickets;

namespace Hub.Domain.Subscriptions;

/// <summary>Narrows a subscription to some tickets. Each list is an "any of"; lists that are empty do not narrow.</summary>
public sealed record SubscriptionFilter
{
    public static readonly SubscriptionFilter Everything = new();

    public IReadOnlyList<long> DepartmentIds { get; init; } = [];

    public IReadOnlyList<TicketPriority> Priorities { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<long> AssigneeIds { get; init; } = [];

    [JsonIgnore]
    public bool IsEmpty => DepartmentIds.Count + Priorities.Count + Tags.Count + AssigneeIds.Count == 0;

    /// <summary>Says the same of two filters that let the same through: neither order nor repetition counts.</summary>
    [JsonIgnore]
    public string Fingerprint =>
        string.Join(
            '\n',
            Sorted(DepartmentIds),
            Sorted(Priorities.Select(static one => (long)one)),
            string.Join('\0', Tags.Select(CaseFolding.Fold).Distinct().Order(StringComparer.Ordinal)),
            Sorted(AssigneeIds)
        );

    private static string Sorted(IEnumerable<long> values) => string.Join(',', values.Distinct().Order());

    /// <summary>The condition on a ticket, in the same tree that lists are filtered with.</summary>
    public Filter ToFilter()
    {
        var conditions = new List<Filter>();
        if (DepartmentIds.Count > 0)
            conditions.Add(new Filter.In("department_id", [.. DepartmentIds.Select(id => FieldValue.Integer(id))]));
        if (Priorities.Count > 0)
            conditions.Add(
                new Filter.In("priority", [.. Priorities.Select(priority => FieldValue.Integer((long)priority))])
            );
        if (AssigneeIds.Count > 0)
            conditions.Add(new Filter.In("assignee_id", [.. AssigneeIds.Select(id => FieldValue.Integer(id))]));
        if (Tags.Count > 0)
            conditions.Add(Filter.AnyOf([.. Tags.Select(tag => Filter.HasFolded("tags", tag))]));
        return Filter.AllOf(conditions);
    }

    /// <summary>An event without a ticket passes: there is nothing to narrow by.</summary>
    public static bool Admits(Filter filter, HubEvent happened) =>
        happened.About<Ticket>() is not { } ticket || Evaluator.Matches(TicketDocuments.Ticket, ticket, filter);
}
