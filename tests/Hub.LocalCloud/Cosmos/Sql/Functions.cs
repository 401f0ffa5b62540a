namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>A call of a built-in function.</summary>
internal sealed record FunctionCall(
    Func<IReadOnlyList<SqlValue>, SqlValue> Function,
    IReadOnlyList<Expression> Arguments
) : Expression
{
    public override SqlValue Evaluate(Row row) => Function([.. Arguments.Select(argument => argument.Evaluate(row))]);
}

/// <summary>The built-in functions known here, with the number of arguments that each takes.</summary>
internal static class Functions
{
    private static readonly Dictionary<
        string,
        (int Least, int Most, Func<IReadOnlyList<SqlValue>, SqlValue> Body)
    > Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["IS_DEFINED"] = (1, 1, a => SqlValue.Of(!a[0].IsUndefined)),
        ["IS_NULL"] = (1, 1, a => Is(a[0], SqlKind.Null)),
        ["IS_BOOL"] = (1, 1, a => Is(a[0], SqlKind.Boolean)),
        ["IS_BOOLEAN"] = (1, 1, a => Is(a[0], SqlKind.Boolean)),
        ["IS_NUMBER"] = (1, 1, a => Is(a[0], SqlKind.Number)),
        ["IS_STRING"] = (1, 1, a => Is(a[0], SqlKind.String)),
        ["IS_ARRAY"] = (1, 1, a => Is(a[0], SqlKind.Array)),
        ["IS_OBJECT"] = (1, 1, a => Is(a[0], SqlKind.Object)),
        ["IS_PRIMITIVE"] = (1, 1, a => SqlValue.Of(a[0].Kind is > SqlKind.Undefined and < SqlKind.Array)),
        ["CONTAINS"] = (2, 3, a => Search(a, (text, part, how) => text.Contains(part, how))),
        ["STARTSWITH"] = (2, 3, a => Search(a, (text, part, how) => text.StartsWith(part, how))),
        ["ENDSWITH"] = (2, 3, a => Search(a, (text, part, how) => text.EndsWith(part, how))),
        ["STRINGEQUALS"] = (2, 3, a => Search(a, (text, part, how) => text.Equals(part, how))),
        ["LOWER"] = (1, 1, a => OfText(a[0], text => SqlValue.Of(text.ToLowerInvariant()))),
        ["UPPER"] = (1, 1, a => OfText(a[0], text => SqlValue.Of(text.ToUpperInvariant()))),
        ["LENGTH"] = (1, 1, a => OfText(a[0], text => SqlValue.Of(text.Length))),
        ["ARRAY_LENGTH"] = (1, 1, a =>
            a[0].Kind == SqlKind.Array ? SqlValue.Of(a[0].Items.Count()) : SqlValue.Undefined
        ),
        ["ARRAY_CONTAINS"] = (2, 3, ArrayContains),
    };

    public static Expression Call(Token name, IReadOnlyList<Expression> arguments)
    {
        if (!Known.TryGetValue(name.Text, out var known))
        {
            throw new SqlError(
                "SC2005",
                $"'{name.Text}' is not a recognized built-in function name.",
                name.Start,
                name.End
            );
        }

        return arguments.Count < known.Least || arguments.Count > known.Most
            ? throw new SqlError(
                "SC2050",
                $"The {name.Text} function requires {known.Least} to {known.Most} argument(s).",
                name.Start,
                name.End
            )
            : new FunctionCall(known.Body, arguments);
    }

    private static SqlValue Is(SqlValue value, SqlKind kind) => SqlValue.Of(value.Kind == kind);

    private static SqlValue OfText(SqlValue value, Func<string, SqlValue> make) =>
        value.Kind == SqlKind.String ? make(value.Text) : SqlValue.Undefined;

    /// <summary>The third argument asks not to regard case.</summary>
    private static SqlValue Search(IReadOnlyList<SqlValue> a, Func<string, string, StringComparison, bool> found) =>
        a[0].Kind == SqlKind.String && a[1].Kind == SqlKind.String
            ? SqlValue.Of(
                found(
                    a[0].Text,
                    a[1].Text,
                    a.Count > 2 && a[2].IsTrue ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
                )
            )
            : SqlValue.Undefined;

    /// <summary>The third argument asks for objects that have at least the properties given.</summary>
    private static SqlValue ArrayContains(IReadOnlyList<SqlValue> a)
    {
        if (a[0].Kind != SqlKind.Array || a[1].IsUndefined)
        {
            return a[0].Kind == SqlKind.Array ? SqlValue.Undefined : SqlValue.False;
        }

        return SqlValue.Of(
            a.Count > 2 && a[2].IsTrue && a[1].Kind == SqlKind.Object
                ? a[0]
                    .Items.Any(item =>
                        a[1].Properties.All(wanted => SqlOrder.Same(item.Property(wanted.Key), wanted.Value))
                    )
                : a[0].Items.Any(item => SqlOrder.Same(item, a[1]))
        );
    }
}
