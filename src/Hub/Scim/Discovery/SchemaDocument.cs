using System.Text.Json.Nodes;
using Hub.Scim.Schemas;

namespace Hub.Scim.Discovery;

/// <summary>A schema as it is shown (RFC 7643, 7).</summary>
internal static class SchemaDocument
{
    public static JsonObject Of(Schema schema, string root) =>
        new()
        {
            ["schemas"] = new JsonArray(Urns.Schema),
            ["id"] = schema.Id,
            ["name"] = schema.Name,
            ["description"] = schema.Description,
            ["attributes"] = new JsonArray([.. schema.Attributes.Select(Of)]),
            ["meta"] = DiscoveryDocuments.Meta("Schema", $"{root}/Schemas/{schema.Id}"),
        };

    private static JsonObject Of(AttributeDefinition attribute)
    {
        var shown = new JsonObject
        {
            ["name"] = attribute.Name,
            ["type"] = Name(attribute.Type),
            ["multiValued"] = attribute.MultiValued,
            ["description"] = attribute.Description,
            ["required"] = attribute.Required,
            ["mutability"] = Name(attribute.Mutability),
            ["returned"] = Name(attribute.Returned),
        };
        if (attribute.IsComplex)
            shown["subAttributes"] = new JsonArray([.. attribute.SubAttributes.Select(Of)]);
        else if (attribute.Type is not AttributeType.Boolean)
        {
            shown["caseExact"] = attribute.CaseExact;
            shown["uniqueness"] = Name(attribute.Uniqueness);
        }
        if (attribute.CanonicalValues.Count > 0)
            shown["canonicalValues"] = Texts(attribute.CanonicalValues);
        if (attribute.ReferenceTypes.Count > 0)
            shown["referenceTypes"] = Texts(attribute.ReferenceTypes);
        return shown;
    }

    private static JsonArray Texts(IReadOnlyList<string> texts) =>
        new([.. texts.Select(text => JsonValue.Create(text))]);

    /// <summary>As the enumeration's own name, with a small initial: dateTime, readOnly, server.</summary>
    private static string Name<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
