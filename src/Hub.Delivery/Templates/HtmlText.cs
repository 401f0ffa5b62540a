using System.Net;
using Hub.Delivery.Graph;

namespace Hub.Delivery.Templates;

/// <summary>Mail whose <c>content</c> is HTML; all other texts are plain.</summary>
internal sealed class HtmlText : TargetText
{
    public static readonly HtmlText Instance = new();

    private HtmlText() { }

    public override bool HasMarkup(string key) => key == "content";

    public override string Escape(string key, string value) =>
        IsUrl(key) ? Https(value)
        : HasMarkup(key) ? Of(value)
        // Whom a mail goes to; what is no address is nobody.
        : key == "address" && !GraphPath.IsMailbox(value) ? ""
        : value;

    public override string Strong(string text) => $"<b>{text}</b>";

    public override string Emphasis(string text) => $"<i>{text}</i>";

    public override string Struck(string text) => $"<s>{text}</s>";

    public override string Code(string text) => $"<code>{text}</code>";

    public override string Link(string label, string url) => Anchor(label, url);

    public override string LineBreak => "<br>";

    public override string ParagraphBreak => "<br><br>";

    public override string ItemBreak => "<br>";

    public override string Quote(string text) => $"<blockquote>{text}</blockquote>";

    /// <summary>Text as HTML shows it, its lines too.</summary>
    internal static string Of(string text) => WebUtility.HtmlEncode(Marks.Lines(text)).Replace("\n", "<br>");

    internal static string Anchor(string label, string url) =>
        $"""<a href="{WebUtility.HtmlEncode(url)}">{label}</a>""";
}
