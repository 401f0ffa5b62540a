using Hub.Domain.Queries;

namespace Hub.Scim.Filters;

/// <summary>The operators of RFC 7644, table 3, but for <c>pr</c>, which takes no value.</summary>
internal enum Operator
{
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
}

/// <summary>Operators by name, in any case.</summary>
internal static class Operators
{
    public static Operator? Find(string word) =>
        word.ToLowerInvariant() switch
        {
            "eq" => Operator.Eq,
            "ne" => Operator.Ne,
            "co" => Operator.Co,
            "sw" => Operator.Sw,
            "ew" => Operator.Ew,
            "gt" => Operator.Gt,
            "ge" => Operator.Ge,
            "lt" => Operator.Lt,
            "le" => Operator.Le,
            _ => null,
        };

    public static Comparison Comparison(this Operator comparison) =>
        comparison switch
        {
            Operator.Eq or Operator.Ne => Domain.Queries.Comparison.Equal,
            Operator.Co => Domain.Queries.Comparison.Contains,
            Operator.Sw => Domain.Queries.Comparison.StartsWith,
            Operator.Ew => Domain.Queries.Comparison.EndsWith,
            Operator.Gt => Domain.Queries.Comparison.Greater,
            Operator.Ge => Domain.Queries.Comparison.GreaterOrEqual,
            Operator.Lt => Domain.Queries.Comparison.Less,
            Operator.Le => Domain.Queries.Comparison.LessOrEqual,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
        };
}

internal enum LiteralKind
{
    Text,
    Number,
    True,
    False,
    Null,

    /// <summary>A value that lacks its quotes, accepted where it can mean only one thing.</summary>
    Word,
}

/// <summary>A compared value as it was written; the attribute says what it is.</summary>
internal sealed record Literal(LiteralKind Kind, string Text);

/// <summary>An attribute as a filter or path names it: perhaps a schema's URN, a name, perhaps a sub-attribute.</summary>
internal sealed record AttributePath(string? Urn, string Name, string? Sub = null)
{
    public override string ToString() => (Urn is null ? Name : $"{Urn}:{Name}") + (Sub is null ? "" : $".{Sub}");

    /// <summary>The URN ends at the last colon; a version's dot stands before it (RFC 7644, 3.10).</summary>
    public static AttributePath Of(string text)
    {
        var colon = text.LastIndexOf(':');
        var (urn, rest) = colon < 0 ? (null, text) : (text[..colon], text[(colon + 1)..]);
        var dot = rest.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new(urn, rest) : new(urn, rest[..dot], rest[(dot + 1)..]);
    }
}

/// <summary>A filter as its text says it (RFC 7644, figure 1), before any schema has a say.</summary>
internal abstract record FilterExpression
{
    private FilterExpression() { }

    public sealed record And(IReadOnlyList<FilterExpression> Operands) : FilterExpression
    {
        public bool Equals(And? other) => other is not null && Operands.SequenceEqual(other.Operands);

        public override int GetHashCode() => Operands.Count;
    }

    public sealed record Or(IReadOnlyList<FilterExpression> Operands) : FilterExpression
    {
        public bool Equals(Or? other) => other is not null && Operands.SequenceEqual(other.Operands);

        public override int GetHashCode() => ~Operands.Count;
    }

    public sealed record Not(FilterExpression Operand) : FilterExpression;

    public sealed record Compare(AttributePath Path, Operator Operator, Literal Value) : FilterExpression;

    public sealed record Present(AttributePath Path) : FilterExpression;

    /// <summary>One element of the list satisfies all of the inner filter, as in <c>emails[type eq "work"]</c>.</summary>
    public sealed record ValuePath(AttributePath Path, FilterExpression Inner) : FilterExpression;

    /// <summary>A part that was looked up and is already a query.</summary>
    public sealed record Known(Filter Query) : FilterExpression;

    public static FilterExpression AllOf(IReadOnlyList<FilterExpression> operands) =>
        operands.Count == 1
            ? operands[0]
            : new And([.. operands.SelectMany(operand => operand is And inner ? inner.Operands : [operand])]);

    public static FilterExpression AnyOf(IReadOnlyList<FilterExpression> operands) =>
        operands.Count == 1
            ? operands[0]
            : new Or([.. operands.SelectMany(operand => operand is Or inner ? inner.Operands : [operand])]);
}
