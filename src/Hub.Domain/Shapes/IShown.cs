using System.Text.Json;

namespace Hub.Domain.Shapes;

/// <summary>One object of a payload without its bytes: what it has is read when it is asked for.</summary>
public interface IShown
{
    /// <summary>
    /// A property's value: a text, a whole number, yes or no, an object (<see cref="IShown"/>), a list of these, or JSON; nothing where it
    /// is absent.
    /// </summary>
    object? this[string name] { get; }

    /// <summary>What it has, in the order in which a payload has it.</summary>
    IEnumerable<string> Names { get; }

    void Write(Utf8JsonWriter writer);
}

/// <summary>An object of JSON.</summary>
public sealed class ShownJson(JsonElement json) : IShown
{
    public object? this[string name] => json.TryGetProperty(name, out var found) ? found : null;

    public IEnumerable<string> Names => json.EnumerateObject().Select(static one => one.Name);

    public void Write(Utf8JsonWriter writer) => json.WriteTo(writer);
}

/// <summary>Values of the receiver's own, by name; those that are null are absent.</summary>
public sealed class ShownValues(IReadOnlyDictionary<string, JsonElement> values) : IShown
{
    public object? this[string name] =>
        values.TryGetValue(name, out var any) && !any.IsAbsent() ? any.WithoutNulls() : null;

    public IEnumerable<string> Names => values.Where(static one => !one.Value.IsAbsent()).Select(static one => one.Key);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var name in Names)
        {
            writer.WritePropertyName(name);
            values[name].WriteWithoutNulls(writer);
        }
        writer.WriteEndObject();
    }
}
