using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Hub.Wire.Bodies;

/// <summary>
/// How bodies are read: as answers are written, and by rules of their own for texts and numbers, with members that nobody
/// reads kept to be named.
/// </summary>
internal sealed class BodyJson
{
    public BodyJson(IOptions<JsonOptions> answers)
    {
        var written = answers.Value.SerializerOptions;
        Options = new JsonSerializerOptions(written)
        {
            TypeInfoResolver = written.TypeInfoResolver!.WithAddedModifier(UnreadMembers.Keep),
        };
        Options.Converters.Insert(0, new TextConverter());
        Options.Converters.Insert(0, new LongConverter());
        Options.Converters.Insert(0, new IntConverter());
        Options.MakeReadOnly();
    }

    public JsonSerializerOptions Options { get; }
}

/// <summary>Blanks around a text are no part of it.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()!.Trim() : throw new JsonException();

    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => reader.GetString()!;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}

/// <summary>A text that is taken as it is, blanks and all: a secret.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class VerbatimAttribute : Attribute;

/// <summary>1.0 and 1e0 are integers too.</summary>
internal sealed class LongConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WholeNumber.TryRead(ref reader, out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}

internal sealed class IntConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WholeNumber.TryRead(ref reader, out var value) && value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}
