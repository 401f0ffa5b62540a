using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain;

namespace Hub.Wire;

/// <summary>A property that the body does not name stays absent; one that is null is a present null.</summary>
internal sealed class OptionalConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)
            Activator.CreateInstance(typeof(OptionalConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class OptionalConverter<T> : JsonConverter<Optional<T?>>
    {
        public override bool HandleNull => true;

        // The value's converter is asked directly: a call of the serializer would lose where in the body a fault is.
        public override Optional<T?> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            reader.TokenType == JsonTokenType.Null
                ? new Optional<T?>(default)
                : ((JsonConverter<T>)options.GetConverter(typeof(T))).Read(ref reader, typeof(T), options);

        public override void Write(Utf8JsonWriter writer, Optional<T?> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Or(default), options.GetTypeInfo(typeof(T)));
    }
}
