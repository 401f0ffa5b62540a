using Hub.Domain.Documents;
using Hub.Domain.Json;
using Hub.Domain.TicketFields;
using Hub.Domain.Tickets;

namespace Hub.Domain.Conditions;

/// <summary>What sort of values a field has that conditions are about.</summary>
public enum ConditionValues
{
    /// <summary>Texts, compared whatever the case.</summary>
    Text,

    /// <summary>One of a few names.</summary>
    Choice,

    /// <summary>One of a few names that have an order.</summary>
    Rank,

    /// <summary>Ids of records.</summary>
    Id,

    /// <summary>A list of texts.</summary>
    Tags,

    /// <summary>Days.</summary>
    Day,

    /// <summary>Whatever the value in the condition is: a text, a number, true or false.</summary>
    Custom,
}

/// <summary>A field of tickets that conditions may be about.</summary>
/// <param name="Choices">The names that it has; of fields with a choice alone.</param>
public sealed record ConditionField(string Name, ConditionValues Values, IReadOnlyList<string>? Choices = null)
{
    /// <summary>What the name of a custom field follows.</summary>
    public const string CustomPrefix = "custom_fields.";

    public static readonly IReadOnlyList<ConditionField> All =
    [
        new("subject", ConditionValues.Text),
        new("description", ConditionValues.Text),
        new("status", ConditionValues.Choice, [.. Enum.GetValues<TicketStatus>().Select(one => one.Name())]),
        new("status_id", ConditionValues.Text),
        new("priority", ConditionValues.Rank, [.. Enum.GetValues<TicketPriority>().Select(one => one.Name())]),
        new("channel", ConditionValues.Choice, [.. Enum.GetValues<TicketChannel>().Select(one => one.Name())]),
        new("department_id", ConditionValues.Id),
        new("assignee_id", ConditionValues.Id),
        new("requester_id", ConditionValues.Id),
        new("requester_email", ConditionValues.Text),
        new("parent_id", ConditionValues.Id),
        new("tags", ConditionValues.Tags),
        new("expected_date", ConditionValues.Day),
    ];

    /// <summary>Tickets as conditions see them. They are read in memory alone: nothing is stored by it.</summary>
    public static readonly DocumentType<Ticket> Tickets = new DocumentType<Ticket>("ticket_condition", static () =>
        DomainJson.Default.Ticket
    )
        .Folded("subject", ticket => ticket.Subject)
        .Folded("description", ticket => ticket.Description)
        .Text("status", ticket => ticket.Status.Name())
        .Folded("status_id", ticket => ticket.CurrentStatusId)
        .Integer("priority", ticket => (long)ticket.Priority)
        .Text("channel", ticket => ticket.Channel.Name())
        .Integer("department_id", ticket => ticket.DepartmentId)
        .Integer("assignee_id", ticket => ticket.AssigneeId)
        .Integer("requester_id", ticket => ticket.Requester.ContactId)
        .Folded("requester_email", ticket => ticket.Requester.Email)
        .Integer("parent_id", ticket => ticket.ParentId)
        .Integer("expected_date", ticket => ticket.ExpectedDate?.DayNumber)
        .FoldedArray("tags", ticket => ticket.Tags)
        .Array(CustomFieldValues.List, CustomFieldValues.Elements, ticket =>
            CustomFieldValues.Found(ticket.CustomFields)
        );

    /// <summary>The field of the name; nothing where tickets have none such.</summary>
    public static ConditionField? Find(string name) =>
        name.StartsWith(CustomPrefix, StringComparison.Ordinal) && name.Length > CustomPrefix.Length
            ? new(name, ConditionValues.Custom)
            : All.FirstOrDefault(one => one.Name == name);

    /// <summary>The custom field's own name; nothing of another field.</summary>
    public string? CustomKey => Values == ConditionValues.Custom ? Name[CustomPrefix.Length..] : null;

    /// <summary>What may be asked of it.</summary>
    public IReadOnlyList<ConditionOperator> Operators =>
        Values switch
        {
            ConditionValues.Text => [.. Equality, .. Parts, .. Presence],
            ConditionValues.Choice => Equality,
            ConditionValues.Rank => [.. Equality, .. Order],
            ConditionValues.Id => [.. Equality, .. Presence],
            ConditionValues.Tags =>
            [
                ConditionOperator.Contains,
                ConditionOperator.NotContains,
                ConditionOperator.In,
                ConditionOperator.NotIn,
                .. Presence,
            ],
            ConditionValues.Day => [.. Equality, .. Order, .. Presence],
            _ => [.. Equality, .. Order, .. Parts, .. Presence],
        };

    private static readonly ConditionOperator[] Equality =
    [
        ConditionOperator.Is,
        ConditionOperator.IsNot,
        ConditionOperator.In,
        ConditionOperator.NotIn,
    ];

    private static readonly ConditionOperator[] Order =
    [
        ConditionOperator.LessThan,
        ConditionOperator.AtMost,
        ConditionOperator.GreaterThan,
        ConditionOperator.AtLeast,
    ];

    private static readonly ConditionOperator[] Parts =
    [
        ConditionOperator.Contains,
        ConditionOperator.NotContains,
        ConditionOperator.StartsWith,
        ConditionOperator.EndsWith,
    ];

    private static readonly ConditionOperator[] Presence = [ConditionOperator.Present, ConditionOperator.Absent];
}
