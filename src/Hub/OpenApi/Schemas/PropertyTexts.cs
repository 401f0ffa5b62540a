using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Errors;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Schemas;

/// <summary>Puts a property's documentation, bounds and choices on its schema.</summary>
internal static class PropertyTexts
{
    public static IOpenApiSchema Put(IOpenApiSchema schema, PropertyInfo property, XmlDocs docs)
    {
        var text = docs.Of(property);
        if (schema is OpenApiSchemaReference reference)
        {
            reference.Description = text;
            reference.Default = DefaultOf(property);
            return reference;
        }
        var own = (OpenApiSchema)schema;
        own.Description = text;
        own.Type ??= own.Format is null ? null : JsonSchemaType.String;
        if (Find<MaxLengthAttribute>(property) is { } longest)
            own.MaxLength = longest.Length;
        if (Find<LengthAttribute>(property) is { } length)
            Bound(own, length);
        if (Find<RangeAttribute>(property) is { } range)
            (own.Minimum, own.Maximum) = ($"{range.Minimum}", $"{range.Maximum}");
        if (Find<AllowedValuesAttribute>(property) is { } allowed)
            (own.Items as OpenApiSchema ?? own).Enum = [.. allowed.Values.Select(one => (JsonNode)(string)one!)];
        own.Default = DefaultOf(property);
        if (Find<EmailAddressAttribute>(property) is not null)
            own.Format = "email";
        if (Find<UrlAttribute>(property) is not null)
            own.Format = "uri";
        if (docs.ExampleOf(property) is { } example)
            own.Examples = [Parse(example)!];
        return own;
    }

    /// <summary>Of texts or of lists.</summary>
    private static void Bound(OpenApiSchema schema, LengthAttribute length)
    {
        if (schema.Type?.HasFlag(JsonSchemaType.Array) is true)
            (schema.MinItems, schema.MaxItems, schema.MinLength, schema.MaxLength) = (
                length.MinimumLength,
                length.MaximumLength,
                null,
                null
            );
        else
            (schema.MinLength, schema.MaxLength) = (length.MinimumLength, length.MaximumLength);
    }

    private static JsonNode? DefaultOf(PropertyInfo property) =>
        Find<DefaultValueAttribute>(property)?.Value switch
        {
            null => null,
            Enum named => EnumNames.Of(named.GetType()).ElementAt(Convert.ToInt32(named)),
            var value => JsonValue.Create(value),
        };

    private static JsonNode? Parse(string example)
    {
        try
        {
            return JsonNode.Parse(example);
        }
        catch (JsonException)
        {
            return example;
        }
    }

    private static T? Find<T>(PropertyInfo property)
        where T : Attribute => property.GetCustomAttribute<T>();
}
