using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.Shapes;
using Hub.Domain.Text;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Dialects;

/// <summary>What ticketing tells of changes: each event its own ones, by the names of its tickets and with nulls for nothing.</summary>
internal static class TicketingChanges
{
    private const string CustomFields = "custom_fields.";

    public static readonly Shape<FieldChange> Change = new Shape<FieldChange>()
        .Text("field", "The field's name.", change => change.Field)
        .AnyOrNull("from", "What it was; null when it had no value.", change => change.From)
        .AnyOrNull("to", "What it became; null when it has no value any more.", change => change.To);

    /// <summary>Something changed that no other event tells of.</summary>
    public static bool IsGeneral(HubEvent updated) => updated.Changes is not { } changes || changes.Any(IsGeneral);

    /// <summary>Changes that no other event tells of.</summary>
    public static IReadOnlyList<FieldChange> General(HubEvent updated) =>
        [.. (updated.Changes ?? []).Where(IsGeneral).Select(change => Told(change, updated.Names))];

    public static IReadOnlyList<FieldChange> OfAssignee(HubEvent assigned) =>
        [.. (assigned.Changes ?? []).Select(change => Told(change, assigned.Names))];

    public static IReadOnlyList<FieldChange> OfStatus(HubEvent moved) =>
        moved.Move is { } move
            ? [new FieldChange(TicketDifferences.Status, Text(move.From.Label), Text(move.To.Label))]
            : [.. (moved.Changes ?? []).Where(change => change.Field == TicketDifferences.Status)];

    /// <summary>Resolution and additional keys come with the status, and are told with it.</summary>
    private static bool IsGeneral(FieldChange change) =>
        !TicketDifferences.IsOfStatus(change)
        && change.Field is not (TicketDifferences.Assignee or "resolution")
        && !change.Field.StartsWith("additional_keys.", StringComparison.Ordinal);

    private static FieldChange Told(FieldChange change, TicketNames names) =>
        new(NameOf(change.Field), Told(change.Field, change.From, names), Told(change.Field, change.To, names));

    private static string NameOf(string field) =>
        field switch
        {
            "subject" => "title",
            TicketDifferences.Assignee => "assignee",
            "department_id" => "department",
            "classification_id" => "type",
            "queue_id" => "queue",
            "expected_date" => "expectedDate",
            "parent_id" => "parentNumber",
            "merged_into_id" => "mergedIntoNumber",
            _ => field.StartsWith(CustomFields, StringComparison.Ordinal)
                ? $"customFields.{field[CustomFields.Length..]}"
                : field,
        };

    /// <summary>A record goes by its name, or by its number when it has none any more; a description is plain text.</summary>
    private static JsonElement Told(string field, JsonElement value, TicketNames names) =>
        TicketNames.Of(field, value) is { } reference && names.Of(reference) is { } known ? Text(known.Name)
        : field == "description" && value.ValueKind == JsonValueKind.String ? Text(PlainText.Of(value.GetString()!))
        : value;

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);
}
