using System.Runtime.InteropServices;
using System.Text.Json;
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
    public const int MostTags = 50;
    public const int MostCustomFields = TicketBounds.MostCustomFields;
    public const int LongestCustomField = 64;
    public const int LongestCustomValue = 8_192;

    public static IReadOnlyList<string> Tidy(IReadOnlyList<string>? tags) =>
        tags is null or [] ? [] : [.. tags.Select(tag => tag.Trim()).Distinct()];
}

/// <summary>The bounds of custom fields: how many, their names, their values.</summary>
internal sealed class CustomFieldsAttribute : RuleAttribute
{
    public override string Text =>
        $"at most {TicketRules.MostCustomFields} names of 1 to {TicketRules.LongestCustomField} characters, each value of at most "
        + $"{TicketRules.LongestCustomValue} bytes of JSON, nested at most {JsonNesting.Deepest} levels deep";

    public override void Check(FieldErrors errors, string field, object value)
    {
        var fields = (IReadOnlyDictionary<string, JsonElement>)value;
        if (fields.Count > TicketRules.MostCustomFields)
            errors.Add(field, $"Must be at most {TicketRules.MostCustomFields} fields.");
        // What is behind the first few has to be sent anew anyway.
        foreach (var (key, one) in fields.Take(TicketRules.MostCustomFields))
        {
            if (string.IsNullOrWhiteSpace(key) || TextLength.Of(key) > TicketRules.LongestCustomField)
                errors.Add(field, $"Each name has 1 to {TicketRules.LongestCustomField} characters.");
            if (JsonMarshal.GetRawUtf8Value(one).Length > TicketRules.LongestCustomValue)
                errors.Add($"{field}.{key}", $"Must take at most {TicketRules.LongestCustomValue} bytes of JSON.");
            else if (JsonNesting.Of(one) > JsonNesting.Deepest)
                errors.Add($"{field}.{key}", $"Must be nested at most {JsonNesting.Deepest} levels deep.");
        }
    }
}
