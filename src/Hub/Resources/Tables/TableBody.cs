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
    internal sealed class Converter : JsonConverter<TableBody>
    {
        public override TableBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new JsonException("A record is an object.");
            var body = JsonElement.ParseValue(ref reader);
            if (!IsUnicode(body))
                throw new BadHttpRequestException("The body has half of a character's pair in it.");
            var given = new Dictionary<string, JsonElement>();
            foreach (var one in body.EnumerateObject())
                if (!given.TryAdd(one.Name, one.Value))
                    throw new BadHttpRequestException("The body names a member twice.");
            return new TableBody(given);
        }

        /// <summary>Half a surrogate pair is JSON and no text: who reads it later would fail.</summary>
        private static bool IsUnicode(JsonElement json)
        {
            try
            {
                return json.ValueKind switch
                {
                    JsonValueKind.String => json.GetString() is not null,
                    JsonValueKind.Array => json.EnumerateArray().All(IsUnicode),
                    JsonValueKind.Object => json.EnumerateObject()
                        .All(one => one.Name is not null && IsUnicode(one.Value)),
                    _ => true,
                };
            }
            catch (InvalidOperationException)
            {
                return false;
            }
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
internal sealed record TableResponse(RecordTable Table, TableValues Values) : RecordResponse
{
    internal sealed class Converter : JsonConverter<TableResponse>
    {
        public override TableResponse Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => throw new NotSupportedException("The hub writes answers and does not read them.");

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
