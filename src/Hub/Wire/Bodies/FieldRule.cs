using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Hub.Errors;

namespace Hub.Wire.Bodies;

/// <summary>What must hold of one field, read from its attributes once.</summary>
internal sealed class FieldRule
{
    private readonly string name;
    private readonly Func<object, object?> read;
    private readonly bool isRequired;
    private readonly bool isCleared;
    private readonly List<Action<FieldErrors, string, object>> checks = [];

    private FieldRule(PropertyInfo property)
    {
        name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        read = FieldReading.Of(property);
        isRequired = property.Find<RequiredAttribute>() is not null;
        isCleared = property.Find<CannotBeClearedAttribute>() is null;
        AddChecks(property);
    }

    public static IReadOnlyList<FieldRule> Of(Type body) =>
        [
            .. body.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(property => new FieldRule(property)),
        ];

    public void Check(object body, string path, FieldErrors errors)
    {
        var field = path + name;
        if (errors.Has(field))
            return;
        switch (read(body))
        {
            case FieldReading.Absent:
                break;
            case null when isRequired:
                errors.Add(field, "Must not be empty.");
                break;
            case null when !isCleared:
                errors.Add(field, "Must not be null; leave it out to keep it.");
                break;
            case null:
                break;
            case string text when (isRequired || !isCleared) && string.IsNullOrWhiteSpace(text):
                errors.Add(field, "Must not be empty.");
                break;
            case { } value:
                foreach (var check in checks)
                    check(errors, field, value);
                break;
        }
    }

    private void AddChecks(PropertyInfo property)
    {
        if (property.Find<LengthAttribute>() is { } length)
            checks.Add(
                (errors, field, value) => Length(errors, field, value, length.MinimumLength, length.MaximumLength)
            );
        if (property.Find<MaxLengthAttribute>() is { } longest)
            checks.Add((errors, field, value) => Length(errors, field, value, 0, longest.Length));
        if (property.Find<MinLengthAttribute>() is { } shortest)
            checks.Add((errors, field, value) => Length(errors, field, value, shortest.Length, int.MaxValue));
        if (property.Find<RangeAttribute>() is { } range)
            checks.Add((errors, field, value) => Range(errors, field, value, range));
        // Which dialects there are the running hub's catalogue says: whoever asks it checks the name.
        if (property.Find<AllowedValuesAttribute>() is { } allowed and not DialectNameAttribute)
            checks.Add((errors, field, value) => Choice(errors, field, value, allowed.Values));
        if (property.Find<EmailAddressAttribute>() is not null)
            checks.Add(Email);
        if (property.Find<RuleAttribute>() is { } rule)
            checks.Add(rule.Check);
        if (RecordCheck.NestedIn(property) is not null)
            checks.Add((errors, field, value) => RecordCheck.Check(value, $"{field}.", errors));
    }

    private static void Length(FieldErrors errors, string field, object value, int least, int most)
    {
        if (value is string text)
            errors.CheckLength(field, text, least, most);
        else if (CountOf(value) is var count && count > most)
            errors.Add(field, $"Must have at most {most} entries; this has {count}.");
        else if (count < least)
            errors.Add(field, least == 1 ? "Must not be empty." : $"Must have at least {least} entries.");
    }

    private static int CountOf(object value) =>
        value is System.Collections.ICollection list ? list.Count : ((IReadOnlyCollection<object>)value).Count;

    private static void Range(FieldErrors errors, string field, object value, RangeAttribute range)
    {
        if (!range.IsValid(value))
            errors.Add(field, $"Must be between {range.Minimum} and {range.Maximum}.");
    }

    private static void Choice(FieldErrors errors, string field, object value, object?[] allowed)
    {
        var chosen = value is string one ? [one] : (IReadOnlyList<string?>)value;
        foreach (var unknown in chosen.Where(name => !allowed.Contains(name)))
            errors.Add(
                field,
                value is string
                    ? $"Must be one of {string.Join(", ", allowed)}."
                    : $"'{FieldErrors.Shorten(unknown)}' is none of {string.Join(", ", allowed)}."
            );
    }

    /// <summary>One @ with something on either side: whether mail arrives, only sending tells.</summary>
    private static void Email(FieldErrors errors, string field, object value)
    {
        var text = (string)value;
        var at = text.IndexOf('@');
        if (at < 1 || at != text.LastIndexOf('@') || at == text.Length - 1 || text.Any(char.IsWhiteSpace))
            errors.Add(field, "Must be an e-mail address, as in user@company.com.");
    }
}
