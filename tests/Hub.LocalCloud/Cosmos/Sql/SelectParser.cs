namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>Parses SELECT, FROM with JOIN and IN, WHERE, ORDER BY, OFFSET and LIMIT.</summary>
internal sealed class SelectParser(
    TokenCursor cursor,
    IReadOnlyDictionary<string, SqlValue> parameters,
    ExpressionParser? outer = null
)
{
    private readonly ExpressionParser expressions = new(cursor, parameters);

    public static SelectQuery Parse(string text, IReadOnlyDictionary<string, SqlValue> parameters)
    {
        var cursor = new TokenCursor(text);
        var query = new SelectParser(cursor, parameters).Parse();
        return cursor.Current.Kind == TokenKind.End ? query : throw cursor.Unexpected();
    }

    public SelectQuery Parse()
    {
        cursor.Word("SELECT");
        Refuse("DISTINCT");
        int? top = cursor.TryWord("TOP") ? Count() : null;
        var start = cursor.Current.Start;
        var projection = Projection();
        var select = cursor.TextFrom(start);
        cursor.Word("FROM");
        start = cursor.Current.Start;
        var sources = Sources();
        var from = cursor.TextFrom(start);
        var where = cursor.TryWord("WHERE") ? expressions.Parse() : null;
        Refuse("GROUP");
        var orderBy = OrderBy();
        var (offset, limit) = OffsetLimit();
        Resolve(sources);
        if (projection is Star && sources.Count > 1)
        {
            throw new SqlError("SC2040", "'SELECT *' is only valid with a single input set.", 0, 0);
        }

        return new SelectQuery(
            projection is Star ? new Star(sources[0].Alias) : projection,
            sources,
            where,
            orderBy,
            top,
            offset,
            limit
        )
        {
            SelectText = select,
            FromText = from,
        };
    }

    private Projection Projection()
    {
        if (cursor.TrySymbol("*"))
        {
            return new Star("");
        }

        if (cursor.TryWord("VALUE"))
        {
            return new ValueOf(expressions.Parse());
        }

        var items = new List<KeyValuePair<string, Expression>>();
        var unnamed = 0;
        do
        {
            var item = expressions.Parse();
            var alias =
                cursor.TryWord("AS") || cursor.Current.IsName ? cursor.Name()
                : item is PropertyReference property ? property.Name
                : item is Indexer { At: Literal { Value: { Kind: SqlKind.String } name } } ? name.Text
                : item is AliasReference reference ? reference.Alias
                : $"${++unnamed}";
            items.Add(KeyValuePair.Create(alias, item));
        } while (cursor.TrySymbol(","));
        return new Columns(items);
    }

    private List<Source> Sources()
    {
        var sources = new List<Source>();
        do
        {
            var name = cursor.Name();
            if (cursor.TryWord("IN"))
            {
                sources.Add(new Source(name, expressions.Parse()));
            }
            else if (sources.Count > 0)
            {
                throw cursor.Unexpected();
            }
            else
            {
                sources.Add(new Source(cursor.TryWord("AS") || cursor.Current.IsName ? cursor.Name() : name, null));
            }
        } while (cursor.TryWord("JOIN"));
        return sources;
    }

    private List<SortBy> OrderBy()
    {
        var items = new List<SortBy>();
        if (!cursor.TryWord("ORDER"))
        {
            return items;
        }

        cursor.Word("BY");
        do
        {
            var start = cursor.Current;
            var expression = expressions.Parse();
            if (expression is not (PropertyReference or Indexer))
            {
                throw new SqlError(
                    "SC2206",
                    "Unsupported ORDER BY clause: it must be a path.",
                    start.Start,
                    cursor.Last
                );
            }

            var descending = cursor.TryWord("DESC");
            if (!descending)
            {
                cursor.TryWord("ASC");
            }

            items.Add(new SortBy(expression, descending));
        } while (cursor.TrySymbol(","));
        return items;
    }

    private (int? Offset, int? Limit) OffsetLimit()
    {
        if (!cursor.TryWord("OFFSET"))
        {
            return (null, null);
        }

        var offset = Count();
        cursor.Word("LIMIT");
        return (offset, Count());
    }

    private int Count()
    {
        var token = cursor.Take();
        var value = token.Kind == TokenKind.Parameter ? parameters.GetValueOrDefault(token.Text) : SqlValue.Undefined;
        return token.Kind == TokenKind.Number && int.TryParse(token.Text, out var count) ? count
            : value.Kind == SqlKind.Number && value.Number >= 0 ? (int)value.Number
            : throw new SqlError("SC2060", "The count value provided must be an integer.", token.Start, token.End);
    }

    /// <summary>A name that is no alias here may be one of the query around this one.</summary>
    private void Resolve(List<Source> sources)
    {
        var unknown = expressions
            .Aliases.Where(token => !sources.Exists(source => source.Alias == token.Text))
            .ToList();
        if (outer is not null)
        {
            outer.Aliases.AddRange(unknown);
        }
        else if (unknown is [var first, ..])
        {
            throw new SqlError("SC2001", $"Identifier '{first.Text}' could not be resolved.", first.Start, first.End);
        }
    }

    private void Refuse(string word)
    {
        if (cursor.Current.IsWord(word))
        {
            throw new SqlError(
                "LOCAL",
                $"The local host does not answer {word}.",
                cursor.Current.Start,
                cursor.Current.End
            );
        }
    }
}
