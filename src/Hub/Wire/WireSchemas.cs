using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain;
using Hub.Errors;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.Wire;

/// <summary>Describes in OpenAPI what the converters of the wire hide from it: the names of enums, and what is optional.</summary>
internal sealed class WireSchemas : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var type = context.JsonTypeInfo.Type;
        if (IsOptional(type))
        {
            var inner = Nullable.GetUnderlyingType(type.GetGenericArguments()[0]) ?? type.GetGenericArguments()[0];
            Copy(await context.GetOrCreateSchemaAsync(inner, null, cancellationToken), schema);
        }
        else if ((Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } named)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. EnumNames.Of(named).Select(name => (JsonNode)name)];
        }
    }

    /// <summary>What is optional is described in place.</summary>
    public static string? NameOf(JsonTypeInfo type) =>
        IsOptional(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    private static bool IsOptional(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    private static void Copy(OpenApiSchema from, OpenApiSchema to)
    {
        to.Type = from.Type;
        to.Format = from.Format;
        to.Enum = from.Enum;
        to.Items = from.Items;
        to.Properties = from.Properties;
        to.AdditionalProperties = from.AdditionalProperties;
    }
}
