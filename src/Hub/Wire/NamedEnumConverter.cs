using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Errors;

namespace Hub.Wire;

/// <summary>
/// Enums by their names and nothing else. The converter of the framework also takes numbers, and lists of names that it
/// adds up to some other value.
/// </summary>
internal sealed class NamedEnumConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(NamedEnumConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class NamedEnumConverter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly FrozenDictionary<string, T> Values = EnumNames
            .Of(typeof(T))
            .Zip(Enum.GetValues<T>())
            .ToFrozenDictionary(pair => pair.First, pair => pair.Second);

        private static readonly FrozenDictionary<T, JsonEncodedText> Names = Values.ToFrozenDictionary(
            pair => pair.Value,
            pair => JsonEncodedText.Encode(pair.Key)
        );

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!.Trim(), out var value)
                ? value
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Names[value]);
    }
}
