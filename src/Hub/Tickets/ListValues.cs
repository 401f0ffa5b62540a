using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Resources;

namespace Hub.Tickets;

/// <summary>Filters that name several values, separated by commas.</summary>
internal static class ListValues
{
    public static Filter? OneOf<TEnum>(string field, string? text, Func<TEnum, FieldValue> value, FieldErrors errors)
        where TEnum : struct, Enum
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var names = EnumNames.Of(typeof(TEnum)).ToList();
        return Filters.OneOf(
            field,
            text,
            item => names.IndexOf(item) is >= 0 and var index ? value(Enum.GetValues<TEnum>()[index]) : null,
            $"is none of {string.Join(", ", names)}.",
            errors
        );
    }

    /// <summary>Statuses of a workflow: those of the five are kept under their own name, and beside it nothing.</summary>
    public static Filter? OneStatus(string? text, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var ids = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length > Filters.MostValues)
            errors.Add("status_id", $"Must name at most {Filters.MostValues} values.");
        var five = ids.Where(TicketShapes.Statuses.Contains).Select(id => FieldValue.Text(id)).ToList();
        var own = ids.Where(id => !TicketShapes.Statuses.Contains(id)).Select(id => FieldValue.Text(id)).ToList();
        var conditions = new List<Filter>();
        if (five.Count > 0)
            conditions.Add(
                Filter.AllOf([new Filter.In("status", five), new Filter.Not(new Filter.Present("status_id"))])
            );
        if (own.Count > 0)
            conditions.Add(new Filter.In("status_id", own));
        return Filter.AnyOf(conditions);
    }

    public static Filter? OneId(string field, string? text, FieldErrors errors) =>
        string.IsNullOrWhiteSpace(text) ? null : Filters.OneId(field, text, errors);
}
