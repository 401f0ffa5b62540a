using System.Text.Json;
using Hub.Domain.Json;
using Hub.Domain.Text;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.Tickets;

/// <summary>How large and of what shape the fields of tickets and replies may be.</summary>
internal static class TicketRules
{
    public const int LongestSubject = 255;
    public const int LongestText = 65_536;
    public const int LongestEmail = 254;
    public const int LongestName = 200;
    public const int LongestTag = 64;
    public const int MostTags = TicketBounds.MostTags;

    public static IReadOnlyList<string> Tidy(IReadOnlyList<string>? tags) =>
        tags is null or [] ? [] : [.. tags.DistinctByFold()];
}

/// <summary>A day that somebody may mean.</summary>
internal sealed class PlausibleDayAttribute : RuleAttribute
{
    private static readonly DateOnly First = new(2000, 1, 1);
    private static readonly DateOnly Last = new(2999, 12, 31);

    public override string Text => "from 2000-01-01 to 2999-12-31";

    public override void Check(FieldErrors errors, string field, object value)
    {
        if ((DateOnly)value < First || (DateOnly)value > Last)
            errors.Add(field, "Must be a day from 2000-01-01 to 2999-12-31.");
    }
}

/// <summary>The bounds of custom fields: how many, their names, their values.</summary>
internal sealed class CustomFieldsAttribute : RuleAttribute
{
    public override string Text =>
        FormattableString.Invariant(
            $"at most {CustomFields.Most} names of 1 to {CustomFields.LongestName} characters, each value of at most {CustomFields.LargestValue:N0} bytes of JSON and all with their names of at most {CustomFields.LargestInAll:N0}"
        );

    public override void Check(FieldErrors errors, string field, object value)
    {
        var fields = (IReadOnlyDictionary<string, JsonElement>)value;
        if (CustomFields.WhyNot(fields) is { } why)
            errors.Add(field, why);
        foreach (var (key, one) in fields)
        {
            if (string.IsNullOrWhiteSpace(key) || TextLength.Of(key) > CustomFields.LongestName)
                errors.Add(field, $"Each name has 1 to {CustomFields.LongestName} characters.");
            if (JsonSize.Of(one) > CustomFields.LargestValue)
                errors.Add($"{field}.{key}", $"Must take at most {CustomFields.LargestValue} bytes of JSON.");
            else if (JsonNesting.Of(one) > JsonNesting.Deepest)
                errors.Add($"{field}.{key}", $"Must be nested at most {JsonNesting.Deepest} levels deep.");
        }
    }
}
