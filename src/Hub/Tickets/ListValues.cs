using Hub.Domain.Documents;
using Hub.Domain.Queries;
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

    public static Filter? OneId(string field, string? text, FieldErrors errors) =>
        string.IsNullOrWhiteSpace(text) ? null : Filters.OneId(field, text, errors);
}
