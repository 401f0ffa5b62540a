using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Domain.Shapes;

public sealed partial class Shape<T>
{
    /// <summary>Another shape's properties as if they were declared here.</summary>
    public Shape<T> Spread<TPart>(Shape<TPart> part, Func<T, TPart> read)
    {
        foreach (var property in part.properties)
            properties.Add(Read(property, read));
        return this;
    }

    /// <summary>An object; one that is not there is absent.</summary>
    public Shape<T> Object<TChild>(string name, string description, Shape<TChild> child, Func<T, TChild?> read)
    {
        Add(
            name,
            description,
            child.Schema,
            (writer, in name, value, times) =>
            {
                if (read(value) is not { } part)
                    return;
                writer.WritePropertyName(name);
                child.Write(writer, part, times);
            },
            (value, times) => read(value) is { } part ? child.Show(part, times) : null
        );
        properties[^1] = properties[^1] with
        {
            Parts = () => child.properties.Select(property => Read(property, read)),
        };
        return this;
    }

    /// <summary>Another shape's property, of what is read from the whole; absent where that is not there.</summary>
    private static Property Read<TPart>(Shape<TPart>.Property property, Func<T, TPart?> read) =>
        new(
            property.Name,
            property.Schema,
            (writer, in name, value, times) =>
            {
                if (read(value) is { } part)
                    property.Write(writer, name, part, times);
            },
            (value, times) => read(value) is { } part ? property.Value(part, times) : null,
            property.Required
        )
        {
            Parts = property.Parts is { } parts ? () => parts().Select(inner => Read(inner, read)) : null,
        };

    /// <summary>A list of objects; an empty one is absent.</summary>
    public Shape<T> Objects<TChild>(
        string name,
        string description,
        Shape<TChild> child,
        Func<T, IReadOnlyList<TChild>?> read
    ) =>
        Add(
                name,
                description,
                times => new JsonObject { ["type"] = "array", ["items"] = child.Schema(times) },
                (writer, in name, value, times) =>
                {
                    if (read(value) is not { Count: > 0 } children)
                        return;
                    writer.WriteStartArray(name);
                    foreach (var one in children)
                        child.Write(writer, one, times);
                    writer.WriteEndArray();
                },
                (value, times) =>
                    read(value) is { Count: > 0 } children
                        ? children.Select(one => child.Show(one, times)).ToList()
                        : null
            )
            .Optional();

    /// <summary>Any JSON; a null is absent, so the schema names no type.</summary>
    public Shape<T> Any(string name, string description, Func<T, JsonElement> read) =>
        Json(name, description, static () => [], read).Optional();

    /// <summary>JSON that has a schema.</summary>
    public Shape<T> Json(string name, string description, Func<JsonObject> schema, Func<T, JsonElement> read) =>
        Add(
            name,
            description,
            schema,
            (writer, in name, value, _) =>
            {
                var any = read(value);
                if (any.IsAbsent())
                    return;
                writer.WritePropertyName(name);
                any.WriteWithoutNulls(writer);
            },
            (value, _) => Present(read(value))
        );

    /// <summary>Any JSON, a null included, where a contract says null for what is not there.</summary>
    public Shape<T> AnyOrNull(string name, string description, Func<T, JsonElement> read) =>
        Add(
            name,
            description,
            static () => [],
            (writer, in name, value, _) =>
            {
                writer.WritePropertyName(name);
                var any = read(value);
                if (any.IsAbsent())
                    writer.WriteNullValue();
                else
                    any.WriteWithoutNulls(writer);
            },
            (value, _) => Present(read(value))
        );

    /// <summary>Values of the receiver's own, by name; absent where there are none to speak of.</summary>
    public Shape<T> Values(string name, string description, Func<T, IReadOnlyDictionary<string, JsonElement>?> read) =>
        Add(
            name,
            description,
            () => new JsonObject { ["type"] = "object", ["additionalProperties"] = true },
            (writer, in name, value, _) =>
            {
                if (read(value) is not { } values)
                    return;
                writer.WritePropertyName(name);
                new ShownValues(values).Write(writer);
            },
            (value, _) => read(value) is { } values ? new ShownValues(values) : null
        );

    private static JsonElement? Present(JsonElement any) => any.IsAbsent() ? null : any.WithoutNulls();
}
