using System.Text.Json;
using Hub.Errors;

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
    public const int MostCustomFields = 100;
    public const int LongestCustomField = 64;
    public const int LongestCustomValue = 8_192;

    /// <summary>One @ with something on either side: whether mail arrives, only sending tells.</summary>
    public static void CheckEmail(this FieldErrors errors, string field, string? value, bool required = true)
    {
        if (value is null && !required)
            return;
        var at = value?.IndexOf('@') ?? -1;
        if (at < 1 || at != value!.LastIndexOf('@') || at == value.Length - 1 || value.Any(char.IsWhiteSpace))
            errors.Add(field, "Must be an e-mail address, as in user@company.com.");
        errors.CheckLength(field, value, LongestEmail);
    }

    public static void CheckId(this FieldErrors errors, string field, long? value)
    {
        if (value < 1)
            errors.Add(field, "Must be a positive whole number.");
    }

    public static void CheckTags(this FieldErrors errors, IReadOnlyList<string>? tags, string field = "tags")
    {
        if (tags is null)
            return;
        if (tags.Count > MostTags)
            errors.Add(field, $"Must be at most {MostTags} tags.");
        if (tags.Any(tag => string.IsNullOrWhiteSpace(tag) || tag.Length > LongestTag))
            errors.Add(field, $"Each tag has 1 to {LongestTag} characters.");
    }

    public static void CheckCustomFields(this FieldErrors errors, IReadOnlyDictionary<string, JsonElement>? fields)
    {
        if (fields is null)
            return;
        if (fields.Count > MostCustomFields)
            errors.Add("custom_fields", $"Must be at most {MostCustomFields} fields.");
        foreach (var (key, value) in fields)
        {
            if (string.IsNullOrWhiteSpace(key) || key.Length > LongestCustomField)
                errors.Add("custom_fields", $"Each name has 1 to {LongestCustomField} characters.");
            if (System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value).Length > LongestCustomValue)
                errors.Add($"custom_fields.{key}", $"Must take at most {LongestCustomValue} bytes of JSON.");
        }
    }

    public static IReadOnlyList<string> Tidy(IReadOnlyList<string>? tags) =>
        tags is null or [] ? [] : [.. tags.Select(tag => tag.Trim()).Distinct()];
}
