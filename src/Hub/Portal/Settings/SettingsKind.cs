using Hub.Domain.Assignment;
using Hub.Domain.Records;
using Hub.Domain.Tickets;
using Hub.Portal.Settings.Conditions;

namespace Hub.Portal.Settings;

/// <summary>A kind of record that settings are made of, with its form.</summary>
/// <param name="Key">What its pages are called, and the beginning of its texts.</param>
/// <param name="Icon">What stands before its name.</param>
/// <param name="Path">The list of the REST API.</param>
internal sealed record SettingsKind(string Key, string Icon, string Path, IReadOnlyList<SettingsField> Fields)
{
    private static readonly SettingsField Name = new("name", FieldKind.Text) { IsRequired = true };
    private static readonly SettingsField Position = new("position", FieldKind.Number) { IsRequired = true };
    private static readonly SettingsField Active = new("is_active", FieldKind.Flag);

    /// <summary>How one of several agents is found; of one agent or a rotation there is nothing to find.</summary>
    private static readonly IReadOnlyList<string> OfSeveral =
    [
        Names<AssignmentMethod>.Of(AssignmentMethod.RoundRobin),
        Names<AssignmentMethod>.Of(AssignmentMethod.LeastLoaded),
    ];

    public static readonly IReadOnlyList<SettingsKind> All =
    [
        new(
            "sla-policies",
            "timer",
            "/api/v1/sla/policies",
            [
                Name,
                Position,
                Active,
                new("priorities", FieldKind.Choices) { Names = Choices.Of<TicketPriority>() },
                new("department_ids", FieldKind.References) { Of = NamedRecords.Departments },
                new("company_ids", FieldKind.References) { Of = NamedRecords.Companies },
                new("calendar_id", FieldKind.Reference) { Of = NamedRecords.Calendars },
                new("first_response_minutes", FieldKind.Number),
                new("resolution_minutes", FieldKind.Number),
                new("escalate_after_minutes", FieldKind.Number),
                new("escalate_to_id", FieldKind.Reference) { Of = NamedRecords.Agents },
                new("raises_priority", FieldKind.Flag),
                new("page_rotation_id", FieldKind.Reference) { Of = NamedRecords.Rotations },
            ]
        ),
        new(
            "sla-calendars",
            "calendar",
            "/api/v1/sla/calendars",
            [
                Name,
                new("time_zone", FieldKind.Zone) { IsRequired = true },
                new("hours", FieldKind.Hours) { IsRequired = true },
                new("holidays", FieldKind.Days),
            ]
        ),
        new(
            "assignment-rules",
            "rule",
            "/api/v1/assignment-rules",
            [
                Name,
                Position,
                Active,
                new("on", FieldKind.Choices) { Names = Choices.Of<RuleTrigger>() },
                new(ConditionsDraft.Name, FieldKind.Conditions),
                new("actions.assign.agent_id", FieldKind.Reference) { Of = NamedRecords.Agents },
                new("actions.assign.agent_ids", FieldKind.References)
                {
                    Of = NamedRecords.Agents,
                    IsNothingWhenEmpty = true,
                },
                new("actions.assign.department_id", FieldKind.Reference) { Of = NamedRecords.Departments },
                new("actions.assign.role_id", FieldKind.Reference) { Of = NamedRecords.Roles },
                new("actions.assign.rotation_id", FieldKind.Reference) { Of = NamedRecords.Rotations },
                new("actions.assign.method", FieldKind.Choice) { Names = OfSeveral },
                new("actions.priority", FieldKind.Choice) { Names = Choices.Of<TicketPriority>() },
                new("actions.department_id", FieldKind.Reference) { Of = NamedRecords.Departments },
                new("actions.status_id", FieldKind.Status),
                new("actions.resolution", FieldKind.Text),
                new("actions.add_tags", FieldKind.Words),
                new("actions.remove_tags", FieldKind.Words),
                new("actions.custom_fields", FieldKind.CustomFields),
                new("stop", FieldKind.Flag),
            ]
        ),
    ];

    public static SettingsKind? Find(string key) => All.FirstOrDefault(one => one.Key == key);

    /// <summary>Whether its records are looked at in an order of their own, and can be set aside.</summary>
    public bool HasPosition => Fields.Contains(Position);

    public string Text(string word, params object?[] values) => Texts.Of($"settings.{Key}.{word}", values);
}
