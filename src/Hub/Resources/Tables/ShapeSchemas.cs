using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Hub.Resources.Tables;

/// <summary>Schemas that columns and shapes say in JSON, as the documents have them.</summary>
internal static class ShapeSchemas
{
    /// <summary>The words that columns and shapes use.</summary>
    public static OpenApiSchema Read(JsonObject schema) =>
        new()
        {
            Type = schema["type"] is { } type ? Enum.Parse<JsonSchemaType>((string)type!, ignoreCase: true) : null,
            Format = (string?)schema["format"],
            Description = (string?)schema["description"],
            MaxLength = (int?)schema["maxLength"],
            MaxItems = (int?)schema["maxItems"],
            Minimum = schema["minimum"]?.ToString(),
            Maximum = schema["maximum"]?.ToString(),
            Enum = schema["enum"] is JsonArray choices ? [.. choices.Select(one => one!.DeepClone())] : null,
            Items = schema["items"] is JsonObject items ? Read(items) : null,
            Properties = schema["properties"] is JsonObject properties
                ? properties.ToDictionary(one => one.Key, one => (IOpenApiSchema)Read(one.Value!.AsObject()))
                : null,
            Required = schema["required"] is JsonArray required
                ? new HashSet<string>(required.Select(one => (string)one!))
                : null,
        };
}
