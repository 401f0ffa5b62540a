using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Wire;

/// <summary>Enums by their names only; a number is not a name.</summary>
internal sealed class NamedEnumConverterFactory : JsonConverterFactory
{
    private static readonly JsonStringEnumConverter Strict = new(namingPolicy: null, allowIntegerValues: false);

    public override bool CanConvert(Type typeToConvert) => Strict.CanConvert(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        Strict.CreateConverter(typeToConvert, options);
}
