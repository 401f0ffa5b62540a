using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.Contacts;

/// <summary>
/// The name of a time zone is spelt as the IANA database spells names. Which there are depends on the edition of the database, and
/// is not the hub's to say.
/// </summary>
internal sealed class TimeZoneNameAttribute : RuleAttribute
{
    public override void Check(FieldErrors errors, string field, object value)
    {
        if (!((string)value).Split('/').All(IsPart))
            errors.Add(field, "Must be the name of a time zone, as in Europe/Berlin.");
    }

    private static bool IsPart(string part) =>
        part.Length > 0
        && char.IsAsciiLetter(part[0])
        && part.All(static one => char.IsAsciiLetterOrDigit(one) || one is '_' or '-' or '+');
}

/// <summary>A language tag is well-formed (RFC 5646, 2.1).</summary>
internal sealed class LanguageTagAttribute : RuleAttribute
{
    private const int LongestSubtag = 8;

    public override void Check(FieldErrors errors, string field, object value)
    {
        var subtags = ((string)value).Split('-');
        if (subtags[0].Length < 2 || !subtags[0].All(char.IsAsciiLetter) || !subtags.All(IsSubtag))
            errors.Add(field, "Must be the tag of a language, as in de or pt-BR.");
    }

    private static bool IsSubtag(string subtag) =>
        subtag.Length is > 0 and <= LongestSubtag && subtag.All(char.IsAsciiLetterOrDigit);
}
