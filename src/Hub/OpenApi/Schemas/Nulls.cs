using Microsoft.OpenApi;

namespace Hub.OpenApi.Schemas;

/// <summary>Puts null among a schema's values, or takes it from them.</summary>
internal static class Nulls
{
    public static IOpenApiSchema Allow(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema own)
        {
            if (own.Type is not null)
                own.Type |= JsonSchemaType.Null;
            return own;
        }
        return new OpenApiSchema { OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };
    }

    public static IOpenApiSchema Remove(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema own)
            return schema;
        if (own.OneOf is { Count: 2 } either && either.Any(IsNull))
            return either.First(one => !IsNull(one));
        own.Type &= ~JsonSchemaType.Null;
        return own;
    }

    private static bool IsNull(IOpenApiSchema schema) => schema.Type == JsonSchemaType.Null;
}
