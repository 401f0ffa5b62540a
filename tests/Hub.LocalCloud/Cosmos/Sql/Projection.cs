namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>What a query makes of a row.</summary>
internal abstract record Projection
{
    public virtual bool Aggregates => false;

    public abstract SqlValue Evaluate(Row row);
}

/// <summary>SELECT *: the item itself, under its name.</summary>
internal sealed record Star(string Alias) : Projection
{
    public override SqlValue Evaluate(Row row) => row.Find(Alias);
}

/// <summary>SELECT VALUE expression: where that is undefined, the row has no result.</summary>
internal sealed record ValueOf(Expression Expression) : Projection
{
    public override bool Aggregates => Expression.Aggregates;

    public override SqlValue Evaluate(Row row) => Expression.Evaluate(row);
}

/// <summary>SELECT a, b AS c: an object without what is undefined.</summary>
internal sealed record Columns(IReadOnlyList<KeyValuePair<string, Expression>> Items) : Projection
{
    public override bool Aggregates => Items.Any(item => item.Value.Aggregates);

    public override SqlValue Evaluate(Row row) =>
        SqlValue.Of([.. Items.Select(item => KeyValuePair.Create(item.Key, item.Value.Evaluate(row)))]);
}
