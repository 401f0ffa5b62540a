using System.Globalization;
using Hub.Domain.Documents;
using Hub.Domain.Text;
using Hub.Scim.Schemas;

namespace Hub.Scim.Filters;

/// <summary>What may be compared with what (RFC 7644, 3.4.2.2), and the value that a literal means for an attribute.</summary>
internal static class Typing
{
    /// <summary>The simple attribute a condition is about: a complex one stands for its <c>value</c>.</summary>
    public static AttributeDefinition? Simple(AttributeDefinition attribute) =>
        attribute.IsComplex ? attribute.Sub("value") : attribute;

    public static ScimError? Check(AttributeDefinition attribute, Operator comparison) =>
        comparison is Operator.Eq or Operator.Ne
            ? null
            : attribute.Type switch
            {
                AttributeType.String or AttributeType.Reference => null,
                AttributeType.Integer or AttributeType.Decimal or AttributeType.DateTime => IsOrder(comparison)
                    ? null
                    : Refuse(attribute, comparison),
                _ => Refuse(attribute, comparison),
            };

    /// <summary>The literal as a value of the attribute's type, in the form that a field of the kind has.</summary>
    public static FieldValue? Read(AttributeDefinition attribute, Literal literal, FieldKind kind) =>
        attribute.Type switch
        {
            AttributeType.Boolean => Boolean(literal),
            AttributeType.Integer or AttributeType.Decimal => Number(literal, kind),
            AttributeType.DateTime => Instant(literal),
            _ => Text(literal, kind),
        };

    public static ScimError Mismatch(AttributeDefinition attribute, Literal literal) =>
        ScimError.InvalidFilter(
            $"'{literal.Text}' is not a value for {attribute.Name}, which is of type {attribute.Type.ToString().ToLowerInvariant()}."
        );

    /// <summary>The kind in which an attribute's values are compared in memory.</summary>
    public static FieldKind Kind(AttributeDefinition attribute) =>
        attribute.Type switch
        {
            AttributeType.Boolean => FieldKind.Flag,
            AttributeType.Integer => FieldKind.Integer,
            AttributeType.Decimal => FieldKind.Number,
            AttributeType.DateTime => FieldKind.Instant,
            _ => attribute.CaseExact ? FieldKind.Text : FieldKind.FoldedText,
        };

    private static bool IsOrder(Operator comparison) =>
        comparison is Operator.Gt or Operator.Ge or Operator.Lt or Operator.Le;

    private static ScimError Refuse(AttributeDefinition attribute, Operator comparison) =>
        ScimError.InvalidFilter(
            $"'{comparison.ToString().ToLowerInvariant()}' does not apply to {attribute.Name}, which is of type "
                + $"{attribute.Type.ToString().ToLowerInvariant()}."
        );

    /// <summary>Entra ID quotes and capitalises its booleans.</summary>
    private static FieldValue? Boolean(Literal literal) =>
        literal.Kind is not (LiteralKind.Number or LiteralKind.Null) && bool.TryParse(literal.Text, out var flag)
            ? FieldValue.Flag(flag)
            : null;

    private static FieldValue? Number(Literal literal, FieldKind kind) =>
        literal.Kind is LiteralKind.Number
        && double.TryParse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? kind == FieldKind.Integer && Math.Floor(number) == number && Math.Abs(number) < long.MaxValue
                ? FieldValue.Integer((long)number)
                : FieldValue.Number(number)
            : null;

    private static FieldValue? Instant(Literal literal) =>
        literal.Kind is LiteralKind.Text or LiteralKind.Word && DateTimes.Read(literal.Text) is { } at
            ? FieldValue.Instant(at)
            : null;

    /// <summary>A word without quotes can only be text where text is expected, and so can a number.</summary>
    private static FieldValue? Text(Literal literal, FieldKind kind) =>
        literal.Kind is LiteralKind.Text or LiteralKind.Word or LiteralKind.Number
            ? kind == FieldKind.Text
                ? FieldValue.Text(literal.Text)
                : FieldValue.Folded(literal.Text)
            : null;
}

/// <summary>Date and time as xsd:dateTime writes them (RFC 7643, 2.3.5), or otherwise by ISO 8601.</summary>
internal static class DateTimes
{
    public static DateTimeOffset? Read(string text)
    {
        // A plus sign that a client did not encode in a URL arrives as a space.
        var repaired = text.Length > 6 && text[^6] == ' ' ? $"{text[..^6]}+{text[^5..]}" : text;
        return IsoInstant.TryRead(repaired, out var at) ? at : null;
    }

    /// <summary>To the millisecond, as instants are stored: what is shown can be filtered by, and its text sorts as it does.</summary>
    public static string Write(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
