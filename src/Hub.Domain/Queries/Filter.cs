using Hub.Domain.Documents;

namespace Hub.Domain.Queries;

public enum Comparison
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    StartsWith,
    EndsWith,
}

/// <summary>
/// A condition over a document type's declared fields. List filters, SCIM filters, subscription filters all parse to it;
/// each engine translates it once, and <see cref="Evaluator"/> reads it in memory. Two-valued: a comparison with an
/// absent field is false, and its negation true.
/// </summary>
public abstract record Filter
{
    private Filter() { }

    /// <summary>Matches everything: a conjunction of nothing.</summary>
    public static readonly Filter All = new And([]);

    /// <summary>Matches nothing: a disjunction of nothing.</summary>
    public static readonly Filter None = new Or([]);

    public sealed record And(IReadOnlyList<Filter> Operands) : Filter;

    public sealed record Or(IReadOnlyList<Filter> Operands) : Filter;

    public sealed record Not(Filter Operand) : Filter;

    public sealed record Compare(string Field, Comparison Operator, FieldValue Value) : Filter;

    public sealed record In(string Field, IReadOnlyList<FieldValue> Values) : Filter;

    /// <summary>The field has a value.</summary>
    public sealed record Present(string Field) : Filter;

    /// <summary>At least one element of the list satisfies <paramref name="Element"/>, whose fields are the element's.</summary>
    public sealed record Any(string Array, Filter Element) : Filter;

    /// <summary>
    /// Has all of the words among those that search finds it by. An engine may pass over all but the newest
    /// <see cref="MostFound"/> that do.
    /// </summary>
    public sealed record Words(IReadOnlyList<SearchTerm> Terms) : Filter
    {
        public const int MostFound = 1_000;
    }

    public static Filter Equal(string field, FieldValue value) => new Compare(field, Comparison.Equal, value);

    public static Filter Contains(string field, FieldValue value) => new Compare(field, Comparison.Contains, value);

    public static Filter AtLeast(string field, FieldValue value) =>
        new Compare(field, Comparison.GreaterOrEqual, value);

    /// <summary>The list of plain text holds the value.</summary>
    public static Filter Has(string array, string value) => new Any(array, Equal("value", FieldValue.Text(value)));

    /// <summary>The list of text whose case does not matter holds the value.</summary>
    public static Filter HasFolded(string array, string value) =>
        new Any(array, Equal("value", FieldValue.Folded(value)));

    /// <summary>The list of whole numbers holds the value.</summary>
    public static Filter HasInteger(string array, long value) =>
        new Any(array, Equal("value", FieldValue.Integer(value)));

    public static Filter AllOf(IReadOnlyList<Filter> operands) => operands.Count == 1 ? operands[0] : new And(operands);

    public static Filter AnyOf(IReadOnlyList<Filter> operands) => operands.Count == 1 ? operands[0] : new Or(operands);
}

/// <summary>A word, or the beginning of one, as <see cref="Text.SearchWords"/> has it.</summary>
public readonly record struct SearchTerm(string Word, bool IsPrefix)
{
    public bool Matches(string word) => IsPrefix ? word.StartsWith(Word, StringComparison.Ordinal) : word == Word;
}
