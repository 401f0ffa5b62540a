namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>An expression, which knows how to evaluate itself at a row, and how it was written.</summary>
internal abstract record Expression
{
    /// <summary>As it stands in the query, for the rewritten query of a plan.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether an aggregate stands anywhere in it.</summary>
    public virtual bool Aggregates => false;

    public abstract SqlValue Evaluate(Row row);
}

internal sealed record Literal(SqlValue Value) : Expression
{
    public override SqlValue Evaluate(Row row) => Value;
}

internal sealed record AliasReference(string Alias) : Expression
{
    public override SqlValue Evaluate(Row row) => row.Find(Alias);
}

internal sealed record PropertyReference(Expression Of, string Name) : Expression
{
    public override SqlValue Evaluate(Row row) => Of.Evaluate(row).Property(Name);
}

internal sealed record Indexer(Expression Of, Expression At) : Expression
{
    public override SqlValue Evaluate(Row row)
    {
        var of = Of.Evaluate(row);
        var at = At.Evaluate(row);
        return at.Kind switch
        {
            SqlKind.String => of.Property(at.Text),
            SqlKind.Number => of.Index(at.Number),
            _ => SqlValue.Undefined,
        };
    }
}

internal sealed record ArrayLiteral(IReadOnlyList<Expression> Items) : Expression
{
    public override bool Aggregates => Items.Any(item => item.Aggregates);

    public override SqlValue Evaluate(Row row) => SqlValue.Of([.. Items.Select(item => item.Evaluate(row))]);
}

internal sealed record ObjectLiteral(IReadOnlyList<KeyValuePair<string, Expression>> Properties) : Expression
{
    public override bool Aggregates => Properties.Any(property => property.Value.Aggregates);

    public override SqlValue Evaluate(Row row) =>
        SqlValue.Of([
            .. Properties.Select(property => KeyValuePair.Create(property.Key, property.Value.Evaluate(row))),
        ]);
}

/// <summary>EXISTS(SELECT ...): whether the inner query has a result at this row.</summary>
internal sealed record Exists(SelectQuery Query) : Expression
{
    public override SqlValue Evaluate(Row row) =>
        SqlValue.Of(Query.Rows(row).Any(inner => !Query.Projection.Evaluate(inner).IsUndefined));
}
