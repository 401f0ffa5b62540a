using Ganss.Xss;

namespace Hub.KnowledgeBase;

/// <summary>
/// What of an article's HTML is kept: text with its structure, links and pictures. What could run, load or post something, look
/// like a part of the page or style it is taken out before it is stored, so that whoever shows an article need not know.
/// </summary>
internal static class ArticleHtml
{
    private static readonly HtmlSanitizerOptions Allowed = new()
    {
        AllowedTags = Set(
            "a abbr b blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr "
                + "i img ins kbd li mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead time tr u ul var"
        ),
        AllowedAttributes = Set(
            "alt cite colspan datetime dir headers height href lang reversed rowspan scope span src start title width"
        ),
        UriAttributes = Set("cite href src"),
        AllowedSchemes = Set("http https mailto"),
        AllowedCssProperties = Set(""),
        AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
    };

    /// <returns>The HTML as it is kept, and whether that is all of it.</returns>
    public static (string Html, bool IsWhole) Clean(string html)
    {
        var isWhole = true;
        var sanitizer = new HtmlSanitizer(Allowed);
        sanitizer.RemovingTag += (_, _) => isWhole = false;
        sanitizer.RemovingAttribute += (_, _) => isWhole = false;
        sanitizer.RemovingComment += (_, _) => isWhole = false;
        return (sanitizer.Sanitize(html), isWhole);
    }

    /// <summary>The text of what is kept.</summary>
    public static string TextOf(string html) =>
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).Body!.TextContent.Trim();

    private static HashSet<string> Set(string words) =>
        new(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
