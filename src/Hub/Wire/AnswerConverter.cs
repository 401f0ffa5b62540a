using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Wire;

/// <summary>How an answer is written that says itself what is in it.</summary>
internal abstract class AnswerConverter<T> : JsonConverter<T>
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The hub writes answers and does not read them.");
}
