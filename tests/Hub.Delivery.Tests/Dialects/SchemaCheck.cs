using System.Text.Json;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>The few keywords that the catalogue's schemas use; a property that is not described is one too many.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Violations(JsonElement schema, JsonElement value, string path = "$")
    {
        if (!schema.TryGetProperty("type", out var type))
            return [];
        return type.GetString() switch
        {
            "object" when value.ValueKind == JsonValueKind.Object => OfObject(schema, value, path),
            "array" when value.ValueKind == JsonValueKind.Array => value
                .EnumerateArray()
                .SelectMany((item, index) => Violations(schema.GetProperty("items"), item, $"{path}[{index}]")),
            "string" when value.ValueKind == JsonValueKind.String => OfString(schema, value, path),
            "integer" when value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _) => [],
            "number" when value.ValueKind == JsonValueKind.Number => [],
            "boolean" when value.ValueKind is JsonValueKind.True or JsonValueKind.False => [],
            var wanted => [$"{path} is {value.ValueKind}, not {wanted}"],
        };
    }

    private static IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("additionalProperties", out var open) && open.GetBoolean())
            return [];
        var properties = schema.GetProperty("properties");
        var missing = schema
            .GetProperty("required")
            .EnumerateArray()
            .Where(name => !value.TryGetProperty(name.GetString()!, out _))
            .Select(name => $"{path}.{name} is missing");
        return missing.Concat(
            value
                .EnumerateObject()
                .SelectMany(property =>
                    properties.TryGetProperty(property.Name, out var described)
                        ? Violations(described, property.Value, $"{path}.{property.Name}")
                        : [$"{path}.{property.Name} is not described"]
                )
        );
    }

    private static IEnumerable<string> OfString(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("enum", out var choices))
            if (!choices.EnumerateArray().Any(choice => choice.ValueEquals(value.GetString())))
                return [$"{path} is '{value}', which is no choice"];
        var format = schema.TryGetProperty("format", out var named) ? named.GetString() : null;
        var holds = format switch
        {
            "uuid" => value.TryGetGuid(out _),
            "date-time" => value.TryGetDateTimeOffset(out _),
            _ => true,
        };
        return holds ? [] : [$"{path} is '{value}', not a {format}"];
    }
}
