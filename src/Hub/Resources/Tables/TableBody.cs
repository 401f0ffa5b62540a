using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Records.Tables;
using Hub.Domain.Shapes;
using Hub.Wire;

namespace Hub.Resources.Tables;

/// <summary>A body that names values of a table's columns, checked by the table.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record TableBody(IReadOnlyDictionary<string, JsonElement> Given)
{
    /// <summary>What is wrong with it before any table is asked.</summary>
    public IReadOnlyList<(string Field, string Message)> Faults { get; init; } = [];

    internal sealed class Converter : JsonConverter<TableBody>
    {
        public override TableBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new JsonException("A record is an object.");
            var given = new Dictionary<string, JsonElement>();
            var faults = new List<(string Field, string Message)>();
            foreach (var one in JsonElement.ParseValue(ref reader).EnumerateObject())
                if (!given.TryAdd(one.Name, one.Value))
                    faults.Add((one.Name, "Must be named once."));
            return new TableBody(given) { Faults = faults };
        }

        public override void Write(Utf8JsonWriter writer, TableBody value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (name, given) in value.Given)
            {
                writer.WritePropertyName(name);
                given.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
    }
}

/// <summary>A record of a table as clients see it, its columns in their order.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record TableResponse(RecordTable Table, TableValues Values, DateTimeOffset? DeletedAt) : RecordResponse
{
    internal sealed class Converter : AnswerConverter<TableResponse>
    {
        public override void Write(Utf8JsonWriter writer, TableResponse value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", value.Id);
            foreach (var column in value.Table.Columns.Where(column => value.Values.Has(column.Name)))
            {
                writer.WritePropertyName(column.Name);
                value.Values[column.Name].WriteTo(writer);
            }
            Write(writer, "created_at", value.CreatedAt);
            Write(writer, "updated_at", value.UpdatedAt);
            if (value.DeletedAt is { } deleted)
                Write(writer, "deleted_at", deleted);
            writer.WriteEndObject();
        }

        private static void Write(Utf8JsonWriter writer, string name, DateTimeOffset at) =>
            writer.WriteString(name, WireTime.Text(at, Times.Milliseconds));
    }
}

[JsonSerializable(typeof(TableBody))]
[JsonSerializable(typeof(One<TableResponse>))]
[JsonSerializable(typeof(Many<TableResponse>))]
internal sealed partial class TablesJson : JsonSerializerContext;
