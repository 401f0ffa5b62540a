using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Scim.Schemas;

namespace Hub.Scim.Resources;

/// <summary>Whether a resource has all that its schemas require (RFC 7643, 7: required).</summary>
internal static class Required
{
    public static ScimError? Check(SchemaCatalogue catalogue, ResourceType type, JsonObject resource)
    {
        foreach (var attribute in type.Core.Attributes)
            if (Missing(attribute, resource) is { } missing)
                return ScimError.InvalidValue($"{missing} is required.");
        foreach (var extension in type.Extensions)
        {
            var part = resource[extension.Id] as JsonObject;
            if (part is null && !catalogue.IsRequired(extension))
                continue;
            foreach (var attribute in extension.Attributes)
                if (Missing(attribute, part ?? []) is { } missing)
                    return ScimError.InvalidValue($"{extension.Id}:{missing} is required.");
        }
        return null;
    }

    private static string? Missing(AttributeDefinition attribute, JsonObject container)
    {
        if (attribute.Mutability == Mutability.ReadOnly || attribute.Returned == Returned.Never)
            return null;
        var value = container[attribute.Name];
        if (attribute.Required && IsBlank(value))
            return attribute.Name;
        var parts = value switch
        {
            JsonObject one => [one],
            JsonArray many => many.OfType<JsonObject>(),
            _ => [],
        };
        return
            parts
                .SelectMany(part => attribute.SubAttributes.Select(sub => Missing(sub, part)))
                .FirstOrDefault(missing => missing is not null)
                is { } inner
            ? $"{attribute.Name}.{inner}"
            : null;
    }

    private static bool IsBlank(JsonNode? value) =>
        value is null
        || (value.GetValueKind() == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetValue<string>()));
}
