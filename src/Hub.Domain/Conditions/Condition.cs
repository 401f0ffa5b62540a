using System.Globalization;
using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Json;
using Hub.Domain.Queries;
using Hub.Domain.TicketFields;

namespace Hub.Domain.Conditions;

/// <summary>One condition of a tree: what is asked of a field.</summary>
/// <param name="Path">Where it stands in what was written.</param>
/// <param name="Values">What the field is compared with; nothing where it is only asked for a value.</param>
public sealed record Condition(
    string Path,
    ConditionField Field,
    ConditionOperator Operator,
    IReadOnlyList<JsonElement> Values
)
{
    /// <summary>Where its value stands, or the one of that number in a list.</summary>
    public string PathOf(int value)
    {
        var path = Path.Length == 0 ? "value" : $"{Path}.value";
        return Operator is ConditionOperator.In or ConditionOperator.NotIn ? $"{path}[{value}]" : path;
    }

    /// <summary>The same as a filter; a condition whose negation holds for what has no value says so by being one.</summary>
    public Filter ToFilter() =>
        Operator switch
        {
            ConditionOperator.Present => Has(null, default),
            ConditionOperator.Absent => new Filter.Not(Has(null, default)),
            ConditionOperator.IsNot or ConditionOperator.NotIn or ConditionOperator.NotContains => new Filter.Not(
                Any()
            ),
            _ => Any(),
        };

    /// <summary>The value as the field compares it; nothing where it is none of its.</summary>
    public static FieldValue? ValueOf(ConditionField field, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        FieldValue read = field.Values switch
        {
            ConditionValues.Text or ConditionValues.Tags => FieldValue.Folded(text),
            ConditionValues.Choice => FieldValue.Text(field.Choices!.Contains(text) ? text : null),
            ConditionValues.Rank => FieldValue.Integer(RankOf(field.Choices!, text)),
            ConditionValues.Id => FieldValue.Integer(value.TryGetWhole(out var id) && id > 0 ? id : null),
            ConditionValues.Day => FieldValue.Integer(DayOf(text)),
            _ => value.ValueKind switch
            {
                JsonValueKind.Number => FieldValue.Number(value.TryGetDouble(out var number) ? number : null),
                JsonValueKind.True => FieldValue.Folded("true"),
                JsonValueKind.False => FieldValue.Folded("false"),
                _ => FieldValue.Folded(text),
            },
        };
        return read.IsPresent ? read : null;
    }

    /// <summary>What values have to be, for whoever wrote another one.</summary>
    public static string ExpectationOf(ConditionField field) =>
        field.Values switch
        {
            ConditionValues.Text or ConditionValues.Tags => "Must be a text.",
            ConditionValues.Choice or ConditionValues.Rank => $"Must be one of {string.Join(", ", field.Choices!)}.",
            ConditionValues.Id => "Must be an id, a positive whole number.",
            ConditionValues.Day => "Must be a day, as in 2026-05-24.",
            _ => "Must be a text, a number, true or false.",
        };

    private Filter Any() =>
        Filter.AnyOf([.. Values.Select(value => Has(ComparisonOf(Operator), ValueOf(Field, value)!.Value))]);

    /// <param name="comparison">Absent where any value will do.</param>
    private Filter Has(Comparison? comparison, FieldValue value)
    {
        switch (Field.Values)
        {
            case ConditionValues.Tags:
                return new Filter.Any(
                    Field.Name,
                    comparison is null ? new Filter.Present("value") : Filter.Equal("value", value)
                );
            case ConditionValues.Custom:
                var key = Filter.Equal("key", FieldValue.Text(Field.CustomKey));
                return new Filter.Any(
                    CustomFieldValues.List,
                    comparison is { } wanted
                        ? Filter.AllOf([key, new Filter.Compare(value.IsTextual ? "text" : "number", wanted, value)])
                        : key
                );
            default:
                return comparison is { } asked
                    ? new Filter.Compare(Field.Name, asked, value)
                    : new Filter.Present(Field.Name);
        }
    }

    private static Comparison ComparisonOf(ConditionOperator asked) =>
        asked switch
        {
            ConditionOperator.Contains or ConditionOperator.NotContains => Comparison.Contains,
            ConditionOperator.StartsWith => Comparison.StartsWith,
            ConditionOperator.EndsWith => Comparison.EndsWith,
            ConditionOperator.LessThan => Comparison.Less,
            ConditionOperator.AtMost => Comparison.LessOrEqual,
            ConditionOperator.GreaterThan => Comparison.Greater,
            ConditionOperator.AtLeast => Comparison.GreaterOrEqual,
            _ => Comparison.Equal,
        };

    private static long? RankOf(IReadOnlyList<string> names, string? name)
    {
        for (var rank = 0; rank < names.Count; rank++)
            if (names[rank] == name)
                return rank;
        return null;
    }

    private static long? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.DayNumber
            : null;
}
