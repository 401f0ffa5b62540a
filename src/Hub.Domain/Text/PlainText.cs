using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Domain.Text;

/// <summary>Text that people wrote as HTML, for receivers that want it without.</summary>
public static partial class PlainText
{
    private const string Marks =
        "a|abbr|article|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|dfn|div|dl|dt|em|figcaption|figure|"
        + "font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|object|ol|p|pre|q|s|"
        + "samp|script|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|u|ul|var|video";

    /// <summary>
    /// The text without its tags: what ends a line where it is shown ends one here, and characters that were written by name are
    /// themselves. What has no tag of HTML in it stays as it is, whatever else is between angle brackets.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.Contains('<') || !Tag().IsMatch(text))
            return text;
        var shown = new StringBuilder(text.Length);
        var end = 0;
        text = Unseen().Replace(text, "");
        foreach (Match tag in Tag().Matches(text))
        {
            shown.Append(Run().Replace(text[end..tag.Index], " "));
            if (EndsLine().IsMatch(tag.ValueSpan))
                shown.Append('\n');
            end = tag.Index + tag.Length;
        }
        shown.Append(Run().Replace(text[end..], " "));
        return WebUtility.HtmlDecode(Gap().Replace(shown.ToString(), "\n")).Trim();
    }

    [GeneratedRegex(
        $"<(?:/?(?:{Marks})(?=[\\s/>])[^<>]*>|!--.*?-->|!doctype[^>]*>)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Tag();

    /// <summary>What a browser does not show.</summary>
    [GeneratedRegex(
        @"<(script|style|head|title)(?=[\s>])[^>]*>.*?</\1\s*>|<!--.*?-->",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Unseen();

    [GeneratedRegex(
        "^<(?:br|hr|/?(?:p|div|h[1-6]|li|ul|ol|dl|dd|dt|tr|table|pre|blockquote|article|section|header|footer|figure|form))(?=[\\s/>])",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex EndsLine();

    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Run();

    [GeneratedRegex(@"[ ]*\n[ \n]*")]
    private static partial Regex Gap();
}
