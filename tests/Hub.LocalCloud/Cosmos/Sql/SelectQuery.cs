namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>A name of a FROM clause. Without a path it is the container's item, with one each element of that array.</summary>
internal sealed record Source(string Alias, Expression? Path);

internal sealed record SortBy(Expression Expression, bool Descending);

/// <summary>A parsed query, with the texts of its clauses for the plan to rewrite.</summary>
internal sealed record SelectQuery(
    Projection Projection,
    IReadOnlyList<Source> Sources,
    Expression? Where,
    IReadOnlyList<SortBy> OrderBy,
    int? Top,
    int? Offset,
    int? Limit
)
{
    public string SelectText { get; init; } = "";

    public string FromText { get; init; } = "";

    /// <summary>The rows that pass the filter, for the item (or the outer row) that stands at the root.</summary>
    public IEnumerable<Row> Rows(Row root)
    {
        IEnumerable<Row> rows = [root];
        foreach (var source in Sources)
        {
            if (source.Path is { } path)
            {
                rows = rows.SelectMany(row => Elements(row, source.Alias, path.Evaluate(row)));
            }
        }

        return Where is null ? rows : rows.Where(row => Where.Evaluate(row).IsTrue);
    }

    private static IEnumerable<Row> Elements(Row row, string alias, SqlValue array) =>
        array.Kind == SqlKind.Array ? array.Items.Select(item => new Row(alias, item, row)) : [];
}
