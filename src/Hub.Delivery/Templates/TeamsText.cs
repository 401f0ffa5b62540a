using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hub.Delivery.Templates;

/// <summary>Texts of Adaptive Cards: a subset of Markdown in blocks of text and in facts, none anywhere else.</summary>
internal class TeamsText : TargetText
{
    public static readonly TeamsText Instance = new();

    private static readonly SearchValues<char> MarkCharacters = SearchValues.Create(@"\*_[]()`#<>~");
    private static readonly SearchValues<char> ListMarks = SearchValues.Create("-+=");

    private TeamsText() { }

    public override TargetText Within(string name) =>
        name is "inlines" or "TextRun" or "actions" or "selectAction"
        || name.StartsWith("Action.", StringComparison.Ordinal)
            ? WithoutMarks.Own
        : name is "card" or "AdaptiveCard" ? Instance
        : this;

    public override bool HasMarkup(string key) => key is "text" or "title" or "value";

    public override string Escape(string key, string value)
    {
        if (IsUrl(key))
            return Https(value);
        return HasMarkup(key) ? Markdown(value) : WithoutPatterns(value);
    }

    public override string Strong(string text) => $"**{text}**";

    public override string Emphasis(string text) => $"_{text}_";

    public override string Link(string label, string url) =>
        $"[{label}]({url.Replace("(", "%28").Replace(")", "%29")})";

    public override string Mention(string id, string name) => $"<at>{name}</at>";

    /// <summary>Patterns take whole seconds and nothing else.</summary>
    public override string Instant(DateTimeOffset at, string fallback)
    {
        var second = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"{{{{DATE({second},SHORT)}}}} {{{{TIME({second})}}}}";
    }

    public override string LineBreak => "\n\n";

    public override string ListItem(string text, int? number) => number is { } n ? $"{n}. {text}" : $"- {text}";

    private static string Markdown(string value)
    {
        var safe = Marks.WithBackslashes(Marks.Lines(value), MarkCharacters);
        safe = Marks.WithoutLists(safe, ListMarks);
        safe = WithoutEntities(WithoutBraces(safe));
        return safe.Contains('\n') ? BlankLines(safe) : safe;
    }

    /// <summary>Only a blank line ends a line.</summary>
    private static string BlankLines(string text) =>
        string.Join(
            "\n\n",
            text.Split('\n').Select(static line => line.Trim(' ', '\t')).Where(static line => line.Length > 0)
        );

    /// <summary>Dates are written between double braces; one at an end may meet another one.</summary>
    private static string WithoutBraces(string text)
    {
        if (!text.Contains('{'))
            return text;
        var safe = new StringBuilder(text.Length + 8);
        for (var at = 0; at < text.Length; at++)
        {
            var isPart = at == 0 || at == text.Length - 1 || text[at + 1] == '{' || text[at - 1] == '{';
            if (text[at] == '{' && isPart)
                safe.Append('\\');
            safe.Append(text[at]);
        }
        return safe.ToString();
    }

    private static string WithoutEntities(string text)
    {
        if (!text.Contains('&'))
            return text;
        var safe = new StringBuilder(text.Length + 8);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '&' && text.IndexOf(';', at) > at)
                safe.Append('\\');
            safe.Append(text[at]);
        }
        return safe.ToString();
    }

    private static string WithoutPatterns(string value) =>
        value.Contains('{') ? value.Replace("{", $"{{{Nothing}", StringComparison.Ordinal) : value;

    /// <summary>Runs of text and buttons: only dates between braces are replaced there.</summary>
    private sealed class WithoutMarks : TeamsText
    {
        public static readonly WithoutMarks Own = new();

        public override bool HasMarkup(string key) => false;
    }
}
