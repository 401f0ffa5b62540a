using Hub.LocalCloud.Cosmos.Sql;

namespace Hub.LocalCloud.Cosmos.Queries;

/// <summary>
/// The text that the SDK sends to every physical partition instead of the user's, so that it can merge what comes back:
/// sort values and resource ids beside each payload, aggregates wrapped, and every partition asked from its start.
/// </summary>
internal static class RewrittenQuery
{
    // The SDK puts its own condition here, or true.
    private const string Placeholder = "{documentdb-formattableorderbyquery-filter}";

    public static string Of(SelectQuery query)
    {
        if (query.Projection.Aggregates)
        {
            return $"SELECT {Aggregated(query.Projection)}\nFROM {query.FromText}{Where(query.Where?.Text)}";
        }

        if (query.OrderBy.Count == 0)
        {
            return query.Offset is null
                ? ""
                : $"SELECT {query.SelectText}\nFROM {query.FromText}{Where(query.Where?.Text)}{OffsetLimit(query)}";
        }

        var top = query.Top is { } count ? $"TOP {count} " : "";
        var items = string.Join(", ", query.OrderBy.Select(by => $"{{\"item\": {by.Expression.Text}}}"));
        var conditions = new List<string>();
        if (query.Where is { } where)
        {
            conditions.Add($"({where.Text})");
        }

        conditions.Add($"({Placeholder})");
        if (query.Projection is ValueOf value)
        {
            conditions.Add($"IS_DEFINED({value.Expression.Text})");
        }

        var order = string.Join(
            ", ",
            query.OrderBy.Select(by => by.Expression.Text + (by.Descending ? " DESC" : " ASC"))
        );
        return $"SELECT {top}{query.Sources[0].Alias}._rid, [{items}] AS orderByItems, {Payload(query.Projection)} AS payload\n"
            + $"FROM {query.FromText}{Where(string.Join(" AND ", conditions))}\nORDER BY {order}{OffsetLimit(query)}";
    }

    /// <summary>The operator by which the SDK adds up an aggregate.</summary>
    public static string Operator(Expression expression) =>
        expression is Aggregate aggregate
            ? aggregate.Name[..1] + aggregate.Name[1..].ToLowerInvariant()
            : throw new SqlError("LOCAL", "The local host plans plain aggregates only.", 0, 0);

    private static string Where(string? condition) => condition is null ? "" : $"\nWHERE ({condition})";

    private static string OffsetLimit(SelectQuery query) =>
        query.Offset is { } offset ? $"\nOFFSET 0 LIMIT {offset + query.Limit}" : "";

    private static string Payload(Projection projection) =>
        projection switch
        {
            Star star => star.Alias,
            ValueOf value => value.Expression.Text,
            Columns columns => Object(columns, expression => expression.Text),
            _ => throw new InvalidOperationException($"Unknown projection {projection}."),
        };

    private static string Aggregated(Projection projection) =>
        projection switch
        {
            ValueOf value => $"VALUE [{Wrapped(value.Expression)}]",
            Columns columns => $"{Object(columns, Wrapped)} AS payload",
            _ => throw new InvalidOperationException($"Unknown projection {projection}."),
        };

    private static string Object(Columns columns, Func<Expression, string> text) =>
        $"{{{string.Join(", ", columns.Items.Select(item => $"\"{item.Key}\": {text(item.Value)}"))}}}";

    /// <summary>A least or greatest value comes with a count, to tell none from undefined.</summary>
    private static string Wrapped(Expression expression) =>
        expression is Aggregate { Name: "MIN" or "MAX" } extreme
            ? $"{{\"item\": {extreme.Text}, \"item2\": {{\"{extreme.Name.ToLowerInvariant()}\": {extreme.Text}, "
                + $"\"count\": COUNT({extreme.Argument.Text})}}}}"
            : $"{{\"item\": {expression.Text}}}";
}
