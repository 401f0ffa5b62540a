using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Text;

namespace Hub.Wire;

/// <summary>Dates are written in ISO 8601, in UTC, to the millisecond, with a Z, and read in every form of ISO 8601.</summary>
internal sealed class UtcConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && IsoInstant.TryRead(reader.GetString().AsSpan().Trim(), out var at)
            ? at
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        // "O" writes seven digits and the Z: the first three digits are kept.
        Span<byte> text = stackalloc byte[28];
        value.UtcDateTime.TryFormat(text, out _, "O");
        text[23] = (byte)'Z';
        writer.WriteStringValue(text[..24]);
    }
}

internal static class Clock
{
    /// <summary>Now, to the millisecond: what is stored is exactly what clients are shown and filter by.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) =>
        DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}
