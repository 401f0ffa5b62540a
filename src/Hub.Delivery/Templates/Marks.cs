using System.Buffers;
using System.Text;

namespace Hub.Delivery.Templates;

/// <summary>Ways to keep characters from being marks.</summary>
internal static class Marks
{
    private static readonly string[] Everybody = ["all", "channel", "everyone", "here"];

    /// <summary>The text with a backslash before each of the characters.</summary>
    public static string WithBackslashes(string text, SearchValues<char> marks)
    {
        if (!text.AsSpan().ContainsAny(marks))
            return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var one in text)
        {
            if (marks.Contains(one))
                safe.Append('\\');
            safe.Append(one);
        }
        return safe.ToString();
    }

    /// <summary>
    /// The text with nothing, which nobody sees, after each character that could begin a span: after no letter or digit, and before
    /// no space. For markup that has no other way to write such a character.
    /// </summary>
    public static string WithNothing(string text, SearchValues<char> marks)
    {
        if (!text.AsSpan().ContainsAny(marks))
            return text;
        var safe = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length; at++)
        {
            safe.Append(text[at]);
            if (marks.Contains(text[at]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1])))
                safe.Append(TargetText.Nothing);
        }
        return safe.ToString();
    }

    /// <summary>What begins a list, a quote or a heading, at the beginning of a line, with a backslash before it.</summary>
    public static string WithoutLists(string text, SearchValues<char> marks)
    {
        var safe = new StringBuilder(text.Length + 16);
        var isFirst = true;
        foreach (var line in text.Split('\n'))
        {
            if (!isFirst)
                safe.Append('\n');
            isFirst = false;
            var content = line.AsSpan().TrimStart(" \t");
            if (content.Length < line.Length)
                safe.Append(' ');
            if (content.Length == 0)
                continue;
            if (marks.Contains(content[0]))
                safe.Append('\\');
            var digits = content.IndexOfAnyExceptInRange('0', '9');
            if (digits > 0 && content[digits] is '.' or ')')
            {
                safe.Append(content[..digits]).Append('\\');
                content = content[digits..];
            }
            safe.Append(content);
        }
        return safe.ToString();
    }

    /// <summary>One sort of line end.</summary>
    public static string Lines(string text) =>
        text.Contains('\r') ? text.Replace("\r\n", "\n").Replace('\r', '\n') : text;

    /// <summary>Names after an at sign, broken; addresses of mail are none, and stay as they are.</summary>
    public static string WithoutMentions(string text)
    {
        if (!text.Contains('@'))
            return text;
        var safe = new StringBuilder(text.Length + 8);
        for (var at = 0; at < text.Length; at++)
        {
            safe.Append(text[at]);
            if (text[at] == '@' && !IsOfAddress(text, at))
                safe.Append(TargetText.Nothing);
        }
        return safe.ToString();
    }

    private static bool IsOfAddress(string text, int at) =>
        at > 0
        && char.IsAsciiLetterOrDigit(text[at - 1])
        && at + 1 < text.Length
        && char.IsAsciiLetterOrDigit(text[at + 1])
        && !Array.Exists(Everybody, name => text.AsSpan(at + 1).StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
