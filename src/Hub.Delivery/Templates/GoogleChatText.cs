using System.Buffers;
using System.Text.RegularExpressions;

namespace Hub.Delivery.Templates;

/// <summary>Texts of Google Chat: marks of its own in a message's text, HTML in the widgets of cards.</summary>
internal partial class GoogleChatText : TargetText
{
    public static readonly GoogleChatText Instance = new();

    private static readonly SearchValues<char> Spans = SearchValues.Create("*_~`");

    private GoogleChatText() { }

    public override TargetText Within(string name) => name == "cardsV2" ? CardText.Own : this;

    public override bool HasMarkup(string key) => key == "text";

    public override string Escape(string key, string value) =>
        IsUrl(key)
            ? Https(value)
            : Marks.WithNothing(value, Spans).Replace("<", $"<{Nothing}", StringComparison.Ordinal);

    public override string Strong(string text) => $"*{text}*";

    public override string Emphasis(string text) => $"_{text}_";

    public override string Struck(string text) => $"~{text}~";

    public override string Code(string text) => $"`{text}`";

    public override string Link(string label, string url) =>
        $"<{url.Replace(">", "%3E").Replace("|", "%7C")}|{label.Replace('|', '¦').Replace('>', '›')}>";

    public override string? Mention(string id, string name) => Member().IsMatch(id) ? $"<users/{id}>" : null;

    [GeneratedRegex("^[0-9]{5,30}$")]
    private static partial Regex Member();

    /// <summary>Widgets show a small part of HTML; headers and buttons show none.</summary>
    private sealed class CardText : TargetText
    {
        public static readonly CardText Own = new();

        public override TargetText Within(string name) =>
            name is "header" or "buttonList" or "button" ? Bare.Own : this;

        public override bool HasMarkup(string key) => key is "text" or "topLabel" or "bottomLabel";

        public override string Escape(string key, string value) =>
            IsUrl(key) ? Https(value)
            : HasMarkup(key) ? HtmlText.Of(value)
            : value;

        public override string Strong(string text) => $"<b>{text}</b>";

        public override string Emphasis(string text) => $"<i>{text}</i>";

        public override string Struck(string text) => $"<s>{text}</s>";

        public override string Link(string label, string url) => HtmlText.Anchor(label, url);

        public override string LineBreak => "<br>";

        public override string ParagraphBreak => "<br><br>";

        public override string ItemBreak => "<br>";
    }

    private sealed class Bare : TargetText
    {
        public static readonly Bare Own = new();

        public override string Escape(string key, string value) => IsUrl(key) ? Https(value) : value;
    }
}
