using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Domain.Shapes;

/// <summary>
/// One JSON object of a payload, declared once: its bytes and its JSON Schema both follow from here, so neither says
/// what the other does not. Absent values are left out: a null breaks flows.
/// </summary>
/// <param name="title">What the object is called wherever it stands; what the property is called when absent.</param>
public sealed partial class Shape<T>(string? title = null)
{
    private readonly List<Property> properties = [];
    private FrozenDictionary<string, Property>? byName;

    private delegate void Writing(Utf8JsonWriter writer, in JsonEncodedText name, T value, Times times);

    private sealed record Property(
        JsonEncodedText Name,
        Func<Times, JsonObject> Schema,
        Writing Write,
        Func<T, Times, object?> Value,
        bool Required = true
    )
    {
        /// <summary>What is inside of it, each read from the whole; nothing for what is no object.</summary>
        public Func<IEnumerable<Property>>? Parts { get; init; }
    }

    /// <summary>The property declared last may be absent.</summary>
    public Shape<T> Optional()
    {
        properties[^1] = properties[^1] with { Required = false };
        return this;
    }

    public void Write(Utf8JsonWriter writer, T value, Times times)
    {
        writer.WriteStartObject();
        foreach (var property in properties)
            property.Write(writer, property.Name, value, times);
        writer.WriteEndObject();
    }

    /// <summary>The same object, of which each property is read when somebody asks for it.</summary>
    public IShown Show(T value, Times times) => new Shown(this, value, times);

    /// <summary>In words that Swagger 2.0 has too: dynamic schemas read no others.</summary>
    public JsonObject Schema(Times times)
    {
        var described = new JsonObject();
        foreach (var property in properties)
            described[property.Name.Value] = property.Schema(times);
        var required = properties
            .Where(property => property.Required)
            .Select(property => (JsonNode)property.Name.Value);
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = described,
            ["required"] = new JsonArray([.. required]),
        };
        if (title is not null)
            schema["title"] = title;
        return schema;
    }

    private Shape<T> Add(
        string name,
        string description,
        Func<JsonObject> schema,
        Writing write,
        Func<T, Times, object?> value
    ) => Add(name, description, _ => schema(), write, value);

    private Shape<T> Add(
        string name,
        string description,
        Func<Times, JsonObject> schema,
        Writing write,
        Func<T, Times, object?> value
    )
    {
        properties.Add(new Property(JsonEncodedText.Encode(name), Described, write, value));
        return this;

        JsonObject Described(Times times)
        {
            var described = schema(times);
            described.TryAdd("title", PropertyTitle.Of(name));
            described["description"] = description;
            return described;
        }
    }

    /// <summary>Made when everything is declared; of two properties with one name the second.</summary>
    private FrozenDictionary<string, Property> ByName =>
        byName ??= properties
            .GroupBy(static one => one.Name.Value)
            .ToFrozenDictionary(static one => one.Key, static one => one.Last());

    private sealed class Shown(Shape<T> shape, T value, Times times) : IShown
    {
        public object? this[string name] =>
            shape.ByName.TryGetValue(name, out var property) ? property.Value(value, times) : null;

        public IEnumerable<string> Names =>
            shape.properties.Select(static one => one.Name.Value).Where(name => this[name] is not null);

        public void Write(Utf8JsonWriter writer) => shape.Write(writer, value, times);
    }

    private static JsonObject Typed(string type, string? format = null)
    {
        var schema = new JsonObject { ["type"] = type };
        if (format is not null)
            schema["format"] = format;
        return schema;
    }
}
