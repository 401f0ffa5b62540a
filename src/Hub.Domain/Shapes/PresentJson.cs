using System.Buffers;
using System.Text.Json;

namespace Hub.Domain.Shapes;

/// <summary>Custom fields hold any JSON, nulls at any depth included: these are left out.</summary>
internal static class PresentJson
{
    public static bool IsAbsent(this JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public static JsonElement WithoutNulls(this JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return value;
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
            value.WriteWithoutNulls(writer);
        return JsonElement.Parse(bytes.WrittenSpan);
    }

    public static void WriteWithoutNulls(this JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    if (property.Value.IsAbsent())
                        continue;
                    writer.WritePropertyName(property.Name);
                    property.Value.WriteWithoutNulls(writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                    if (!element.IsAbsent())
                        element.WriteWithoutNulls(writer);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
