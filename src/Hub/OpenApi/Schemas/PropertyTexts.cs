using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Errors;
using Hub.Wire.Bodies;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Schemas;

/// <summary>Puts a property's documentation, bounds and choices on its schema.</summary>
internal static class PropertyTexts
{
    public static IOpenApiSchema Put(IOpenApiSchema schema, PropertyInfo property, XmlDocs docs)
    {
        var text = TextOf(property, docs);
        if (schema is OpenApiSchemaReference reference)
        {
            reference.Description = text;
            reference.Default = DefaultOf(property);
            return reference;
        }
        var own = (OpenApiSchema)schema;
        own.Description = text;
        own.Type ??= own.Format is null ? null : JsonSchemaType.String;
        if (property.Find<MaxLengthAttribute>() is { } longest)
            if (own.Type?.HasFlag(JsonSchemaType.Object) is true)
                (own.MaxProperties, own.MaxLength) = (longest.Length, null);
            else
                own.MaxLength = longest.Length;
        if (property.Find<LengthAttribute>() is { } length)
            Bound(own, length);
        if (property.Find<RangeAttribute>() is { } range)
            (own.Minimum, own.Maximum) = ($"{range.Minimum}", $"{range.Maximum}");
        if (property.Find<EachLengthAttribute>() is { } each && own.Items is OpenApiSchema item)
            (item.MinLength, item.MaxLength) = (each.Least, each.Most);
        if (property.Find<AllowedValuesAttribute>() is { } allowed)
            (own.Items as OpenApiSchema ?? own).Enum = [.. allowed.Values.Select(one => (JsonNode)(string)one!)];
        own.Default = DefaultOf(property);
        if (property.Find<EmailAddressAttribute>() is not null)
            own.Format = "email";
        if (property.Find<UrlAttribute>() is not null)
            own.Format = "uri";
        if ((docs.ExampleOf(property) ?? (property.Like() is { } other ? docs.ExampleOf(other) : null)) is { } example)
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
        property.Find<DefaultValueAttribute>()?.Value switch
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

    /// <summary>The documentation, then the limits: they stand in attributes and are not said twice.</summary>
    private static string? TextOf(PropertyInfo property, XmlDocs docs)
    {
        var text = docs.Of(property);
        if (text is null && property.Like() is { } like)
            text = PropertyShape.Of(property).MayBeNull ? $"{docs.Of(like)} Null removes it." : docs.Of(like);
        return LimitTexts.Of(property) is { } limits ? $"{text} {limits}" : text;
    }
}
