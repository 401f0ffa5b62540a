using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.TicketFields;
using Hub.Errors;
using Hub.Wire.Queries;

namespace Hub.TicketFields;

/// <summary>What such a parameter means.</summary>
internal static class CustomFieldFilter
{
    public static Filter? Of(CustomField field, QueryEntry entry, FieldErrors errors)
    {
        Comparison? comparison = entry.Bound switch
        {
            null => Comparison.Equal,
            "from" when field.HasRanges() => Comparison.GreaterOrEqual,
            "to" when field.HasRanges() => Comparison.LessOrEqual,
            _ => null,
        };
        if (comparison is null)
            errors.Add(
                entry.Name,
                field.HasRanges()
                    ? $"Write custom_fields[{field.Key}], and behind it nothing, [from] or [to]."
                    : $"A {Names<CustomFieldType>.Of(field.Type)} has no ranges; write custom_fields[{field.Key}]=."
            );
        else if (field.Sought(entry.Value) is not { } value)
            errors.Add(entry.Name, field.Expectation());
        else
            return new Filter.Any(
                CustomFieldValues.List,
                Filter.AllOf([
                    Filter.Equal("key", FieldValue.Text(field.Key)),
                    new Filter.Compare(field.FoundBy(), comparison.Value, value),
                ])
            );
        return null;
    }
}
