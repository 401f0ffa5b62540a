using Hub.Domain.Documents;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Scim.Schemas;

namespace Hub.Scim.Filters;

/// <summary>Where a sub-attribute's values are kept.</summary>
internal readonly record struct ElementField(string Name, FieldKind Kind)
{
    /// <summary>What every element has, instead of a field.</summary>
    public string? Constant { get; init; }
}

/// <summary>Translates conditions on one element of a list.</summary>
internal sealed class ElementTranslation(AttributeDefinition list, Func<string, ElementField?> field)
{
    public ScimError? Error { get; private set; }

    public Filter Translate(FilterExpression filter) =>
        filter switch
        {
            FilterExpression.And and => Filter.AllOf([.. and.Operands.Select(Translate)]),
            FilterExpression.Or or => Filter.AnyOf([.. or.Operands.Select(Translate)]),
            FilterExpression.Not not => new Filter.Not(Translate(not.Operand)),
            FilterExpression.Present present => Present(present.Path),
            FilterExpression.Compare compare => Compare(compare),
            _ => Fail(ScimError.InvalidFilter("A value filter cannot stand inside another.")),
        };

    private Filter Present(AttributePath path) =>
        // Any element at all: a list holds none without a value.
        path is { Urn: null, Sub: null }
        && path.Name.Equals("value", StringComparison.OrdinalIgnoreCase)
            ? Filter.All
        : Find(path) is not { } found ? Filter.None
        : found.Field.Constant is null ? new Filter.Present(found.Field.Name)
        : Filter.All;

    private Filter Compare(FilterExpression.Compare compare)
    {
        if (Find(compare.Path) is not { } found)
            return Filter.None;
        if (found.Field.Constant is { } constant && compare.Operator is not (Operator.Eq or Operator.Ne))
            return Fail(ScimError.InvalidFilter($"{list.Name}.{found.Attribute.Name} is always '{constant}'; use eq."));
        if (found.Field.Constant is { } one)
            return
                one.Equals(compare.Value.Text, StringComparison.OrdinalIgnoreCase) == (compare.Operator != Operator.Ne)
                ? Filter.All
                : Filter.None;
        if (compare.Value.Kind == LiteralKind.Null)
        {
            var present = new Filter.Present(found.Field.Name);
            return compare.Operator == Operator.Ne ? present : new Filter.Not(present);
        }
        if (Typing.Check(found.Attribute, compare.Operator) is { } refusal)
            return Fail(refusal);
        if (Typing.Read(found.Attribute, compare.Value, found.Field.Kind) is not { } value)
            return Fail(Typing.Mismatch(found.Attribute, compare.Value));
        var condition = new Filter.Compare(found.Field.Name, compare.Operator.Comparison(), value);
        return compare.Operator == Operator.Ne ? new Filter.Not(condition) : condition;
    }

    private (AttributeDefinition Attribute, ElementField Field)? Find(AttributePath path)
    {
        var attribute = path.Urn is null && path.Sub is null ? list.Sub(path.Name) : null;
        if (attribute is { IsComplex: false } && field(attribute.Name) is { } found)
            return (attribute, found);
        Fail(
            ScimError.InvalidFilter(
                attribute is null
                    ? $"{list.Name} has no sub-attribute '{path}'."
                    : $"{list.Name}.{attribute.Name} cannot be filtered on."
            )
        );
        return null;
    }

    private Filter Fail(ScimError problem)
    {
        Error ??= problem;
        return Filter.None;
    }
}

/// <summary>The declared list that holds a multi-valued attribute's elements.</summary>
internal sealed record ListFields(ArrayField Array, string? Attribute)
{
    public static ListFields? Find(DocumentType documents, AttributeDefinition list)
    {
        var name = SnakeCase.Of(list.Name);
        if (documents.Arrays.FirstOrDefault(array => array.Name == name) is { } own)
            return new(own, null);
        // The lists that are searched less share one, told apart by the attribute's name.
        return
            documents.Arrays.FirstOrDefault(array => array.Name == "entries") is { } shared
            && !ResourceType.IsExtension(list)
            ? new(shared, list.Name)
            : null;
    }

    public ElementField? Element(string sub)
    {
        var name = SnakeCase.Of(sub);
        return Array.Elements.FirstOrDefault(element => element.Name == name) is { } found
            ? new ElementField(found.Name, found.Kind)
            : null;
    }

    public Filter Any(Filter condition) =>
        new Filter.Any(
            Array.Name,
            Attribute is null
                ? condition
                : new Filter.And([Filter.Equal("attribute", FieldValue.Text(Attribute)), condition])
        );
}

/// <summary>What the attributes of RFC 7643 are called among the fields of a document.</summary>
internal static class FieldNames
{
    public static string Of(IReadOnlyList<AttributeDefinition> steps)
    {
        var own = steps[0].Name == Urns.Enterprise ? steps.Skip(1) : steps;
        return SnakeCase.Of(
            string.Join('.', own.Where(step => step != CommonAttributes.Meta).Select(step => step.Name))
        );
    }
}
