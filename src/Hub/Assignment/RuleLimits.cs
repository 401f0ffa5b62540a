using System.Text.Json;
using Hub.Domain.Assignment;
using Hub.Domain.Conditions;
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

/// <summary>What says among whom an agent is found is what the method takes, and nothing else.</summary>
internal sealed class MethodFitsAttribute : RuleAttribute
{
    private static readonly string[] Several = ["agent_ids", "department_id", "role_id"];

    public override void Check(FieldErrors errors, string field, object value)
    {
        var assign = (RuleAssignee)value;
        if (assign.Method is not { } method)
            return;
        string[] taken = method switch
        {
            AssignmentMethod.Agent => ["agent_id"],
            AssignmentMethod.OnCall => ["rotation_id"],
            _ => Several,
        };
        string[] given = [.. Given(assign)];
        foreach (var other in given.Except(taken))
            errors.Add($"{field}.{other}", $"The method takes {string.Join(" or ", taken)}.");
        if (given.Intersect(taken).Count() != 1)
            errors.Add(
                $"{field}.{taken[0]}",
                $"Give {(taken.Length == 1 ? taken[0] : "one of agent_ids, department_id and role_id")}."
            );
    }

    private static IEnumerable<string> Given(RuleAssignee assign)
    {
        if (assign.AgentId is not null)
            yield return "agent_id";
        if (assign.AgentIds is not null)
            yield return "agent_ids";
        if (assign.DepartmentId is not null)
            yield return "department_id";
        if (assign.RoleId is not null)
            yield return "role_id";
        if (assign.RotationId is not null)
            yield return "rotation_id";
    }
}
