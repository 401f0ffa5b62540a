using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Hub.Domain;
using Hub.Domain.Assignment;
using Hub.Domain.Json;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Assignment;

/// <summary>A rule to create: what becomes by itself of tickets that are created or updated and meet its conditions.</summary>
/// <example>
/// {"name": "Urgent VPN tickets", "on": ["created"], "conditions": {"and": [
/// {"field": "priority", "operator": "at_least", "value": "high"}, {"field": "subject", "operator": "contains", "value": "vpn"}]},
/// "actions": {"add_tags": ["network"], "priority": "urgent"}}
/// </example>
/// <remarks>A name that it does not know is refused: passed over, a condition would let every ticket through.</remarks>
[RefusesUnknown]
internal sealed record CreateAssignmentRule
{
    private const int LastPosition = 10_000;
    private const int DefaultPosition = 100;

    /// <summary>Its name, unique in the organization whatever the case.</summary>
    /// <example>Urgent VPN tickets</example>
    [Required, Length(1, 100)]
    public string? Name { get; init; }

    /// <summary>Rules are looked at from the lowest position to the highest, and of equal ones the oldest first; 100 when absent.</summary>
    [Range(0, LastPosition), DefaultValue(DefaultPosition)]
    public int? Position { get; init; }

    /// <summary>Whether it is looked at at all; true when absent.</summary>
    [DefaultValue(true)]
    public bool? IsActive { get; init; }

    /// <summary>After what it is looked at: a ticket was created, or fields of one were updated.</summary>
    /// <example>["created"]</example>
    [Required, Length(1, 2)]
    public IReadOnlyList<RuleTrigger>? On { get; init; }

    /// <summary>
    /// Which tickets it is about; all when absent. A condition has field, operator and value; and, or and not put them
    /// together. Fields are subject, description, status, status_id, priority, channel, department_id, assignee_id, requester_id,
    /// requester_email, parent_id, tags, expected_date and custom_fields.NAME; operators are equals, not_equals, in, not_in,
    /// contains, not_contains, starts_with, ends_with, less_than, at_most, greater_than, at_least, present and absent.
    /// </summary>
    /// <example>{"field": "priority", "operator": "at_least", "value": "high"}</example>
    [Conditions]
    public Dictionary<string, JsonElement>? Conditions { get; init; }

    /// <summary>What it does to them.</summary>
    [Required, DoesSomething]
    public AssignmentRuleActions? Actions { get; init; }

    /// <summary>Whether no further rule is looked at once a ticket has met this one; false when absent.</summary>
    [DefaultValue(false)]
    public bool? Stop { get; init; }

    public AssignmentRule ToRule() =>
        new()
        {
            Name = Name!,
            Position = Position ?? DefaultPosition,
            IsActive = IsActive ?? true,
            On = [.. On!.Distinct().Order()],
            Conditions = Tree(Conditions),
            Actions = Actions!.ToActions(),
            Stops = Stop ?? false,
        };

    /// <summary>The tree as it is kept.</summary>
    public static JsonElement? Tree(Dictionary<string, JsonElement>? written) =>
        written is { Count: > 0 }
            ? JsonSerializer.SerializeToElement(written, DomainJson.Default.DictionaryStringJsonElement)
            : null;
}

/// <summary>What to change of a rule; fields that are left out stay as they are. Conditions and actions are replaced as a whole.</summary>
/// <example>{"is_active": false}</example>
[Like(typeof(CreateAssignmentRule)), RefusesUnknown]
internal sealed record UpdateAssignmentRule
{
    [CannotBeCleared]
    public Optional<string?> Name { get; init; }

    /// <summary>Rules are looked at from the lowest position to the highest, and of equal ones the oldest first.</summary>
    [CannotBeCleared]
    public Optional<int?> Position { get; init; }

    /// <summary>Whether it is looked at at all.</summary>
    [CannotBeCleared]
    public Optional<bool?> IsActive { get; init; }

    [CannotBeCleared]
    public Optional<IReadOnlyList<RuleTrigger>?> On { get; init; }

    public Optional<Dictionary<string, JsonElement>?> Conditions { get; init; }

    [CannotBeCleared]
    public Optional<AssignmentRuleActions?> Actions { get; init; }

    /// <summary>Whether no further rule is looked at once a ticket has met this one.</summary>
    [CannotBeCleared]
    public Optional<bool?> Stop { get; init; }

    public AssignmentRule ApplyTo(AssignmentRule rule) =>
        rule with
        {
            Name = Name.Or(rule.Name)!,
            Position = Position.Or(rule.Position)!.Value,
            IsActive = IsActive.Or(rule.IsActive)!.Value,
            On = [.. On.Or(rule.On)!.Distinct().Order()],
            Conditions = Conditions.IsPresent ? CreateAssignmentRule.Tree(Conditions.Value) : rule.Conditions,
            Actions = Actions.IsPresent ? Actions.Value!.ToActions() : rule.Actions,
            Stops = Stop.Or(rule.Stops)!.Value,
        };
}

/// <summary>What becomes by itself of tickets that are created or updated and meet its conditions.</summary>
[Like(typeof(CreateAssignmentRule))]
internal sealed record AssignmentRuleResponse : RecordResponse
{
    public required string Name { get; init; }

    /// <summary>Rules are looked at from the lowest position to the highest, and of equal ones the oldest first.</summary>
    public required int Position { get; init; }

    /// <summary>Whether it is looked at at all.</summary>
    public required bool IsActive { get; init; }

    public required IReadOnlyList<RuleTrigger> On { get; init; }

    /// <summary>Which tickets it is about, as that was written; absent when it is about all.</summary>
    public Dictionary<string, JsonElement>? Conditions { get; init; }

    public required AssignmentRuleActions Actions { get; init; }

    /// <summary>Whether no further rule is looked at once a ticket has met this one.</summary>
    public required bool Stop { get; init; }

    public static AssignmentRuleResponse Of(AssignmentRule rule) =>
        new()
        {
            Name = rule.Name,
            Position = rule.Position,
            IsActive = rule.IsActive,
            On = rule.On,
            Conditions = rule.Conditions?.EnumerateObject().ToDictionary(one => one.Name, one => one.Value),
            Actions = AssignmentRuleActions.Of(rule.Actions),
            Stop = rule.Stops,
        };
}
