namespace Hub.LocalCloud.Cosmos.Sql;

internal enum TokenKind
{
    Word,
    Number,
    String,
    Parameter,
    Symbol,
    End,
}

/// <summary>One token: its text as written, or the value of a string, and where it stands.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End)
{
    // Words that the service's own parser does not take as names: c.value is an error there, c["value"] is not.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "AND",
        "ARRAY",
        "AS",
        "ASC",
        "BETWEEN",
        "BY",
        "CASE",
        "CAST",
        "CONVERT",
        "CROSS",
        "DESC",
        "DISTINCT",
        "ELSE",
        "END",
        "ESCAPE",
        "EXISTS",
        "FALSE",
        "FOR",
        "FROM",
        "GROUP",
        "HAVING",
        "IN",
        "INNER",
        "INSERT",
        "INTO",
        "JOIN",
        "LEFT",
        "LIKE",
        "LIMIT",
        "NOT",
        "NULL",
        "OFFSET",
        "OR",
        "ORDER",
        "OUTER",
        "OVER",
        "RIGHT",
        "SELECT",
        "SET",
        "THEN",
        "TOP",
        "TRUE",
        "UDF",
        "UNDEFINED",
        "UPDATE",
        "VALUE",
        "WHEN",
        "WHERE",
        "WITH",
    };

    public bool IsName => Kind == TokenKind.Word && !Reserved.Contains(Text);

    public bool IsWord(string word) => Kind == TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;
}
