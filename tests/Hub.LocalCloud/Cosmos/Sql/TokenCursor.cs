namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>Walks over the tokens of one query.</summary>
internal sealed class TokenCursor(string text)
{
    private readonly List<Token> tokens = Tokenizer.Tokenize(text);
    private int at;

    public Token Current => tokens[at];

    public Token Following => tokens[Math.Min(at + 1, tokens.Count - 1)];

    /// <summary>The end of the last token taken.</summary>
    public int Last => at == 0 ? 0 : tokens[at - 1].End;

    public Token Take() => Current.Kind == TokenKind.End ? Current : tokens[at++];

    public bool TryWord(string word) => Current.IsWord(word) && Taken();

    public bool TrySymbol(string symbol) => Current.IsSymbol(symbol) && Taken();

    public void Word(string word)
    {
        if (!TryWord(word))
        {
            throw Unexpected();
        }
    }

    public void Symbol(string symbol)
    {
        if (!TrySymbol(symbol))
        {
            throw Unexpected();
        }
    }

    public string Name() => Current.IsName ? Take().Text : throw Unexpected();

    /// <summary>What stands in the query from a place to the last token taken.</summary>
    public string TextFrom(int start) => text[start..Last];

    public SqlError Unexpected() =>
        Current.Kind == TokenKind.End
            ? new SqlError("SC1002", "Syntax error, unexpected end-of-file.", Current.Start, Current.End)
            : new SqlError(
                "SC1001",
                $"Syntax error, incorrect syntax near '{text[Current.Start..Current.End]}'.",
                Current.Start,
                Current.End
            );

    private bool Taken()
    {
        at++;
        return true;
    }
}
