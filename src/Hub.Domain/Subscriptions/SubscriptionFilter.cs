using System.Text.Json.Serialization;
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

    /// <summary>Absent where an earlier hub stored the filter.</summary>
    public IReadOnlyList<long> TicketIds
    {
        get => field ?? [];
        init;
    } = [];

    [JsonIgnore]
    public bool IsEmpty =>
        DepartmentIds.Count + Priorities.Count + Tags.Count + AssigneeIds.Count + TicketIds.Count == 0;

    /// <summary>Says the same of two filters that let the same through: neither order nor repetition counts.</summary>
    [JsonIgnore]
    public string Fingerprint =>
        string.Join(
            '\n',
            Sorted(DepartmentIds),
            Sorted(Priorities.Select(static one => (long)one)),
            string.Join('\0', Tags.Select(CaseFolding.Fold).Distinct().Order(StringComparer.Ordinal)),
            Sorted(AssigneeIds)
        )
        // What was stored before there were tickets to narrow by stays where it is.
        + (TicketIds.Count == 0 ? "" : $"\n{Sorted(TicketIds)}");

    private static string Sorted(IEnumerable<long> values) => string.Join(',', values.Distinct().Order());
}
