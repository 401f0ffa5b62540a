using Hub.Domain.Documents;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Scim.Schemas;

namespace Hub.Scim.Filters;

/// <summary>
/// Turns a filter on a resource type into a query over the fields that its document type declares. Every condition
/// becomes one that an index or a column can answer; what has no field is refused, never scanned for in memory.
/// </summary>
internal sealed class FilterTranslation(ResourceType type, DocumentType documents, bool lenient = false)
{
    private ScimError? error;

    /// <param name="lenient">
    /// A search over several resource types: an attribute that this one lacks has no value (RFC 7644, 3.4.2.1).
    /// </param>
    public static ScimResult<Filter> Translate(
        ResourceType type,
        DocumentType documents,
        FilterExpression filter,
        bool lenient = false
    )
    {
        var translation = new FilterTranslation(type, documents, lenient);
        var query = translation.Translate(filter);
        return translation.error is null ? query : translation.error;
    }

    private Filter Translate(FilterExpression filter) =>
        filter switch
        {
            FilterExpression.And and => Filter.AllOf([.. and.Operands.Select(Translate)]),
            FilterExpression.Or or => Filter.AnyOf([.. or.Operands.Select(Translate)]),
            FilterExpression.Not not => new Filter.Not(Translate(not.Operand)),
            FilterExpression.Known known => known.Query,
            FilterExpression.Present present => Present(present.Path),
            FilterExpression.Compare compare => Compare(compare),
            FilterExpression.ValuePath path => ValuePath(path),
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };

    private Filter Present(AttributePath path) =>
        type.Resolve(path) is not { } steps ? Unknown(path)
        : IsList(steps) ? InList(steps, new FilterExpression.Present(Last(steps)))
        : PresentIn(steps);

    /// <summary>A complex attribute is present when one of its parts is.</summary>
    private Filter PresentIn(IReadOnlyList<AttributeDefinition> steps)
    {
        if (steps[0] == CommonAttributes.Meta || steps[0] == CommonAttributes.Schemas)
            return Filter.All;
        var last = steps[^1];
        if (!last.IsComplex)
            return Field(steps) is { } field ? new Filter.Present(field.Name)
                : IsForeign(steps) ? ForeignRow(steps, Filter.All)
                : Unsearchable(steps);
        return Filter.AnyOf([
            .. last
                .SubAttributes.Where(sub => !sub.MultiValued && sub.Type != AttributeType.Reference)
                .Select(sub => PresentIn([.. steps, sub])),
        ]);
    }

    private Filter Compare(FilterExpression.Compare compare)
    {
        if (type.Resolve(compare.Path) is not { } steps)
            return Unknown(compare.Path);
        if (steps[0] == CommonAttributes.Schemas)
            return Schemas(compare);
        if (IsList(steps))
            return InList(steps, compare with { Path = Last(steps) });
        if (Typing.Simple(steps[^1]) is not { } attribute)
            return Fail(ScimError.InvalidFilter($"{compare.Path} is complex; name one of its sub-attributes."));
        if (steps[^1] != attribute)
            steps = [.. steps, attribute];
        if (compare.Value.Kind == LiteralKind.Null)
            return compare.Operator == Operator.Ne ? PresentIn(steps) : new Filter.Not(PresentIn(steps));
        if (Typing.Check(attribute, compare.Operator) is { } refusal)
            return Fail(refusal);
        var condition = Meta(steps, compare) ?? Simple(steps, attribute, compare);
        return compare.Operator == Operator.Ne ? new Filter.Not(condition) : condition;
    }

    private Filter Simple(
        IReadOnlyList<AttributeDefinition> steps,
        AttributeDefinition attribute,
        FilterExpression.Compare compare
    )
    {
        if (Field(steps) is { } field)
            return Typing.Read(attribute, compare.Value, field.Kind) is { } value
                ? new Filter.Compare(field.Name, compare.Operator.Comparison(), value)
                : Fail(Typing.Mismatch(attribute, compare.Value));
        if (!IsForeign(steps))
            return Unsearchable(steps);
        return Foreign(attribute, compare) is { } row ? ForeignRow(steps, row) : Filter.None;
    }

    /// <summary>What every resource of the type has the same, or has in its address.</summary>
    private Filter? Meta(IReadOnlyList<AttributeDefinition> steps, FilterExpression.Compare compare)
    {
        if (steps[0] != CommonAttributes.Meta)
            return null;
        var isEqual = compare.Operator is Operator.Eq or Operator.Ne;
        return steps[^1].Name switch
        {
            "resourceType" => !isEqual ? Unsearchable(steps)
            : compare.Value.Text == type.Name ? Filter.All
            : Filter.None,
            "location" => !isEqual
                ? Unsearchable(steps)
                : Filter.Equal("id", FieldValue.Text(compare.Value.Text[(compare.Value.Text.LastIndexOf('/') + 1)..])),
            "version" => Unsearchable(steps),
            _ => null,
        };
    }

    private Filter Schemas(FilterExpression.Compare compare)
    {
        if (compare.Operator is not (Operator.Eq or Operator.Ne))
            return Fail(ScimError.InvalidFilter("schemas can be compared with eq and ne only."));
        var condition =
            string.Equals(compare.Value.Text, type.Core.Id, StringComparison.OrdinalIgnoreCase) ? Filter.All
            : type.Attribute(compare.Value.Text) is { IsComplex: true } extension ? PresentIn([extension])
            : Filter.None;
        return compare.Operator == Operator.Ne ? new Filter.Not(condition) : condition;
    }

    private Filter ValuePath(FilterExpression.ValuePath path)
    {
        if (type.Resolve(path.Path) is not { } steps)
            return Unknown(path.Path);
        return steps[^1] is { IsComplex: true, MultiValued: true }
            ? InList(steps, path.Inner)
            : Fail(ScimError.InvalidFilter($"{path.Path} is not a list of complex values."));
    }

    /// <summary>A condition that one element of a list satisfies.</summary>
    private Filter InList(IReadOnlyList<AttributeDefinition> steps, FilterExpression inner)
    {
        var list = steps.First(step => step.MultiValued);
        if (ListFields.Find(documents, steps[0]) is not { } fields)
            return Unsearchable(steps);
        var element = new ElementTranslation(list, fields.Element);
        var condition = element.Translate(inner);
        return element.Error is null ? fields.Any(condition) : Fail(element.Error);
    }

    /// <summary>The values of foreign lists are rows of their own already.</summary>
    private static bool IsList(IReadOnlyList<AttributeDefinition> steps) =>
        steps.Any(step => step.MultiValued) && !IsForeign(steps);

    private Field? Field(IReadOnlyList<AttributeDefinition> steps)
    {
        var name = FieldNames.Of(steps);
        return documents.Fields.FirstOrDefault(field => field.Name == name);
    }

    private static bool IsForeign(IReadOnlyList<AttributeDefinition> steps) =>
        ResourceType.IsExtension(steps[0]) && steps[0].Name != Urns.Enterprise;

    private static Filter.Any ForeignRow(IReadOnlyList<AttributeDefinition> steps, Filter condition)
    {
        var path = steps[0].Name + ":" + string.Join('.', steps.Skip(1).Select(step => step.Name));
        return new Filter.Any(
            "extension_values",
            new Filter.And([Filter.Equal("attribute", FieldValue.Text(path)), condition])
        );
    }

    private Filter.Compare? Foreign(AttributeDefinition attribute, FilterExpression.Compare compare)
    {
        var (field, kind) = attribute.Type switch
        {
            AttributeType.Boolean => ("flag", FieldKind.Flag),
            AttributeType.Integer or AttributeType.Decimal => ("number", FieldKind.Number),
            AttributeType.DateTime => ("instant", FieldKind.Instant),
            _ when attribute.CaseExact => ("exact", FieldKind.Text),
            _ => ("folded", FieldKind.FoldedText),
        };
        if (Typing.Read(attribute, compare.Value, kind) is { } value)
            return new Filter.Compare(field, compare.Operator.Comparison(), value);
        Fail(Typing.Mismatch(attribute, compare.Value));
        return null;
    }

    private static AttributePath Last(IReadOnlyList<AttributeDefinition> steps) =>
        new(null, steps[^1].MultiValued ? "value" : steps[^1].Name);

    private Filter Unknown(AttributePath path) =>
        lenient ? Filter.None : Fail(ScimError.InvalidFilter($"{type.Name} has no attribute '{path}'."));

    private Filter Unsearchable(IReadOnlyList<AttributeDefinition> steps) =>
        Fail(
            ScimError.InvalidFilter(
                $"{string.Join('.', steps.Select(step => step.Name))} cannot be filtered on like this."
            )
        );

    private Filter Fail(ScimError problem)
    {
        error ??= problem;
        return Filter.None;
    }
}
