using System.Text;
using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.KnowledgeBase;

/// <summary>The field is a part of an address that people read: words of small letters and digits, with hyphens between them.</summary>
internal sealed class SlugAttribute : RuleAttribute
{
    public override string Text => "small letters and digits, with hyphens between them";

    public override void Check(FieldErrors errors, string field, object value)
    {
        if (!Slug.Is((string)value))
            errors.Add(field, "Must be of small letters and digits, with single hyphens between them.");
    }
}

internal static class Slug
{
    public const int Longest = 150;

    public static bool Is(string text) => text.Length > 0 && text == Of(text);

    /// <summary>What the title makes of itself; empty where it has neither letters nor digits.</summary>
    public static string Of(string title)
    {
        var slug = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
            if (slug.Length >= Longest)
                break;
            else if (Rune.IsLetterOrDigit(rune))
                slug.Append(Rune.ToLowerInvariant(rune));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        return slug.ToString().Trim('-');
    }
}
