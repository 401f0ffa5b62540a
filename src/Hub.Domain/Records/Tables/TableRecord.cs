using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Domain.Records.Tables;

/// <summary>A record of a kind that a table declares. Stored flat: its values stand between its number and its times.</summary>
[JsonConverter(typeof(StoredForm))]
public sealed record TableRecord(TableValues Values) : Record
{
    /// <summary>When it was deleted; absent while it is there.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    internal sealed class StoredForm : JsonConverter<TableRecord>
    {
        private static readonly string[] Own = ["id", "created_at", "updated_at", "deleted_at"];

        public override TableRecord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var stored = JsonElement.ParseValue(ref reader);
            return new TableRecord(
                new TableValues(
                    stored
                        .EnumerateObject()
                        .Where(one => !Own.Contains(one.Name))
                        .Select(one => KeyValuePair.Create(one.Name, one.Value))
                )
            )
            {
                Id = stored.GetProperty("id").GetInt64(),
                CreatedAt = stored.GetProperty("created_at").GetDateTimeOffset(),
                UpdatedAt = stored.GetProperty("updated_at").GetDateTimeOffset(),
                DeletedAt = stored.TryGetProperty("deleted_at", out var deleted) ? deleted.GetDateTimeOffset() : null,
            };
        }

        public override void Write(Utf8JsonWriter writer, TableRecord value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", value.Id);
            foreach (var (name, held) in value.Values.All)
            {
                writer.WritePropertyName(name);
                held.WriteTo(writer);
            }
            writer.WriteString("created_at", value.CreatedAt);
            writer.WriteString("updated_at", value.UpdatedAt);
            if (value.DeletedAt is { } deleted)
                writer.WriteString("deleted_at", deleted);
            writer.WriteEndObject();
        }
    }
}

[JsonSerializable(typeof(TableRecord))]
internal sealed partial class TableJson : JsonSerializerContext;
