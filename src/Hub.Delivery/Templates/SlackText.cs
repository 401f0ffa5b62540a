using System.Buffers;
using System.Text.RegularExpressions;

namespace Hub.Delivery.Templates;

/// <summary>Slack's mrkdwn: three characters are written by name, which disarms mentions and links; spans have no such way.</summary>
internal partial class SlackText : TargetText
{
    public static readonly SlackText Instance = new();

    private static readonly SearchValues<char> Spans = SearchValues.Create("*_~`");

    private SlackText() { }

    public override TargetText Within(string name) => name == "plain_text" ? WithoutSpans.Own : this;

    public override bool HasMarkup(string key) => true;

    public override int LimitOf(string key) => key is "text" or "value" ? 3_000 : int.MaxValue;

    public override string Escape(string key, string value)
    {
        if (IsUrl(key))
            return Https(value);
        var safe = value.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
        if (!HasMarkup(key))
            return safe;
        safe = Marks.WithNothing(safe, Spans);
        return safe.Contains("&gt;") ? Quotation().Replace(safe, $"{Nothing}$0") : safe;
    }

    public override string Strong(string text) => $"*{text}*";

    public override string Emphasis(string text) => $"_{text}_";

    public override string Struck(string text) => $"~{text}~";

    public override string Code(string text) => $"`{text}`";

    public override string Link(string label, string url) =>
        $"<{Address(url)}|{label.Replace('|', '¦').ReplaceLineEndings(" ")}>";

    public override string? Mention(string id, string name) =>
        Member().IsMatch(id) ? $"<@{id}>"
        : Group().IsMatch(id) ? $"<!subteam^{id}>"
        : null;

    public override string Instant(DateTimeOffset at, string fallback) =>
        $"<!date^{at.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time}}|{fallback.Replace('|', '¦')}>";

    public override string Quote(string text) => "> " + text.Replace("\n", "\n> ");

    private static string Address(string url) =>
        url.Replace("&", "&amp;").Replace("<", "%3C").Replace(">", "%3E").Replace("|", "%7C");

    [GeneratedRegex("^[UW][A-Z0-9]{2,30}$")]
    private static partial Regex Member();

    [GeneratedRegex("^S[A-Z0-9]{2,30}$")]
    private static partial Regex Group();

    [GeneratedRegex("^[ \t]*&gt;", RegexOptions.Multiline)]
    private static partial Regex Quotation();

    /// <summary>Objects of plain text.</summary>
    private sealed class WithoutSpans : SlackText
    {
        public static readonly WithoutSpans Own = new();

        public override bool HasMarkup(string key) => false;
    }
}
