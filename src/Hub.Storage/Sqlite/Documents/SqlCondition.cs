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
            // Two-valued: a negation of a negation is what it was, and costs the engine's parser nothing.
            Filter.Not { Operand: Filter.Not twice } => Add(twice.Operand, array),
            Filter.Not not => Append("NOT ifnull(").Add(not.Operand, array).Append(", 0)"),
            Filter.Present present => Append($"{Column(present.Field, array)} IS NOT NULL"),
            Filter.In membership => AddIn(membership, array),
            Filter.Any any when array is null => AddAny(any),
            Filter.Words words when array is null => AddWords(words),
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
        var field = Find(membership.Field, array);
        var between = $"{DocumentTable.Column(field)} IN (";
        foreach (var value in membership.Values)
        {
            if (!CanEqual(field, value))
                continue;
            Append(between).Value(value);
            between = ", ";
        }
        return Append(between == ", " ? ")" : "0");
    }

    private SqlCondition AddAny(Filter.Any any)
    {
        var array = table.Type.ArrayField(any.Array);
        Append($"doc IN (SELECT doc FROM {table.ArrayName(array)} WHERE organization=?1 AND ");
        return Add(any.Element, array).Append(")");
    }

    private SqlCondition AddWords(Filter.Words words)
    {
        if (table.Words is not { } index)
            throw new ArgumentException($"Documents of type '{table.Type.Name}' are not searched.");
        Values.Add(FieldValue.Text(WordTable.Match(Organization, words)));
        return Append($"doc IN ({index.Find("?")})");
    }

    private SqlCondition AddCompare(Filter.Compare compare, ArrayField? array)
    {
        var field = Find(compare.Field, array);
        var column = DocumentTable.Column(field);
        if (!CanEqual(field, compare.Value))
            return Append("0");
        return compare.Operator switch
        {
            Comparison.Equal => Append($"{column} = ").Value(compare.Value),
            Comparison.Less => Append($"{column} < ").Value(compare.Value),
            Comparison.LessOrEqual => Append($"{column} <= ").Value(compare.Value),
            Comparison.Greater => Append($"{column} > ").Value(compare.Value),
            Comparison.GreaterOrEqual => Append($"{column} >= ").Value(compare.Value),
            _ when !compare.Value.IsTextual => Append("0"),
            _ when compare.Value.AsText.Length == 0 => Append($"{column} IS NOT NULL"),
            Comparison.Contains => Append($"instr({column}, ").Value(compare.Value).Append(") > 0"),
            Comparison.StartsWith => StartsWith(column, compare.Value),
            Comparison.EndsWith => EndsWith(column, compare.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(compare)),
        };
    }

    /// <summary>A range, so that an index serves it.</summary>
    private SqlCondition StartsWith(string column, FieldValue prefix)
    {
        Append($"({column} >= ").Value(prefix);
        if (AfterAllWith(prefix.AsText) is { } end)
            Append($" AND {column} < ").Value(FieldValue.Text(end));
        return Append(")");
    }

    /// <summary>The least text that is greater than every text with the prefix; none when there is no greater one.</summary>
    private static string? AfterAllWith(string prefix)
    {
        var rest = prefix.AsSpan();
        while (!rest.IsEmpty)
        {
            Rune.DecodeLastFromUtf16(rest, out var last, out var length);
            rest = rest[..^length];
            if (last.Value < 0x10FFFF)
                return $"{rest}{new Rune(last.Value == 0xD7FF ? 0xE000 : last.Value + 1)}";
        }
        return null;
    }

    /// <summary>By bytes: SQLite counts the characters of a text only up to a NUL.</summary>
    private SqlCondition EndsWith(string column, FieldValue suffix) =>
        Append($"substr(CAST({column} AS BLOB), ")
            .Value(FieldValue.Integer(-Encoding.UTF8.GetByteCount(suffix.AsText)))
            .Append(") = CAST(")
            .Value(suffix)
            .Append(" AS BLOB)");

    /// <summary>SQLite would convert between text and numbers to compare them.</summary>
    private static bool CanEqual(Field field, FieldValue value) =>
        value.IsPresent && value.IsTextual == (field.Kind is FieldKind.Text or FieldKind.FoldedText);

    private string Column(string name, ArrayField? array) => DocumentTable.Column(Find(name, array));

    private Field Find(string name, ArrayField? array) =>
        array is null
            ? table.Type.Field(name)
            : array.Elements.FirstOrDefault(field => field.Name == name)
                ?? throw new ArgumentException($"The list '{array.Name}' declares no field '{name}'.");
}
