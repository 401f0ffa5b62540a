using System.Globalization;
using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Json;
using Hub.Domain.Text;

namespace Hub.Domain.TicketFields;

/// <summary>Values of declared fields: read from what clients write, and kept in one form.</summary>
public static class CustomFieldValues
{
    /// <summary>Longer texts are kept, and not found by.</summary>
    public const int LongestFound = 255;

    /// <summary>The list in which a ticket's custom fields are found; each element has a key and what it is found by.</summary>
    public const string List = "custom";

    public static readonly IReadOnlyList<Field> Elements =
    [
        new("key", FieldKind.Text, Common: true),
        new("text", FieldKind.FoldedText),
        new("number", FieldKind.Number),
    ];

    /// <summary>The value as it is kept.</summary>
    /// <param name="complaint">What it has to be, where it is not.</param>
    public static JsonElement Read(this CustomField field, JsonElement given, out string? complaint)
    {
        JsonElement? read = field.Type switch
        {
            CustomFieldType.Text => given.ValueKind == JsonValueKind.String ? given : null,
            CustomFieldType.Number => NumberIn(given) is null ? null
            : given.ValueKind == JsonValueKind.Number ? given
            : JsonElement.Parse(given.GetString()!.Trim()),
            CustomFieldType.Date => DateIn(given) is { } date ? Text(date) : null,
            CustomFieldType.Choice => ChoiceIn(field, given) is { } choice ? Text(choice) : null,
            CustomFieldType.Person => PersonIn(given) is { } id
                ? JsonSerializer.SerializeToElement(id, DomainJson.Default.Int64)
                : null,
            _ => null,
        };
        complaint = read is null ? field.Expectation() : null;
        return read ?? given;
    }

    /// <summary>What a ticket's custom fields are found by.</summary>
    public static IEnumerable<FieldValue[]> Found(IReadOnlyDictionary<string, JsonElement> fields) =>
        fields.Select(field =>
            new[]
            {
                FieldValue.Text(field.Key),
                FieldValue.Folded(TextOf(field.Value)),
                FieldValue.Number(field.Value.ValueKind == JsonValueKind.Number ? NumberIn(field.Value) : null),
            }
        );

    /// <summary>The field's value in the form that lists compare by; nothing where it is none.</summary>
    public static FieldValue? Sought(this CustomField field, string text)
    {
        var value = field.Type switch
        {
            CustomFieldType.Number or CustomFieldType.Person => FieldValue.Number(NumberIn(Text(text))),
            CustomFieldType.Date => FieldValue.Folded(DateIn(Text(text))),
            _ => FieldValue.Folded(text),
        };
        return value.IsPresent ? value : null;
    }

    /// <summary>The element's field that holds values of the type.</summary>
    public static string FoundBy(this CustomField field) =>
        field.Type is CustomFieldType.Number or CustomFieldType.Person ? "number" : "text";

    public static bool HasRanges(this CustomField field) =>
        field.Type is CustomFieldType.Number or CustomFieldType.Date;

    /// <summary>What a value has to be, for whoever wrote another one.</summary>
    public static string Expectation(this CustomField field) =>
        field.Type switch
        {
            CustomFieldType.Text => "Must be a text.",
            CustomFieldType.Number => "Must be a number.",
            CustomFieldType.Date => "Must be a date, as in 2026-05-24.",
            CustomFieldType.Choice => $"Must be one of {string.Join(", ", field.Choices)}.",
            _ => "Must be the id of a person, a positive whole number.",
        };

    /// <summary>The choice as it is spelt; whoever writes it need not mind the case.</summary>
    private static string? ChoiceIn(CustomField field, JsonElement given) =>
        given.ValueKind == JsonValueKind.String && given.GetString() is { } text
            ? field.Choices.FirstOrDefault(choice => choice == text)
                ?? field.Choices.FirstOrDefault(choice => CaseFolding.Same(choice, text))
            : null;

    /// <summary>A number, or a text of one: forms send texts.</summary>
    private static double? NumberIn(JsonElement given)
    {
        if (given.ValueKind == JsonValueKind.Number)
            return given.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
        if (given.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            var written = JsonElement.Parse(given.GetString()!.Trim());
            return written.ValueKind == JsonValueKind.Number ? NumberIn(written) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The day in UTC.</summary>
    private static string? DateIn(JsonElement given) =>
        given.ValueKind == JsonValueKind.String && IsoInstant.TryRead(given.GetString()!.Trim(), out var at)
            ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    private static long? PersonIn(JsonElement given) =>
        given.TryGetWhole(out var id)
        || (
            given.ValueKind == JsonValueKind.String
            && long.TryParse(given.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out id)
        )
            ? id > 0
                ? id
                : null
            : null;

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: <= LongestFound } text ? text : null,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, DomainJson.Default.String);
}
