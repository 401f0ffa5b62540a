using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Documents;
using Hub.Scim.Schemas;

namespace Hub.Scim.Filters;

/// <summary>Reads a value filter over the elements of a list in memory, for PATCH paths.</summary>
internal sealed class ElementFilter
{
    private readonly Func<JsonNode?, bool> matches;

    private ElementFilter(Func<JsonNode?, bool> matches) => this.matches = matches;

    public bool Matches(JsonNode? element) => matches(element);

    public static ScimResult<ElementFilter> Of(AttributeDefinition list, FilterExpression filter)
    {
        ScimError? error = null;
        var matches = Compile(list, filter, ref error);
        return error is null ? new ElementFilter(matches) : error;
    }

    private static Func<JsonNode?, bool> Compile(
        AttributeDefinition list,
        FilterExpression filter,
        ref ScimError? error
    )
    {
        switch (filter)
        {
            case FilterExpression.And and:
                var all = CompileAll(list, and.Operands, ref error);
                return element => all.TrueForAll(one => one(element));
            case FilterExpression.Or or:
                var any = CompileAll(list, or.Operands, ref error);
                return element => any.Exists(one => one(element));
            case FilterExpression.Not not:
                var operand = Compile(list, not.Operand, ref error);
                return element => !operand(element);
            case FilterExpression.Present present:
                return Find(list, present.Path, ref error) is { } attribute
                    ? element => Value(list, attribute, element) is { IsPresent: true }
                    : Nothing;
            case FilterExpression.Compare compare:
                return Compile(list, compare, ref error);
            default:
                error ??= ScimError.InvalidFilter("A value filter cannot stand inside another.");
                return Nothing;
        }
    }

    private static Func<JsonNode?, bool> Compile(
        AttributeDefinition list,
        FilterExpression.Compare compare,
        ref ScimError? error
    )
    {
        if (Find(list, compare.Path, ref error) is not { } attribute)
            return Nothing;
        if (compare.Value.Kind == LiteralKind.Null)
            return compare.Operator == Operator.Ne
                ? element => Value(list, attribute, element).IsPresent
                : element => !Value(list, attribute, element).IsPresent;
        error ??= Typing.Check(attribute, compare.Operator);
        if (Typing.Read(attribute, compare.Value, Typing.Kind(attribute)) is not { } wanted)
        {
            error ??= Typing.Mismatch(attribute, compare.Value);
            return Nothing;
        }
        var comparison = compare.Operator;
        return element => Holds(Value(list, attribute, element), comparison, wanted);
    }

    private static List<Func<JsonNode?, bool>> CompileAll(
        AttributeDefinition list,
        IReadOnlyList<FilterExpression> operands,
        ref ScimError? error
    )
    {
        var compiled = new List<Func<JsonNode?, bool>>(operands.Count);
        foreach (var operand in operands)
            compiled.Add(Compile(list, operand, ref error));
        return compiled;
    }

    private static AttributeDefinition? Find(AttributeDefinition list, AttributePath path, ref ScimError? error)
    {
        // A list of plain values has one sub-attribute, called value (RFC 7644, 3.5.2).
        var found =
            path.Urn is not null || path.Sub is not null ? null
            : list.IsComplex ? list.Sub(path.Name)
            : path.Name.Equals("value", StringComparison.OrdinalIgnoreCase) ? list
            : null;
        if (found is null || found.IsComplex)
            error ??= ScimError.InvalidFilter($"{list.Name} has no sub-attribute '{path}' to filter on.");
        return found;
    }

    private static bool Nothing(JsonNode? element) => false;

    private static FieldValue Value(AttributeDefinition list, AttributeDefinition attribute, JsonNode? element) =>
        Read(attribute, list.IsComplex ? (element as JsonObject)?[attribute.Name] : element);

    private static FieldValue Read(AttributeDefinition attribute, JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.True => FieldValue.Flag(true),
            JsonValueKind.False => FieldValue.Flag(false),
            JsonValueKind.String => Text(attribute, node.GetValue<string>()),
            JsonValueKind.Number => Typing.Read(
                attribute,
                new Literal(LiteralKind.Number, node.ToJsonString()),
                Typing.Kind(attribute)
            ) ?? FieldValue.Absent,
            _ => FieldValue.Absent,
        };

    private static FieldValue Text(AttributeDefinition attribute, string text) =>
        Typing.Kind(attribute) switch
        {
            FieldKind.Instant => FieldValue.Instant(DateTimes.Read(text)),
            FieldKind.Text => FieldValue.Text(text),
            _ => FieldValue.Folded(text),
        };

    private static bool Holds(FieldValue actual, Operator comparison, FieldValue wanted)
    {
        if (!actual.IsPresent || actual.IsTextual != wanted.IsTextual)
            return comparison == Operator.Ne;
        return comparison switch
        {
            Operator.Eq => actual.CompareTo(wanted) == 0,
            Operator.Ne => actual.CompareTo(wanted) != 0,
            Operator.Gt => actual.CompareTo(wanted) > 0,
            Operator.Ge => actual.CompareTo(wanted) >= 0,
            Operator.Lt => actual.CompareTo(wanted) < 0,
            Operator.Le => actual.CompareTo(wanted) <= 0,
            Operator.Co => actual.AsText.Contains(wanted.AsText, StringComparison.Ordinal),
            Operator.Sw => actual.AsText.StartsWith(wanted.AsText, StringComparison.Ordinal),
            Operator.Ew => actual.AsText.EndsWith(wanted.AsText, StringComparison.Ordinal),
            _ => false,
        };
    }
}
