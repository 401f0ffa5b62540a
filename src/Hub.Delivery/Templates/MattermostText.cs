using System.Buffers;
using System.Text.RegularExpressions;

namespace Hub.Delivery.Templates;

/// <summary>Mattermost's Markdown. Plain at signs tell people there, whatever else the text is, so none stays whole.</summary>
internal sealed partial class MattermostText : TargetText
{
    public static readonly MattermostText Instance = new();

    private static readonly SearchValues<char> MarkCharacters = SearchValues.Create(@"\*_~`#[]()|!");
    private static readonly SearchValues<char> ListMarks = SearchValues.Create("-+=>");

    private MattermostText() { }

    public override bool HasMarkup(string key) => key is "text" or "pretext" or "value";

    public override int LimitOf(string key) => key == "text" ? 16_000 : int.MaxValue;

    public override string Escape(string key, string value)
    {
        if (IsUrl(key))
            return Https(value);
        var safe = Marks
            .WithoutMentions(Marks.Lines(value))
            .Replace("<", $"<{Nothing}", StringComparison.Ordinal)
            .Replace("&", $"&{Nothing}", StringComparison.Ordinal);
        return HasMarkup(key) ? Marks.WithoutLists(Marks.WithBackslashes(safe, MarkCharacters), ListMarks) : safe;
    }

    public override string Strong(string text) => $"**{text}**";

    public override string Emphasis(string text) => $"_{text}_";

    public override string Struck(string text) => $"~~{text}~~";

    public override string Link(string label, string url) => $"[{label}](<{url.Replace(">", "%3E")}>)";

    /// <summary>Everybody at once is nobody's name.</summary>
    public override string? Mention(string id, string name) =>
        Member().IsMatch(id) && id is not ("all" or "channel" or "here") ? $"@{id}" : null;

    public override string ListItem(string text, int? number) => number is { } n ? $"{n}. {text}" : $"- {text}";

    public override string Quote(string text) => "> " + text.Replace("\n", "\n> ");

    [GeneratedRegex("^[a-z0-9._-]{2,64}$")]
    private static partial Regex Member();
}
