using System.Text;
using Hub.Domain.Documents;
using Hub.Domain.Queries;

namespace Hub.Storage.Sqlite.Documents;

/// <summary>
/// Translates a filter into a parameterised condition. A comparison with an absent field is NULL in SQL, which does for
/// false everywhere but under a negation; there it is made false, so that the negation is true.
/// </summary>
internal sealed class SqlCondition(DocumentTable table, Guid organization)
{
    private readonly StringBuilder sql = new();

    public List<FieldValue> Values { get; } = [];

    /// <summary>The first parameter, <c>?1</c>; the values follow it.</summary>
    public Guid Organization { get; } = organization;

    public override string ToString() => sql.ToString();

    public SqlCondition Append(string text)
    {
        sql.Append(text);
        return this;
    }

    public SqlCondition Value(FieldValue value)
    {
        sql.Append('?');
        Values.Add(value);
        return this;
    }

    public SqlCondition Add(Filter filter) => Add(filter, array: null);

    private SqlCondition Add(Filter filter, ArrayField? array) =>
        filter switch
        {
            Filter.And { Operands.Count: 0 } => Append("1"),
            Filter.Or { Operands.Count: 0 } => Append("0"),
            Filter.And and => Join(and.Operands, " AND ", array),
            Filter.Or or => Join(or.Operands, " OR ", array),
            Filter.Not not => Append("NOT ifnull(").Add(not.Operand, array).Append(", 0)"),
            Filter.Present present => Append($"{Column(present.Field, array)} IS NOT NULL"),
            Filter.In membership => AddIn(membership, array),
            Filter.Any any when array is null => AddAny(any),
            Filter.Compare compare => AddCompare(compare, array),
            _ => throw new ArgumentException("A list inside a list cannot be queried."),
        };

    private SqlCondition Join(IReadOnlyList<Filter> operands, string between, ArrayField? array)
    {
        Append("(");
        for (var index = 0; index < operands.Count; index++)
        {
            if (index > 0)
                Append(between);
            Add(operands[index], array);
        }
        return Append(")");
    }

    private SqlCondition AddIn(Filter.In membership, ArrayField? array)
    {
        if (membership.Values.Count == 0)
            return Append("0");
        Append($"{Column(membership.Field, array)} IN (");
        for (var index = 0; index < membership.Values.Count; index++)
        {
            if (index > 0)
                Append(", ");
            Value(membership.Values[index]);
        }
        return Append(")");
    }

    private SqlCondition AddAny(Filter.Any any)
    {
        var array = table.Type.ArrayField(any.Array);
        Append($"doc IN (SELECT doc FROM {table.ArrayName(array)} WHERE organization=?1 AND ");
        return Add(any.Element, array).Append(")");
    }

    private SqlCondition AddCompare(Filter.Compare compare, ArrayField? array)
    {
        var field = Find(compare.Field, array);
        var column = DocumentTable.Column(field);
        var textual = field.Kind is FieldKind.Text or FieldKind.FoldedText;
        if (!compare.Value.IsPresent || textual != compare.Value.IsTextual)
            return Append("0");
        var isEmpty = compare.Value is { IsTextual: true, AsText: "" };
        return compare.Operator switch
        {
            Comparison.Equal => Append($"{column} = ").Value(compare.Value),
            Comparison.Less => Append($"{column} < ").Value(compare.Value),
            Comparison.LessOrEqual => Append($"{column} <= ").Value(compare.Value),
            Comparison.Greater => Append($"{column} > ").Value(compare.Value),
            Comparison.GreaterOrEqual => Append($"{column} >= ").Value(compare.Value),
            _ when !textual => Append("0"),
            _ when isEmpty => Append($"{column} IS NOT NULL"),
            Comparison.Contains => Append($"instr({column}, ").Value(compare.Value).Append(") > 0"),
            Comparison.StartsWith => StartsWith(column, compare.Value),
            Comparison.EndsWith => Append($"substr({column}, -length(")
                .Value(compare.Value)
                .Append(")) = ")
                .Value(compare.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(compare)),
        };
    }

    /// <summary>A range, so that an index serves it: from the prefix up to the prefix and the last code point.</summary>
    private SqlCondition StartsWith(string column, FieldValue prefix) =>
        Append($"({column} >= ")
            .Value(prefix)
            .Append($" AND {column} < ")
            .Value(FieldValue.Text(prefix.AsText + char.ConvertFromUtf32(0x10FFFF)))
            .Append(")");

    private string Column(string name, ArrayField? array) => DocumentTable.Column(Find(name, array));

    private Field Find(string name, ArrayField? array) =>
        array is null
            ? table.Type.Field(name)
            : array.Elements.FirstOrDefault(field => field.Name == name)
                ?? throw new ArgumentException($"The list '{array.Name}' declares no field '{name}'.");
}
