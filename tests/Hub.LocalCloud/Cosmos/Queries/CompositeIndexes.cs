using System.Text.Json;
using Hub.LocalCloud.Cosmos.Sql;

namespace Hub.LocalCloud.Cosmos.Queries;

/// <summary>ORDER BY on two or more paths is refused without a composite index of the same paths, in the same or in all the opposite directions.</summary>
internal static class CompositeIndexes
{
    public static bool Serve(JsonElement container, SelectQuery query)
    {
        if (query.OrderBy.Count < 2)
        {
            return true;
        }

        var wanted = query.OrderBy.Select(by => (Path: PathOf(by.Expression), by.Descending)).ToList();
        var opposite = wanted.Select(column => (column.Path, !column.Descending)).ToList();
        return Indexes(container).Any(index => index.SequenceEqual(wanted) || index.SequenceEqual(opposite));
    }

    private static IEnumerable<List<(string Path, bool Descending)>> Indexes(JsonElement container) =>
        container.TryGetProperty("indexingPolicy", out var policy)
        && policy.TryGetProperty("compositeIndexes", out var indexes)
            ? indexes.EnumerateArray().Select(index => index.EnumerateArray().Select(Column).ToList())
            : [];

    private static (string Path, bool Descending) Column(JsonElement column) =>
        (
            column.GetProperty("path").GetString()!,
            column.TryGetProperty("order", out var order) && order.ValueEquals("descending")
        );

    private static string PathOf(Expression expression) =>
        expression switch
        {
            PropertyReference property => $"{PathOf(property.Of)}/{property.Name}",
            Indexer { At: Literal { Value: { Kind: SqlKind.String } name } } indexer =>
                $"{PathOf(indexer.Of)}/{name.Text}",
            _ => "",
        };
}
