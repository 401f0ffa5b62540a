using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Errors;

namespace Hub.Tickets;

/// <summary>Filters that name several values, separated by commas.</summary>
internal static class ListValues
{
    public static Filter? OneOf<TEnum>(string field, string? text, Func<TEnum, FieldValue> value, FieldErrors errors)
        where TEnum : struct, Enum
    {
        var names = EnumNames.Of(typeof(TEnum)).ToList();
        return OneOf(
            field,
            text,
            item => names.IndexOf(item) is >= 0 and var index ? value(Enum.GetValues<TEnum>()[index]) : null,
            $"is none of {string.Join(", ", names)}.",
            errors
        );
    }

    public static Filter? OneId(string field, string? text, FieldErrors errors) =>
        OneOf(
            field,
            text,
            item => long.TryParse(item, out var id) ? FieldValue.Integer(id) : null,
            "is not a whole number.",
            errors
        );

    private static Filter? OneOf(
        string field,
        string? text,
        Func<string, FieldValue?> read,
        string complaint,
        FieldErrors errors
    )
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var values = new List<FieldValue>();
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (read(item) is { } value)
                values.Add(value);
            else
                errors.Add(field, $"'{item}' {complaint}");
        return values.Count == 1 ? Filter.Equal(field, values[0]) : new Filter.In(field, values);
    }
}
