using System.Text.Json;
using Hub.Domain.Conditions;
using Hub.Domain.Organizations;
using Hub.Domain.Text;
using Hub.Errors;
using Hub.Resources;
using Hub.TicketFields;
using Hub.Workflows;

namespace Hub.Assignment;

/// <summary>What of a rule holds only by what the organization has: statuses, declared custom fields, and the records that it names.</summary>
internal sealed class RuleChecks(WorkflowBook workflows, CustomFieldRules fields)
{
    private static readonly (string Field, string Kind)[] Named =
    [
        ("department_id", "department"),
        ("assignee_id", "agent"),
        ("requester_id", "contact"),
        ("parent_id", "ticket"),
    ];

    /// <summary>The records that conditions name.</summary>
    public static IEnumerable<NamedId> IdsIn(object body) =>
        Parts.Of(body) is { Conditions: { } tree } parts
            ? Named.SelectMany(named =>
                Read(tree, parts.Path).IdsOf(named.Field).Select(one => new NamedId(one.Path, named.Kind, one.Id))
            )
            : [];

    public async ValueTask Check(
        object body,
        FieldErrors errors,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var parts = Parts.Of(body);
        if (parts.Actions?.StatusId is { } status)
            await CheckStatus(status, $"{parts.Path}actions.status_id", errors, organization, cancellation);
        if (parts.Actions?.CustomFields is { } given)
            foreach (var (key, value) in given)
                await CheckField(
                    key,
                    value,
                    $"{parts.Path}actions.custom_fields.{key}",
                    errors,
                    organization,
                    cancellation
                );
        if (parts.Conditions is not { } tree)
            return;
        foreach (var condition in Read(tree, parts.Path).Conditions.Where(IsWhole))
        foreach (var (value, index) in condition.Values.Select((value, index) => (value, index)))
            if (condition.Field.Name == "status_id")
                await CheckStatus(value.GetString()!, condition.PathOf(index), errors, organization, cancellation);
            else if (condition.Field.CustomKey is { } key)
                await CheckField(key, value, condition.PathOf(index), errors, organization, cancellation);
    }

    /// <summary>Compares with values as the field has them, and not with parts of texts.</summary>
    private static bool IsWhole(Condition condition) =>
        condition.Operator
            is not (
                ConditionOperator.Contains
                or ConditionOperator.NotContains
                or ConditionOperator.StartsWith
                or ConditionOperator.EndsWith
            );

    private static ConditionTree Read(JsonElement tree, string path) =>
        ConditionTree.Read(tree, $"{path}conditions", static (_, _) => { });

    private async ValueTask CheckStatus(
        string id,
        string path,
        FieldErrors errors,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var workflow = await workflows.Of(organization, cancellation);
        if (workflow.Find(id) is null)
            errors.Add(
                path,
                $"There is no such status; there are {string.Join(", ", workflow.Statuses.Select(one => one.Id))}."
            );
    }

    private async ValueTask CheckField(
        string key,
        JsonElement value,
        string path,
        FieldErrors errors,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var found = new FieldErrors();
        var one = new Dictionary<string, JsonElement> { [key] = value };
        var kept = (await fields.Check(one, isNew: false, found, organization, cancellation))![key];
        foreach (var message in found.ToDictionary().Values.SelectMany(messages => messages))
            errors.Add(path, message);
        if (!found.Any && !IsSame(value, kept))
            errors.Add(path, $"Write it as tickets have it: {kept.GetRawText()}.");
    }

    private static bool IsSame(JsonElement written, JsonElement kept) =>
        (written.ValueKind, kept.ValueKind) == (JsonValueKind.String, JsonValueKind.String)
            ? CaseFolding.Same(written.GetString(), kept.GetString())
            : JsonElement.DeepEquals(written, kept);

    /// <summary>What a body says of a rule.</summary>
    /// <param name="Path">Where it says so.</param>
    private sealed record Parts(JsonElement? Conditions, AssignmentRuleActions? Actions, string Path)
    {
        public static Parts Of(object body) =>
            body switch
            {
                CreateAssignmentRule rule => new(CreateAssignmentRule.Tree(rule.Conditions), rule.Actions, ""),
                UpdateAssignmentRule rule => new(
                    CreateAssignmentRule.Tree(rule.Conditions.Or(null)),
                    rule.Actions.Or(null),
                    ""
                ),
                DryRunAssignmentRule { Rule: { } rule } => Of(rule) with { Path = "rule." },
                _ => new(null, null, ""),
            };
    }
}
