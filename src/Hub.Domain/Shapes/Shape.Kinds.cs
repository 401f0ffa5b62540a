using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Domain.Shapes;

public sealed partial class Shape<T>
{
    public Shape<T> Text(string name, string description, Func<T, string?> read, string? format = null) =>
        Add(
            name,
            description,
            () => Typed("string", format),
            (writer, in name, value, _) =>
            {
                if (read(value) is { } text)
                    writer.WriteString(name, text);
            },
            (value, _) => read(value)
        );

    /// <summary>Text out of a closed vocabulary.</summary>
    public Shape<T> Choice(string name, string description, IEnumerable<string> choices, Func<T, string> read) =>
        Add(
            name,
            description,
            () =>
                new JsonObject
                {
                    ["type"] = "string",
                    ["enum"] = new JsonArray([.. choices.Select(one => (JsonNode)one)]),
                },
            (writer, in name, value, _) => writer.WriteString(name, read(value)),
            (value, _) => read(value)
        );

    public Shape<T> Integer(string name, string description, Func<T, long?> read) =>
        Add(
            name,
            description,
            () => Typed("integer", "int64"),
            (writer, in name, value, _) =>
            {
                if (read(value) is { } number)
                    writer.WriteNumber(name, number);
            },
            (value, _) => read(value)
        );

    /// <summary>
    /// A number or null, for a contract that writes nulls. Swagger 2.0 has no word for that, so the schema names no type.
    /// </summary>
    public Shape<T> IntegerOrNull(string name, string description, Func<T, long?> read) =>
        Add(
            name,
            description,
            () => new JsonObject { ["x-nullable"] = true },
            (writer, in name, value, _) =>
            {
                if (read(value) is { } number)
                    writer.WriteNumber(name, number);
                else
                    writer.WriteNull(name);
            },
            (value, _) => read(value)
        );

    public Shape<T> Flag(string name, string description, Func<T, bool> read) =>
        Add(
            name,
            description,
            () => Typed("boolean"),
            (writer, in name, value, _) => writer.WriteBoolean(name, read(value)),
            (value, _) => read(value)
        );

    public Shape<T> Uuid(string name, string description, Func<T, Guid> read) =>
        Add(
            name,
            description,
            () => Typed("string", "uuid"),
            (writer, in name, value, _) => writer.WriteString(name, read(value)),
            (value, _) => read(value).ToString()
        );

    public Shape<T> Instant(string name, string description, Func<T, DateTimeOffset?> read) =>
        Add(
            name,
            description,
            times => times == Times.Unix ? Typed("integer", "int64") : Typed("string", "date-time"),
            (writer, in name, value, times) =>
            {
                if (read(value) is not { } at)
                    return;
                if (times == Times.Unix)
                {
                    writer.WriteNumber(name, at.ToUnixTimeSeconds());
                    return;
                }
                Span<byte> text = stackalloc byte[WireTime.Longest];
                writer.WriteString(name, text[..WireTime.Write(at, times, text)]);
            },
            (value, times) =>
                read(value) is not { } at ? null
                : times == Times.Unix ? at.ToUnixTimeSeconds()
                : WireTime.Text(at, times)
        );

    /// <summary>A day without a time.</summary>
    public Shape<T> Day(string name, string description, Func<T, DateOnly?> read) =>
        Text(name, description, value => read(value)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "date");

    public Shape<T> Texts(string name, string description, Func<T, IReadOnlyList<string>> read) =>
        Add(
            name,
            description,
            () => new JsonObject { ["type"] = "array", ["items"] = Typed("string") },
            (writer, in name, value, _) =>
            {
                writer.WriteStartArray(name);
                foreach (var text in read(value))
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
            },
            (value, _) => read(value)
        );

    public Shape<T> Integers(string name, string description, Func<T, IReadOnlyList<long>> read) =>
        Add(
            name,
            description,
            () => new JsonObject { ["type"] = "array", ["items"] = Typed("integer", "int64") },
            (writer, in name, value, _) =>
            {
                writer.WriteStartArray(name);
                foreach (var number in read(value))
                    writer.WriteNumberValue(number);
                writer.WriteEndArray();
            },
            (value, _) => read(value)
        );
}
