using System.Globalization;
using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.Json;

namespace Hub.Domain.Tickets;

/// <summary>Which of a ticket's fields differ between two states, by their wire names.</summary>
public static class TicketDifferences
{
    public const string Status = "status";

    public const string StatusId = "status_id";

    public const string Assignee = "assignee_id";

    /// <summary>Custom fields appear one by one, as in <c>custom_fields.color</c>; tags differ when their set does.</summary>
    public static IReadOnlyList<FieldChange> Between(Ticket before, Ticket after)
    {
        var changes = new List<FieldChange>();
        if (before.Subject != after.Subject)
            changes.Add(new("subject", Text(before.Subject), Text(after.Subject)));
        if (before.Description != after.Description)
            changes.Add(new("description", Text(before.Description), Text(after.Description)));
        if (before.Status != after.Status)
            changes.Add(new(Status, Text(before.Status.Name()), Text(after.Status.Name())));
        if (before.StatusId != after.StatusId)
            changes.Add(new(StatusId, Text(before.CurrentStatusId), Text(after.CurrentStatusId)));
        if (before.Resolution != after.Resolution)
            changes.Add(new("resolution", Text(before.Resolution), Text(after.Resolution)));
        if (!ReferenceEquals(before.AdditionalKeys, after.AdditionalKeys))
            AddValues(changes, "additional_keys", before.AdditionalKeys ?? NoValues, after.AdditionalKeys ?? NoValues);
        if (before.Priority != after.Priority)
            changes.Add(new("priority", Text(before.Priority.Name()), Text(after.Priority.Name())));
        if (before.DepartmentId != after.DepartmentId)
            changes.Add(new("department_id", Number(before.DepartmentId), Number(after.DepartmentId)));
        if (before.AssigneeId != after.AssigneeId)
            changes.AddRange(OfAssignee(before.AssigneeId, after.AssigneeId));
        if (before.ClassificationId != after.ClassificationId)
            changes.Add(new("classification_id", Number(before.ClassificationId), Number(after.ClassificationId)));
        if (before.QueueId != after.QueueId)
            changes.Add(new("queue_id", Number(before.QueueId), Number(after.QueueId)));
        if (before.ExpectedDate != after.ExpectedDate)
            changes.Add(new("expected_date", Day(before.ExpectedDate), Day(after.ExpectedDate)));
        if (before.ParentId != after.ParentId)
            changes.Add(new("parent_id", Number(before.ParentId), Number(after.ParentId)));
        if (before.MergedIntoId != after.MergedIntoId)
            changes.Add(new("merged_into_id", Number(before.MergedIntoId), Number(after.MergedIntoId)));
        if (!ReferenceEquals(before.Tags, after.Tags) && !before.Tags.ToHashSet().SetEquals(after.Tags))
            changes.Add(new("tags", List(before.Tags), List(after.Tags)));
        if (!ReferenceEquals(before.CustomFields, after.CustomFields))
            AddValues(changes, "custom_fields", before.CustomFields, after.CustomFields);
        return changes;
    }

    public static IReadOnlyList<FieldChange> OfAssignee(long? before, long? after) =>
        [new(Assignee, Number(before), Number(after))];

    public static bool IsOfStatus(FieldChange change) => change.Field is Status or StatusId;

    private static void AddValues(
        List<FieldChange> changes,
        string field,
        IReadOnlyDictionary<string, JsonElement> before,
        IReadOnlyDictionary<string, JsonElement> after
    )
    {
        foreach (var key in before.Keys.Union(after.Keys))
        {
            var from = before.TryGetValue(key, out var old) ? old : Nothing;
            var to = after.TryGetValue(key, out var now) ? now : Nothing;
            if (!JsonElement.DeepEquals(from, to))
                changes.Add(new($"{field}.{key}", from, to));
        }
    }

    private static readonly Dictionary<string, JsonElement> NoValues = [];

    private static readonly JsonElement Nothing = Text(null);

    private static JsonElement Text(string? value) =>
        JsonSerializer.SerializeToElement(value, DomainJson.Default.String!);

    private static JsonElement Number(long? value) =>
        JsonSerializer.SerializeToElement(value, DomainJson.Default.NullableInt64);

    private static JsonElement Day(DateOnly? value) =>
        Text(value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static JsonElement List(IReadOnlyList<string> value) =>
        JsonSerializer.SerializeToElement(value, DomainJson.Default.IReadOnlyListString);
}
