namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>What the names of a query stand for at one row; an inner query's row knows the outer one.</summary>
internal sealed record Row(string Alias, SqlValue Value, Row? Outer = null)
{
    /// <summary>The rows that an aggregate runs over, in the one row of a query that aggregates.</summary>
    public IReadOnlyList<Row> Group { get; init; } = [];

    public SqlValue Find(string alias)
    {
        for (var row = this; row is not null; row = row.Outer)
        {
            if (row.Alias == alias)
            {
                return row.Value;
            }
        }

        return SqlValue.Undefined;
    }
}
