using System.Text.Json;
using Hub.LocalCloud.Cosmos.Partitioning;
using Hub.LocalCloud.Cosmos.Sql;

namespace Hub.LocalCloud.Cosmos.Queries;

/// <summary>
/// The plan that the SDK asks the gateway for where it does not plan by itself: which partitions to ask, with which text,
/// and how to merge the answers.
/// </summary>
internal static class QueryPlan
{
    public static void Write(Utf8JsonWriter writer, SelectQuery query, PartitionKeyDefinition paths)
    {
        writer.WriteStartObject();
        writer.WriteNumber("partitionedQueryExecutionInfoVersion", 2);
        writer.WriteStartObject("queryInfo");
        writer.WriteString("distinctType", "None");
        Number(writer, "top", query.Top);
        Number(writer, "offset", query.Offset);
        Number(writer, "limit", query.Limit);
        var orderBy = query.Projection.Aggregates ? [] : query.OrderBy;
        Strings(writer, "orderBy", orderBy.Select(by => by.Descending ? "Descending" : "Ascending"));
        Strings(writer, "orderByExpressions", orderBy.Select(by => by.Expression.Text));
        Strings(writer, "groupByExpressions", []);
        Aggregates(writer, query.Projection);
        writer.WriteString("rewrittenQuery", RewrittenQuery.Of(query));
        writer.WriteBoolean("hasSelectValue", query.Projection is ValueOf);
        writer.WriteBoolean("hasNonStreamingOrderBy", false);
        writer.WriteEndObject();
        writer.WriteStartArray("queryRanges");
        Range(writer, query, paths);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Aggregates(Utf8JsonWriter writer, Projection projection)
    {
        var value = projection is ValueOf { Aggregates: true } one ? one : null;
        var columns = projection is Columns { Aggregates: true } many ? many.Items : [];
        Strings(writer, "aggregates", value is null ? [] : [RewrittenQuery.Operator(value.Expression)]);
        Strings(writer, "groupByAliases", columns.Select(item => item.Key));
        writer.WriteStartObject("groupByAliasToAggregateType");
        foreach (var (alias, expression) in columns)
        {
            writer.WriteString(alias, RewrittenQuery.Operator(expression));
        }

        writer.WriteEndObject();
    }

    /// <summary>Equalities with the first levels of the partition key leave out all other partitions.</summary>
    private static void Range(Utf8JsonWriter writer, SelectQuery query, PartitionKeyDefinition paths)
    {
        var equalities = Equalities(query.Where).ToList();
        var components = paths
            .Paths.Select(path =>
                equalities.Find(equality => IsPath(equality.Path, query.Sources[0].Alias, path)).Value
            )
            .TakeWhile(value => !value.IsUndefined)
            .Select(value =>
                JsonSerializer.SerializeToElement(value.Kind == SqlKind.String ? value.Text : (object)value.Number)
            )
            .ToList();
        var usable = components.Count > 0 && (paths.Hierarchical || components.Count == paths.Paths.Count);
        var key = usable ? paths.Of(components) : null;
        writer.WriteStartObject();
        writer.WriteString("min", key?.Effective ?? EffectiveKey.Minimum);
        writer.WriteString(
            "max",
            key is { Complete: true } ? key.Effective : $"{key?.Effective}{EffectiveKey.Maximum}"
        );
        writer.WriteBoolean("isMinInclusive", true);
        writer.WriteBoolean("isMaxInclusive", key is not null);
        writer.WriteEndObject();
    }

    private static IEnumerable<(Expression Path, SqlValue Value)> Equalities(Expression? condition) =>
        condition switch
        {
            And and => Equalities(and.Left).Concat(Equalities(and.Right)),
            Comparison
            {
                Operator: "=",
                Right: Literal { Value.Kind: SqlKind.String or SqlKind.Number } literal
            } equality => [(equality.Left, literal.Value)],
            _ => [],
        };

    private static bool IsPath(Expression? expression, string alias, ReadOnlySpan<string> path) =>
        path.Length == 0
            ? expression is AliasReference reference && reference.Alias == alias
            : expression is PropertyReference property
                && property.Name == path[^1]
                && IsPath(property.Of, alias, path[..^1]);

    private static void Number(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void Strings(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
