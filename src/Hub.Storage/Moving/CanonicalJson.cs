using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hub.Storage.Moving;

/// <summary>
/// What a JSON value says, whoever wrote it: a service may order properties, write numbers and escape characters in its
/// own way.
/// </summary>
internal static class CanonicalJson
{
    public static byte[] HashOf(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, StoredJson.Options);
        return HashOf(document.RootElement);
    }

    public static byte[] HashOf(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, value);
        return SHA256.HashData(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(one => one.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                    Write(writer, element);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when value.TryGetInt64(out var whole):
                writer.WriteNumberValue(whole);
                break;
            case JsonValueKind.Number:
                writer.WriteNumberValue(value.GetDouble());
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
