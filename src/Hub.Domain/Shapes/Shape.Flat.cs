using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Domain.Shapes;

public sealed partial class Shape<T>
{
    /// <summary>
    /// The same without objects in objects: what is inside of one stands beside the others, behind its name. What has no type of
    /// its own is left out, and of two with one name the second.
    /// </summary>
    /// <param name="rename">What properties of the outermost object are called.</param>
    public Shape<T> Flat(Func<string, string>? rename = null)
    {
        var flat = new Shape<T>(title);
        var taken = new HashSet<string>();
        foreach (var property in properties)
        foreach (var one in Flattened(property, rename?.Invoke(property.Name.Value) ?? property.Name.Value))
            if (taken.Add(one.Name.Value))
                flat.properties.Add(one);
        return flat;
    }

    /// <summary>The same with some of its properties only.</summary>
    public Shape<T> Only(Func<string, bool> isWanted)
    {
        var less = new Shape<T>(title);
        less.properties.AddRange(properties.Where(property => isWanted(property.Name.Value)));
        return less;
    }

    private static IEnumerable<Property> Flattened(Property property, string name) =>
        property.Parts is { } parts
            ? parts()
                .SelectMany(part =>
                    Flattened(part with { Required = part.Required && property.Required }, $"{name}_{part.Name.Value}")
                )
        : HasType(property.Schema(Times.Seconds)) ? [Called(property, name)]
        : [];

    private static Property Called(Property property, string name) =>
        name == property.Name.Value
            ? property
            : property with
            {
                Name = JsonEncodedText.Encode(name),
                Schema = times =>
                {
                    var schema = property.Schema(times);
                    schema["title"] = PropertyTitle.Of(name);
                    return schema;
                },
            };

    private static bool HasType(JsonObject schema) =>
        (string?)schema["type"] switch
        {
            null => false,
            "object" => schema["properties"] is JsonObject { Count: > 0 } inside && inside.All(IsTyped),
            "array" => schema["items"] is JsonObject item && HasType(item),
            _ => true,
        };

    private static bool IsTyped(KeyValuePair<string, JsonNode?> property) => HasType(property.Value!.AsObject());
}
