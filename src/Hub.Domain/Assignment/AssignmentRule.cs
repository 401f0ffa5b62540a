using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Conditions;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Records;

namespace Hub.Domain.Assignment;

/// <summary>What becomes of tickets by itself: once one is created or updated, and meets the conditions.</summary>
public sealed record AssignmentRule : Record
{
    public required string Name { get; init; }

    /// <summary>The rule with the lowest one is looked at first; of equal ones the oldest.</summary>
    public int Position { get; init; }

    public bool IsActive { get; init; } = true;

    public IReadOnlyList<RuleTrigger> On { get; init; } = [];

    /// <summary>A <see cref="ConditionTree"/> as it was written; every ticket is meant when absent.</summary>
    public JsonElement? Conditions { get; init; }

    public RuleActions Actions { get; init; } = new();

    /// <summary>Whether no further rule is looked at once this one was met.</summary>
    public bool Stops { get; init; }

    public static readonly DocumentType<RuleStatus> Status = RecordKinds.Beside<RuleStatus>(
        "assignment_rule_status",
        AssignmentJson.Default
    );

    public static readonly Kind<AssignmentRule> Kind = new(
        RecordKinds.Document<AssignmentRule>("assignment_rule", AssignmentJson.Default, fields =>
            fields
                .Folded("name", one => one.Name, unique: true)
                .Integer("position", one => one.Position)
                .Flag("is_active", one => one.IsActive)
                .Integer("rotation_id", one => one.Actions.Assign?.RotationId)
                .IntegerArray("department_ids", one => one.DepartmentIds)
        )
    )
    {
        Partition = "assignment-rules",
        Beside = [Status],
    };

    /// <summary>Who does what it does.</summary>
    [JsonIgnore]
    public Actor Actor => new(Actor.Rule, $"{Id}", Name);

    /// <summary>Every department that it names.</summary>
    private IEnumerable<long> DepartmentIds =>
        ConditionTree
            .Of(Conditions)
            .IdsOf("department_id")
            .Select(one => one.Id)
            .Concat(new[] { Actions.DepartmentId, Actions.Assign?.DepartmentId }.OfType<long>())
            .Distinct();
}

/// <summary>After what a rule is looked at.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleTrigger>))]
public enum RuleTrigger
{
    /// <summary>A ticket came to be.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>Fields of a ticket changed, by whomever.</summary>
    [JsonStringEnumMemberName("updated")]
    Updated,
}

[JsonSerializable(typeof(AssignmentRule))]
[JsonSerializable(typeof(RuleStatus))]
internal sealed partial class AssignmentJson : JsonSerializerContext;
