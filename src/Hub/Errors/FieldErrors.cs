using Hub.Domain;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Errors;

/// <summary>What is wrong with a request, by field; and what is not, and its sender should still know of.</summary>
internal sealed class FieldErrors
{
    /// <summary>More tell nobody more.</summary>
    private const int MostWarnings = 20;

    /// <summary>More of one field, or of more fields, are not repeated: an answer is never larger than what was asked.</summary>
    private const int MostOfField = 10;
    private const int MostFields = 100;
    private const int LongestQuote = 100;

    private Dictionary<string, List<string>>? errors;
    private List<Warning>? warnings;
    private List<TextProblem>? places;

    public bool Any => errors is not null;

    /// <summary>What was found first.</summary>
    public string First => errors!.First().Value[0];

    public bool Has(string field) => errors?.ContainsKey(field) is true;

    /// <summary>Whether the field is at fault, or something inside it.</summary>
    public bool Concern(string field) => errors?.Keys.Any(at => IsIn(at, field)) is true;

    public bool ConcernOnly(string field) => errors?.Keys.All(at => IsIn(at, field)) is true;

    public void Add(string field, string message)
    {
        errors ??= [];
        if (!errors.TryGetValue(field, out var messages))
        {
            if (errors.Count == MostFields)
                return;
            errors[field] = messages = [];
        }
        if (messages.Count < MostOfField)
            messages.Add(message);
    }

    /// <summary>Says where in a field's text something does not hold.</summary>
    public void Add(string field, TextProblem problem)
    {
        Add(field, $"Line {problem.Line}, column {problem.Column}: {problem.Message}");
        (places ??= []).Add(problem);
    }

    /// <summary>Where in texts it does not hold; nothing where that is not said.</summary>
    public IReadOnlyList<TextProblem>? Places => places;

    /// <summary>What the answer to a request that is carried out says beside its data; nothing when there is nothing.</summary>
    public IReadOnlyList<Warning>? Warnings => warnings;

    public void WarnOfUnknown(string field, string name, IReadOnlyList<string> known) =>
        Warn(new Warning("unknown_field", KnownNames.Note("field", name, known), field));

    public void Warn(Warning warning)
    {
        warnings ??= [];
        if (warnings.Count < MostWarnings)
            warnings.Add(warning);
    }

    /// <summary>A value as a message repeats it.</summary>
    public static string Shorten(string? value) =>
        value is null || value.Length <= LongestQuote ? value ?? "" : $"{value.AsSpan(0, LongestQuote)}…";

    /// <summary>How many characters a text may have.</summary>
    public void CheckLength(string field, string text, int least, int most)
    {
        var length = TextLength.Of(text);
        if (length > most)
            Add(field, $"Must have at most {most} characters; this has {length}.");
        else if (length < least)
            Add(field, $"Must have at least {least} characters; this has {length}.");
    }

    public FieldErrors Copy() =>
        new() { errors = errors?.ToDictionary(entry => entry.Key, entry => entry.Value.ToList()) };

    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        (errors ?? []).ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());

    private static bool IsIn(string at, string field) =>
        at.StartsWith(field, StringComparison.Ordinal) && (at.Length == field.Length || at[field.Length] is '[' or '.');
}
