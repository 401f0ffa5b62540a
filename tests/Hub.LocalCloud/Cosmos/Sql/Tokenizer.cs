using System.Text;

namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>Cuts a query into tokens.</summary>
internal static class Tokenizer
{
    private static readonly string[] Symbols =
    [
        "<=",
        ">=",
        "!=",
        "<>",
        "=",
        "<",
        ">",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        ":",
        "*",
        "-",
    ];

    public static List<Token> Tokenize(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            tokens.Add(Next(text, at));
            if (tokens[^1].Kind == TokenKind.End)
            {
                return tokens;
            }

            at = tokens[^1].End;
        }
    }

    private static Token Next(string text, int start)
    {
        if (start == text.Length)
        {
            return new Token(TokenKind.End, "", start, start);
        }

        var first = text[start];
        if (first is '\'' or '"')
        {
            return String(text, start);
        }

        if (char.IsAsciiDigit(first))
        {
            return Cut(text, start, TokenKind.Number, EndOfNumber(text, start));
        }

        if (IsName(first) || first == '@')
        {
            var kind = first == '@' ? TokenKind.Parameter : TokenKind.Word;
            return Cut(text, start, kind, EndWhere(text, start + 1, c => !IsName(c)));
        }

        var symbol = Array.Find(Symbols, symbol => string.CompareOrdinal(text, start, symbol, 0, symbol.Length) == 0);
        return symbol is null
            ? throw new SqlError("SC1010", $"Syntax error, invalid token '{first}'.", start, start + 1)
            : Cut(text, start, TokenKind.Symbol, start + symbol.Length);
    }

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    private static Token Cut(string text, int start, TokenKind kind, int end) =>
        new(kind, text[start..end], start, end);

    private static int EndWhere(string text, int at, Predicate<char> ends)
    {
        while (at < text.Length && !ends(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int EndOfNumber(string text, int start)
    {
        var end = EndWhere(text, start, c => !char.IsAsciiDigit(c) && c != '.');
        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var sign = end + 1 < text.Length && text[end + 1] is '+' or '-' ? 2 : 1;
            end = EndWhere(text, end + sign, c => !char.IsAsciiDigit(c));
        }

        return end;
    }

    /// <summary>Backslashes escape as in JSON; a doubled quote does not, as it does not in the service.</summary>
    private static Token String(string text, int start)
    {
        var value = new StringBuilder();
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == text[start])
            {
                return new Token(TokenKind.String, value.ToString(), start, at + 1);
            }

            if (text[at] != '\\' || at + 1 == text.Length)
            {
                value.Append(text[at]);
                continue;
            }

            at++;
            if (text[at] == 'u' && at + 4 < text.Length)
            {
                value.Append((char)Convert.ToInt32(text.Substring(at + 1, 4), 16));
                at += 4;
                continue;
            }

            value.Append(
                text[at] switch
                {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'b' => '\b',
                    'f' => '\f',
                    var other => other,
                }
            );
        }

        throw new SqlError("SC1012", "Syntax error, invalid string literal token.", start, text.Length);
    }
}
