using System.Text.Json;
using Hub.Domain.Assignment;
using Hub.Domain.Conditions;
using Hub.Domain.Records;
using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.Assignment;

/// <summary>Conditions in a tree of and, or and not.</summary>
internal sealed class ConditionsAttribute : RuleAttribute
{
    public override string Text =>
        FormattableString.Invariant(
            $"at most {ConditionTree.MostConditions} conditions, nested at most {ConditionTree.Deepest} levels deep"
        );

    public override void Check(FieldErrors errors, string field, object value)
    {
        if (CreateAssignmentRule.Tree((Dictionary<string, JsonElement>)value) is { } tree)
            ConditionTree.Read(tree, field, errors.Add);
    }
}

/// <summary>Something is to be done.</summary>
internal sealed class DoesSomethingAttribute : RuleAttribute
{
    public override string Text => "at least one action";

    public override void Check(FieldErrors errors, string field, object value)
    {
        var actions = (AssignmentRuleActions)value;
        if (IsNothing(actions))
            errors.Add(field, "Must have at least one action.");
        if (actions is { Resolution: not null, StatusId: null })
            errors.Add($"{field}.resolution", "Is said with a status_id alone.");
    }

    private static bool IsNothing(AssignmentRuleActions actions) =>
        actions
            is {
                Assign: null,
                AddTags: not { Count: > 0 },
                RemoveTags: not { Count: > 0 },
                Priority: null,
                DepartmentId: null,
                StatusId: null,
                CustomFields: not { Count: > 0 },
            };
}

/// <summary>One thing says who comes into question, and the method is one for that.</summary>
internal sealed class MethodFitsAttribute : RuleAttribute
{
    private static readonly AssignmentMethod[] OfSeveral = [AssignmentMethod.RoundRobin, AssignmentMethod.LeastLoaded];

    public override void Check(FieldErrors errors, string field, object value)
    {
        var assign = (RuleAssignee)value;
        object?[] among = [assign.AgentId, assign.AgentIds, assign.DepartmentId, assign.RoleId, assign.RotationId];
        if (among.Count(one => one is not null) != 1)
            errors.Add(field, "Give exactly one of agent_id, agent_ids, department_id, role_id and rotation_id.");
        AssignmentMethod[] taken =
            assign.AgentId is not null ? [AssignmentMethod.Agent]
            : assign.RotationId is not null ? [AssignmentMethod.OnCall]
            : OfSeveral;
        if (assign.Method is { } method && !taken.Contains(method))
            errors.Add($"{field}.method", $"Must be {string.Join(" or ", taken.Select(Names<AssignmentMethod>.Of))}.");
    }
}
