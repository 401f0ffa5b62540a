using System.Globalization;
using System.Text;

namespace Hub.Scim.Filters;

/// <summary>Reads the words, names and values of a filter or path, one after another.</summary>
internal sealed class FilterReader(string text)
{
    public int Position { get; private set; }

    /// <summary>What is wrong, once something is.</summary>
    public string? Problem { get; private set; }

    public bool AtEnd => Position >= text.Length;

    public char Current => AtEnd ? '\0' : text[Position];

    public void SkipSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(text[Position]))
            Position++;
    }

    public bool Take(char wanted)
    {
        SkipSpace();
        if (Current != wanted || AtEnd)
            return false;
        Position++;
        return true;
    }

    /// <summary>Takes a keyword in any case when it stands here as a whole word.</summary>
    public bool TakeWord(string word)
    {
        SkipSpace();
        var end = Position + word.Length;
        if (
            end > text.Length
            || string.Compare(text, Position, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0
        )
            return false;
        if (end < text.Length && IsNameCharacter(text[end]))
            return false;
        Position = end;
        return true;
    }

    /// <summary>An attribute's name with its URN and sub-attribute, or nothing.</summary>
    public string? TakeName()
    {
        SkipSpace();
        var start = Position;
        while (!AtEnd && IsNameCharacter(text[Position]))
            Position++;
        return Position == start ? null : text[start..Position];
    }

    public Literal? TakeLiteral()
    {
        SkipSpace();
        if (Current == '"')
            return TakeString() is { } content ? new(LiteralKind.Text, content) : null;
        var start = Position;
        while (!AtEnd && !char.IsWhiteSpace(text[Position]) && text[Position] is not ('(' or ')' or '[' or ']' or '"'))
            Position++;
        return Position == start ? Fail("a value is missing") : Bare(text[start..Position]);
    }

    public Literal? Fail(string problem)
    {
        Problem ??= $"{problem} at position {Position + 1}";
        return null;
    }

    private Literal? Bare(string word) =>
        word switch
        {
            "true" => new(LiteralKind.True, word),
            "false" => new(LiteralKind.False, word),
            "null" => new(LiteralKind.Null, word),
            _ when IsNumber(word) => new(LiteralKind.Number, word),
            _ when IsQuoteMark(word[0]) || IsQuoteMark(word[^1]) => Fail(
                $"{word} is not in the double quotes that text has"
            ),
            _ when IsReserved(word) => Fail($"'{word}' stands where a value should"),
            _ => new(LiteralKind.Word, word),
        };

    private static bool IsReserved(string word) =>
        word.ToLowerInvariant() is "and" or "or" or "not" or "pr" || Operators.Find(word) is not null;

    /// <summary>Any mark that people quote with, but for the one that filters have: nothing is compared with a text that has it around.</summary>
    private static bool IsQuoteMark(char mark) =>
        mark is '\'' or '`' or '\u00B4' or '\u2032' or '\u2033' or '\uFF02' or '\uFF07'
        || char.GetUnicodeCategory(mark)
            is UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation;

    /// <summary>A number as JSON writes it.</summary>
    private static bool IsNumber(string word) =>
        (char.IsAsciiDigit(word[0]) || (word[0] == '-' && word.Length > 1))
        && char.IsAsciiDigit(word[^1])
        && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>A JSON string (RFC 7644, figure 1: compValue).</summary>
    private string? TakeString()
    {
        var content = new StringBuilder();
        for (Position++; !AtEnd && text[Position] != '"'; Position++)
        {
            if (text[Position] != '\\')
                content.Append(text[Position]);
            else if (Escaped() is { } character)
                content.Append(character);
            else
                return Fail("an escape is not one of JSON's")?.Text;
        }
        if (AtEnd)
            return Fail("a quote is not closed")?.Text;
        Position++;
        var result = content.ToString();
        return IsWellFormed(result) ? result : Fail("a string is not valid Unicode")?.Text;
    }

    private char? Escaped()
    {
        Position++;
        switch (Current)
        {
            case '"' or '\\' or '/':
                return Current;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when Position + 4 < text.Length:
                var digits = text.AsSpan(Position + 1, 4);
                Position += 4;
                return ushort.TryParse(
                    digits,
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var code
                )
                    ? (char)code
                    : null;
            default:
                return null;
        }
    }

    private static bool IsWellFormed(string content)
    {
        foreach (var rune in content.EnumerateRunes())
            if (rune == Rune.ReplacementChar && !content.Contains('\uFFFD', StringComparison.Ordinal))
                return false;
        return true;
    }

    private static bool IsNameCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ':' or '.' or '$';
}
