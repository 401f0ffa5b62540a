using System.Text;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Queries;

/// <summary>
/// Translates a filter into a parameterised condition. Comparing what is missing, or text with a number, is undefined in
/// Cosmos DB, which does for false everywhere but under a negation; there each comparison first asks for the type.
/// </summary>
internal sealed class CosmosCondition(DocumentType type)
{
    private readonly StringBuilder sql = new();
    private readonly List<object> values = [];
    private int lists;

    public override string ToString() => sql.ToString();

    public CosmosCondition Append(string text)
    {
        sql.Append(text);
        return this;
    }

    public CosmosCondition Parameter(object value)
    {
        sql.Append($"@p{values.Count}");
        values.Add(value);
        return this;
    }

    public CosmosCondition Value(FieldValue value) => Parameter(Stored(value));

    public CosmosCondition AppendAbsent(bool wanted) => wanted ? Parameter(SortableText.Absent) : this;

    public CosmosCondition Add(Filter filter) => Add(filter, Scope.Document, guarded: false);

    public QueryDefinition Define(string text)
    {
        var query = new QueryDefinition(text);
        for (var index = 0; index < values.Count; index++)
            query.WithParameter($"@p{index}", values[index]);
        return query;
    }

    public static string Path(string field) => Scope.Document.Path(field);

    /// <summary>As it stands in items.</summary>
    public static object Stored(FieldValue value) =>
        !value.IsPresent ? SortableText.Absent
        : value.IsTextual ? SortableText.Encode(value.AsText)
        : value.Kind == FieldKind.Number ? value.AsNumber
        : value.AsInteger;

    private CosmosCondition Add(Filter filter, Scope scope, bool guarded) =>
        filter switch
        {
            Filter.And { Operands.Count: 0 } => Append("true"),
            Filter.Or { Operands.Count: 0 } => Append("false"),
            Filter.And and => Join(and.Operands, " AND ", scope, guarded),
            Filter.Or or => Join(or.Operands, " OR ", scope, guarded),
            Filter.Not not => Append("(NOT (").Add(not.Operand, scope, guarded: true).Append("))"),
            Filter.Present present => AddPresent(scope.Path(Find(present.Field, scope))),
            Filter.In membership => AddIn(membership, scope, guarded),
            Filter.Any any when scope.Array is null => AddAny(any),
            Filter.Words words when scope.Array is null => AddWords(words),
            Filter.Compare compare => AddCompare(compare, scope, guarded),
            _ => throw new ArgumentException("A list inside a list cannot be queried."),
        };

    private CosmosCondition Join(IReadOnlyList<Filter> operands, string between, Scope scope, bool guarded)
    {
        Append("(");
        for (var index = 0; index < operands.Count; index++)
        {
            if (index > 0)
                Append(between);
            Add(operands[index], scope, guarded);
        }
        return Append(")");
    }

    private CosmosCondition AddPresent(string path) =>
        Append($"(IS_DEFINED({path}) AND {path} != ").Parameter(SortableText.Absent).Append(")");

    private CosmosCondition AddIn(Filter.In membership, Scope scope, bool guarded)
    {
        var field = Find(membership.Field, scope);
        var values = membership.Values.Where(value => Comparable(field, value)).ToList();
        if (values.Count == 0)
            return Append("false");
        Guard(field, scope, guarded).Append($"{scope.Path(field)} IN (");
        for (var index = 0; index < values.Count; index++)
        {
            if (index > 0)
                Append(", ");
            Value(values[index]);
        }
        return Append("))");
    }

    private CosmosCondition AddAny(Filter.Any any)
    {
        var array = type.ArrayField(any.Array);
        var element = new Scope($"e{lists++}", array);
        return Append($"EXISTS(SELECT VALUE {element.Alias} FROM {element.Alias} IN c[\"a\"][\"{array.Name}\"] WHERE ")
            .Add(any.Element, element, guarded: false)
            .Append(")");
    }

    private CosmosCondition AddWords(Filter.Words words)
    {
        var between = "(";
        foreach (var term in words.Terms)
        {
            var word = $"e{lists++}";
            Append($"{between}EXISTS(SELECT VALUE {word} FROM {word} IN c[\"a\"][\"{ItemNames.Words}\"] WHERE ");
            if (term.IsPrefix)
                Append($"STARTSWITH({word}, ").Value(FieldValue.Text(term.Word)).Append("))");
            else
                Append($"{word} = ").Value(FieldValue.Text(term.Word)).Append(")");
            between = " AND ";
        }
        return Append(")");
    }

    private CosmosCondition AddCompare(Filter.Compare compare, Scope scope, bool guarded)
    {
        var field = Find(compare.Field, scope);
        if (!Comparable(field, compare.Value))
            return Append("false");
        var path = scope.Path(field);
        var isSearch = compare.Operator is Comparison.Contains or Comparison.StartsWith or Comparison.EndsWith;
        if (isSearch && !compare.Value.IsTextual)
            return Append("false");
        if (isSearch && compare.Value.AsText.Length == 0)
            return AddPresent(path);
        Guard(field, scope, guarded);
        if (compare.Operator is Comparison.Greater or Comparison.GreaterOrEqual && compare.Value.IsTextual)
            Append($"{path} < ").Parameter(SortableText.Absent).Append(" AND ");
        var added = compare.Operator switch
        {
            Comparison.Equal => Append($"{path} = ").Value(compare.Value),
            Comparison.Less => Append($"{path} < ").Value(compare.Value),
            Comparison.LessOrEqual => Append($"{path} <= ").Value(compare.Value),
            Comparison.Greater => Append($"{path} > ").Value(compare.Value),
            Comparison.GreaterOrEqual => Append($"{path} >= ").Value(compare.Value),
            Comparison.Contains => Append($"CONTAINS({path}, ").Value(compare.Value).Append(")"),
            Comparison.StartsWith => Append($"STARTSWITH({path}, ").Value(compare.Value).Append(")"),
            Comparison.EndsWith => Append($"ENDSWITH({path}, ").Value(compare.Value).Append(")"),
            _ => throw new ArgumentOutOfRangeException(nameof(compare)),
        };
        return added.Append(")");
    }

    /// <summary>Opens a parenthesis that the caller closes.</summary>
    private CosmosCondition Guard(Field field, Scope scope, bool guarded) =>
        !guarded ? Append("(")
        : IsTextual(field) ? Append($"(IS_STRING({scope.Path(field)}) AND ")
        : Append($"(IS_NUMBER({scope.Path(field)}) AND ");

    private Field Find(string name, Scope scope) =>
        scope.Array is not { } array
            ? type.Field(name)
            : array.Elements.FirstOrDefault(field => field.Name == name)
                ?? throw new ArgumentException($"The list '{array.Name}' declares no field '{name}'.");

    private static bool Comparable(Field field, FieldValue value) =>
        value.IsPresent && value.IsTextual == IsTextual(field);

    private static bool IsTextual(Field field) => field.Kind is FieldKind.Text or FieldKind.FoldedText;

    /// <summary>What a filter's fields belong to: the document, or an element of one of its lists.</summary>
    private sealed record Scope(string Alias, ArrayField? Array)
    {
        public static readonly Scope Document = new("c", null);

        public string Path(Field field) => Path(field.Name);

        public string Path(string field) => Array is null ? $"c[\"f\"][\"{field}\"]" : $"{Alias}[\"{field}\"]";
    }
}
