using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Conditions;
using Hub.Domain.Records;

namespace Hub.Portal.Settings.Conditions;

/// <summary>A condition as a row of a form.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Operator">The operator's name, as in not_equals.</param>
/// <param name="Values">None where nothing was put in yet, or the operator takes none.</param>
internal sealed record ConditionRow(string Field, string Operator, IReadOnlyList<string> Values)
{
    private static readonly string Is = Names<ConditionOperator>.Of(ConditionOperator.Is);
    private static readonly string IsNot = Names<ConditionOperator>.Of(ConditionOperator.IsNot);
    private static readonly string In = Names<ConditionOperator>.Of(ConditionOperator.In);
    private static readonly string NotIn = Names<ConditionOperator>.Of(ConditionOperator.NotIn);

    /// <summary>Whether it is only asked for a value.</summary>
    public bool TakesNothing =>
        Operator == Names<ConditionOperator>.Of(ConditionOperator.Present)
        || Operator == Names<ConditionOperator>.Of(ConditionOperator.Absent);

    public bool TakesSeveral => Operator == In || Operator == NotIn;

    /// <summary>Whether it could be asked for one of several values.</summary>
    public bool MayTakeSeveral => TakesSeveral || Operator == Is || Operator == IsNot;

    /// <summary>The same, of several values.</summary>
    public ConditionRow OfSeveral() =>
        this with
        {
            Operator =
                Operator == Is ? In
                : Operator == IsNot ? NotIn
                : Operator,
        };

    /// <summary>What was written as a condition; nothing where it is none, or none that a row can hold.</summary>
    public static ConditionRow? Of(JsonNode? written) =>
        written is JsonObject one
        && one["field"] is JsonValue field
        && one["operator"] is JsonValue asked
        && field.TryGetValue<string>(out var name)
        && asked.TryGetValue<string>(out var how)
            ? new ConditionRow(
                name,
                how,
                one["value"] switch
                {
                    null => [],
                    JsonArray list => [.. list.Select(TextOf)],
                    var value => [TextOf(value)],
                }
            )
            : null;

    /// <summary>As a condition is written.</summary>
    public JsonObject ToCondition(AskedFields known)
    {
        // Several values are one of several, whatever was chosen.
        var row = Values.Count > 1 ? OfSeveral() : this;
        var condition = new JsonObject { ["field"] = Field, ["operator"] = row.Operator };
        JsonNode Read(string value) => known.Find(Field)?.Read(value) ?? value;
        if (Values.Count > 0 && !TakesNothing)
            condition["value"] =
                row.TakesSeveral || Values.Count > 1 ? new JsonArray([.. Values.Select(Read)]) : Read(Values[0]);
        return condition;
    }

    /// <summary>A value as it stands in a field.</summary>
    public static string TextOf(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "";
}
