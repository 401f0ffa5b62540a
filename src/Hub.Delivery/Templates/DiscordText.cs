using System.Buffers;
using System.Text.RegularExpressions;

namespace Hub.Delivery.Templates;

/// <summary>Discord's Markdown: every mark may have a backslash before it. Names of authors and footers are plain.</summary>
internal partial class DiscordText : TargetText
{
    public static readonly DiscordText Instance = new();

    private static readonly SearchValues<char> MarkCharacters = SearchValues.Create(@"\*_~|<>#[]()`");
    private static readonly SearchValues<char> ListMarks = SearchValues.Create("-+=");

    private DiscordText() { }

    public override TargetText Within(string name) => name is "author" or "footer" ? WithoutMarks.Own : this;

    public override bool HasMarkup(string key) => key is not ("username" or "icon_url");

    public override int LimitOf(string key) =>
        key switch
        {
            "description" => 4_096,
            "content" => 2_000,
            "value" => 1_024,
            "title" or "name" => 256,
            "text" => 2_048,
            _ => int.MaxValue,
        };

    public override string Escape(string key, string value)
    {
        if (IsUrl(key))
            return Https(value);
        var safe = Marks.WithoutMentions(Marks.Lines(value));
        return HasMarkup(key) ? Marks.WithoutLists(Marks.WithBackslashes(safe, MarkCharacters), ListMarks) : safe;
    }

    public override string Strong(string text) => $"**{text}**";

    public override string Emphasis(string text) => $"_{text}_";

    public override string Struck(string text) => $"~~{text}~~";

    public override string Link(string label, string url) => $"[{label}](<{url.Replace(">", "%3E")}>)";

    public override string? Mention(string id, string name) => Member().IsMatch(id) ? $"<@{id}>" : null;

    public override string Instant(DateTimeOffset at, string fallback) => $"<t:{at.ToUnixTimeSeconds()}:f>";

    public override string ListItem(string text, int? number) => number is { } n ? $"{n}. {text}" : $"- {text}";

    public override string Quote(string text) => "> " + text.Replace("\n", "\n> ");

    [GeneratedRegex("^&?[0-9]{5,25}$")]
    private static partial Regex Member();

    private sealed class WithoutMarks : DiscordText
    {
        public static readonly WithoutMarks Own = new();

        public override bool HasMarkup(string key) => false;
    }
}
