using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
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

        public override Optional<T?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Null)
                return new Optional<T?>(default);
            try
            {
                return JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
            }
            catch (JsonException within)
            {
                // Its path begins at the value; the serializer gives the new one the path that leads here.
                throw new JsonException(null, within);
            }
        }

        public override void Write(Utf8JsonWriter writer, Optional<T?> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Or(default), options.GetTypeInfo(typeof(T)));
    }
}
