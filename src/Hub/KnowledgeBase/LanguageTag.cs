using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.KnowledgeBase;

/// <summary>The field is a language tag (BCP 47, by its shape): a language, and what narrows it, with hyphens between.</summary>
internal sealed class LanguageTagAttribute : RuleAttribute
{
    private const int LongestPart = 8;

    public override string Text => "as in en or pt-BR";

    public override void Check(FieldErrors errors, string field, object value)
    {
        var parts = ((string)value).Split('-');
        if (parts[0].Length is < 2 or > LongestPart || !parts[0].All(char.IsAsciiLetter) || !parts.All(IsPart))
            errors.Add(field, "Must be a language tag, as in en or pt-BR.");
    }

    private static bool IsPart(string part) =>
        part.Length is > 0 and <= LongestPart && part.All(char.IsAsciiLetterOrDigit);
}
