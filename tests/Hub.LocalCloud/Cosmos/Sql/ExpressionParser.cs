using System.Globalization;

namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>
/// Parses expressions: OR, AND, NOT, comparisons and IN, then literals, paths, calls, EXISTS and parentheses. Parameters are
/// put in as literals.
/// </summary>
internal sealed class ExpressionParser(TokenCursor cursor, IReadOnlyDictionary<string, SqlValue> parameters)
{
    private static readonly string[] Comparisons = ["=", "!=", "<>", "<", "<=", ">", ">="];

    /// <summary>The aliases used, each where it stands, for the query to resolve.</summary>
    public List<Token> Aliases { get; } = [];

    public Expression Parse()
    {
        var start = cursor.Current.Start;
        var left = Conjunction();
        while (cursor.TryWord("OR"))
        {
            left = new Or(left, Conjunction());
        }

        return left with
        {
            Text = cursor.TextFrom(start),
        };
    }

    public IReadOnlyList<Expression> List(string close)
    {
        var items = new List<Expression>();
        if (!cursor.Current.IsSymbol(close))
        {
            do
            {
                items.Add(Parse());
            } while (cursor.TrySymbol(","));
        }

        cursor.Symbol(close);
        return items;
    }

    private Expression Conjunction()
    {
        var left = Negation();
        while (cursor.TryWord("AND"))
        {
            left = new And(left, Negation());
        }

        return left;
    }

    private Expression Negation() => cursor.TryWord("NOT") ? new Not(Negation()) : Compared();

    private Expression Compared()
    {
        var left = Operand();
        if (cursor.Current.Kind == TokenKind.Symbol && Comparisons.Contains(cursor.Current.Text))
        {
            return new Comparison(cursor.Take().Text, left, Operand());
        }

        var negated = cursor.Current.IsWord("NOT") && cursor.Following.IsWord("IN") && cursor.TryWord("NOT");
        if (cursor.TryWord("IN"))
        {
            cursor.Symbol("(");
            return new In(left, List(")"), negated);
        }

        return left;
    }

    private Expression Operand()
    {
        var operand = Primary();
        while (true)
        {
            if (cursor.TrySymbol("."))
            {
                operand = new PropertyReference(operand, cursor.Name());
            }
            else if (cursor.TrySymbol("["))
            {
                operand = new Indexer(operand, Parse());
                cursor.Symbol("]");
            }
            else
            {
                return operand;
            }
        }
    }

    private Expression Primary()
    {
        var token = cursor.Current;
        switch (token.Kind)
        {
            case TokenKind.String:
                return new Literal(SqlValue.Of(cursor.Take().Text));
            case TokenKind.Number:
                return new Literal(SqlValue.Of(double.Parse(cursor.Take().Text, CultureInfo.InvariantCulture)));
            case TokenKind.Parameter:
                cursor.Take();
                return new Literal(
                    parameters.TryGetValue(token.Text, out var value)
                        ? value
                        : throw new SqlError(
                            "SC2007",
                            $"The parameter {token.Text} has no value.",
                            token.Start,
                            token.End
                        )
                );
            case TokenKind.Word:
                return Word();
            default:
                return Symbol();
        }
    }

    private Expression Word()
    {
        if (cursor.TryWord("EXISTS"))
        {
            cursor.Symbol("(");
            var query = new SelectParser(cursor, parameters, this).Parse();
            cursor.Symbol(")");
            return new Exists(query);
        }

        var token = cursor.Current;
        if (Constant(token) is { } constant)
        {
            cursor.Take();
            return new Literal(constant);
        }

        if (!cursor.Following.IsSymbol("("))
        {
            var alias = cursor.Name();
            Aliases.Add(token);
            return new AliasReference(alias);
        }

        cursor.Take();
        cursor.Symbol("(");
        var arguments = List(")");
        return Aggregate.IsOne(token.Text) && arguments.Count == 1
            ? new Aggregate(token.Text.ToUpperInvariant(), arguments[0])
            : Functions.Call(token, arguments);
    }

    private Expression Symbol()
    {
        if (cursor.TrySymbol("("))
        {
            var inner = Parse();
            cursor.Symbol(")");
            return inner;
        }

        if (cursor.TrySymbol("["))
        {
            return new ArrayLiteral(List("]"));
        }

        if (cursor.TrySymbol("-") && cursor.Current.Kind == TokenKind.Number)
        {
            return new Literal(SqlValue.Of(-double.Parse(cursor.Take().Text, CultureInfo.InvariantCulture)));
        }

        cursor.Symbol("{");
        return Object();
    }

    private ObjectLiteral Object()
    {
        var properties = new List<KeyValuePair<string, Expression>>();
        while (!cursor.TrySymbol("}"))
        {
            var name = cursor.Current.Kind == TokenKind.String ? cursor.Take().Text : cursor.Name();
            cursor.Symbol(":");
            properties.Add(KeyValuePair.Create(name, Parse()));
            if (!cursor.Current.IsSymbol("}"))
            {
                cursor.Symbol(",");
            }
        }

        return new ObjectLiteral(properties);
    }

    private static SqlValue? Constant(Token token) =>
        token.IsWord("TRUE") ? SqlValue.True
        : token.IsWord("FALSE") ? SqlValue.False
        : token.IsWord("NULL") ? SqlValue.Null
        : token.IsWord("UNDEFINED") ? SqlValue.Undefined
        : null;
}
