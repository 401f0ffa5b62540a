using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Domain.Text;

/// <summary>
/// Text that people wrote as HTML, for receivers that want it without. Stands in for AngleSharp, whose tree of marks that are never closed
/// grows faster than the text: what a stranger writes would hold up deliveries.
/// </summary>
public static partial class PlainText
{
    private const string Marks =
        "a|abbr|article|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|dfn|div|dl|dt|em|figcaption|figure|"
        + "font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|object|ol|p|pre|q|s|"
        + "samp|script|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|u|ul|var|video";

    /// <summary>What a browser does not show, from where it begins to where it ends.</summary>
    private static readonly (string Begin, string End)[] Unseen =
    [
        ("<!--", "-->"),
        ("<script", "</script"),
        ("<style", "</style"),
        ("<head", "</head"),
        ("<title", "</title"),
    ];

    /// <summary>
    /// The text without its tags: what ends a line where it is shown ends one here, and characters that were written by name are
    /// themselves. What has no tag of HTML in it stays as it is, whatever else is between angle brackets. Takes time in proportion
    /// to the text, whatever that is.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.Contains('<') || !Tag().IsMatch(text))
            return text;
        foreach (var (begin, end) in Unseen)
            text = Without(text, begin, end);
        text = Run().Replace(text, " ");
        text = Tag().Replace(text, static tag => EndsLine().IsMatch(tag.ValueSpan) ? "\n" : "");
        text = Gap().Replace(text, static gap => gap.ValueSpan.Contains('\n') ? "\n" : " ");
        return WebUtility.HtmlDecode(text).Trim();
    }

    private static string Without(string text, string begin, string end)
    {
        var kept = new StringBuilder();
        var (from, at) = (0, Next(0));
        while (at >= 0 && text.IndexOf(end, at, StringComparison.OrdinalIgnoreCase) is var close and >= 0)
        {
            kept.Append(text, from, at - from);
            var closed = text.IndexOf('>', close);
            from = closed < 0 ? text.Length : closed + 1;
            at = Next(from);
        }
        return from == 0 ? text : kept.Append(text, from, text.Length - from).ToString();

        // The head of a page is not its header.
        int Next(int after)
        {
            do after = text.IndexOf(begin, after, StringComparison.OrdinalIgnoreCase);
            while (
                after >= 0
                && after + begin.Length < text.Length
                && char.IsAsciiLetter(text[after + begin.Length])
                && begin[^1] != '-'
                && ++after > 0
            );
            return after;
        }
    }

    [GeneratedRegex($"<(?:/?(?:{Marks})(?=[\\s/>])|!doctype)[^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex(
        "^<(?:br|hr|/?(?:p|div|h[1-6]|li|ul|ol|dl|dd|dt|tr|table|pre|blockquote|article|section|header|footer|figure|form))(?=[\\s/>])",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex EndsLine();

    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Run();

    [GeneratedRegex(@"[ \n]+")]
    private static partial Regex Gap();
}
