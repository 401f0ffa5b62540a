using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Scim.Filters;

/// <summary>Writes a filter so that it reads as the same filter again.</summary>
internal static class FilterPrinter
{
    public static string Print(FilterExpression filter) =>
        filter switch
        {
            FilterExpression.And and => string.Join(" and ", and.Operands.Select(Grouped)),
            FilterExpression.Or or => string.Join(" or ", or.Operands.Select(Grouped)),
            FilterExpression.Not not => $"not ({Print(not.Operand)})",
            FilterExpression.Present present => $"{present.Path} pr",
            FilterExpression.Compare compare =>
                $"{compare.Path} {compare.Operator.ToString().ToLowerInvariant()} {Print(compare.Value)}",
            FilterExpression.ValuePath path => $"{path.Path}[{Print(path.Inner)}]",
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };

    private static string Grouped(FilterExpression operand) =>
        operand is FilterExpression.And or FilterExpression.Or ? $"({Print(operand)})" : Print(operand);

    private static string Print(Literal value) =>
        value.Kind is LiteralKind.Text
            ? $"\"{JsonEncodedText.Encode(value.Text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""
            : value.Text;
}
