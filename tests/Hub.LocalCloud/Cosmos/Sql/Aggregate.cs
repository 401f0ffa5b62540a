namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>COUNT, SUM, MIN or MAX over the rows of the whole query.</summary>
internal sealed record Aggregate(string Name, Expression Argument) : Expression
{
    private static readonly string[] Names = ["COUNT", "SUM", "MIN", "MAX"];

    public override bool Aggregates => true;

    public static bool IsOne(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    public override SqlValue Evaluate(Row row)
    {
        var values = row.Group.Select(Argument.Evaluate).Where(value => !value.IsUndefined).ToList();
        return Name switch
        {
            "COUNT" => SqlValue.Of(values.Count),
            "SUM" => values.TrueForAll(value => value.Kind == SqlKind.Number)
                ? SqlValue.Of(values.Sum(value => value.Number))
                : SqlValue.Undefined,
            "MIN" => values.Count == 0
                ? SqlValue.Undefined
                : values.Aggregate((a, b) => SqlOrder.Compare(a, b) <= 0 ? a : b),
            _ => values.Count == 0
                ? SqlValue.Undefined
                : values.Aggregate((a, b) => SqlOrder.Compare(a, b) >= 0 ? a : b),
        };
    }
}
