using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Scim.Filters;
using Hub.Scim.Schemas;

namespace Hub.Scim.Patching;

/// <summary>The least element that a filter selects: made of what it says must be equal.</summary>
internal static class FilterTemplate
{
    public static JsonObject? Of(AttributeDefinition list, FilterExpression filter)
    {
        var element = new JsonObject();
        return Fill(list, filter, element) ? element : null;
    }

    private static bool Fill(AttributeDefinition list, FilterExpression filter, JsonObject element)
    {
        if (filter is FilterExpression.And and)
            return and.Operands.All(operand => Fill(list, operand, element));
        if (
            filter
            is not FilterExpression.Compare { Operator: Operator.Eq, Path: { Urn: null, Sub: null } path } compare
        )
            return false;
        if (list.Sub(path.Name) is not { IsComplex: false } sub || Value(sub, compare.Value) is not { } value)
            return false;
        element[sub.Name] = value;
        return true;
    }

    private static JsonValue? Value(AttributeDefinition attribute, Literal literal) =>
        attribute.Type switch
        {
            AttributeType.Boolean => bool.TryParse(literal.Text, out var flag) ? JsonValue.Create(flag) : null,
            AttributeType.Integer or AttributeType.Decimal => decimal.TryParse(
                literal.Text,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? JsonValue.Create(number)
                : null,
            _ => literal.Kind == LiteralKind.Null ? null : JsonValue.Create(literal.Text),
        };
}
