using System.Text.Json;
using Hub.Domain.Json;

namespace Hub.Domain.Tickets;

/// <summary>
/// The bounds of a ticket's custom fields. They hold for what a ticket has after a change as for what it is created with, and
/// are so small that a change of all of them at once, which history and events tell from both sides, fits into one commit.
/// </summary>
public static class CustomFields
{
    public const int Most = 100;
    public const int LongestName = 64;
    public const int LargestValue = 8_192;
    public const int LargestInAll = 65_536;

    public static int SizeOf(IReadOnlyDictionary<string, JsonElement> fields) =>
        fields.Where(IsValue).Sum(field => JsonSize.OfText(field.Key) + JsonSize.Of(field.Value) + 2);

    /// <summary>What is wrong with so many, or such large ones; nothing when they hold. A null takes a field away, and is none.</summary>
    public static string? WhyNot(IReadOnlyDictionary<string, JsonElement> fields)
    {
        var count = fields.Count(IsValue);
        if (count > Most)
            return $"Must be at most {Most} fields; these are {count}.";
        var size = SizeOf(fields);
        return size > LargestInAll
            ? $"Must take at most {LargestInAll} bytes of JSON in all; these take {size}."
            : null;
    }

    /// <summary>The same of a change: what was larger before there were bounds may become smaller.</summary>
    internal static Refusal? Refuse(Ticket before, Ticket after) =>
        !ReferenceEquals(before.CustomFields, after.CustomFields)
        && WhyNot(after.CustomFields) is { } why
        && !(
            after.CustomFields.Count <= before.CustomFields.Count
            && SizeOf(after.CustomFields) <= SizeOf(before.CustomFields)
        )
            ? Refusal.Invalid("validation_failed", $"With the ticket's other custom fields: {why}", "custom_fields")
            : null;

    private static bool IsValue(KeyValuePair<string, JsonElement> field) =>
        field.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);
}
