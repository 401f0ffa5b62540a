using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Domain.People;

/// <summary>
/// What identity providers say of a person or a group beside what the helpdesk itself reads: a JSON object in the
/// vocabulary of RFC 7643, kept as its bytes so that it can be shown again without being read.
/// </summary>
[JsonConverter(typeof(AttributesConverter))]
public sealed class Attributes(ReadOnlyMemory<byte> utf8) : IEquatable<Attributes>
{
    public static readonly Attributes None = new("{}"u8.ToArray());

    private JsonElement? root;

    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    public JsonElement Root => root ??= JsonElement.Parse(Utf8.Span);

    public JsonElement? this[string name] => Member(Root, name);

    /// <summary>A text under one name, or under a name inside another; absent when it is anything else or empty.</summary>
    public string? Text(string name, string? inner = null) =>
        this[name] is { } value ? TextOf(inner is null ? value : Member(value, inner)) : null;

    /// <summary>The objects of a list, or nothing.</summary>
    public IEnumerable<JsonElement> List(string name) =>
        this[name] is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object)
            : [];

    /// <summary>The element marked as primary, or else the first.</summary>
    public JsonElement? Primary(string name)
    {
        JsonElement? first = null;
        foreach (var element in List(name))
        {
            if (Member(element, "primary") is { ValueKind: JsonValueKind.True })
                return element;
            first ??= element;
        }
        return first;
    }

    public static JsonElement? Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : null;

    public static string? TextOf(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } content
            ? content
            : null;

    public bool Equals(Attributes? other) => other is not null && Utf8.Span.SequenceEqual(other.Utf8.Span);

    public override bool Equals(object? obj) => Equals(obj as Attributes);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }
}

/// <summary>Takes and gives the bytes as they are.</summary>
public sealed class AttributesConverter : JsonConverter<Attributes>
{
    public override Attributes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject || reader.Position.GetObject() is not null)
            return ReadParts(ref reader);
        // The text lies in one piece from this brace to the one that closes it: it is copied, and nothing is made of it.
        ref var first = ref MemoryMarshal.GetReference(reader.ValueSpan);
        var start = reader.TokenStartIndex;
        reader.Skip();
        var length = checked((int)(reader.BytesConsumed - start));
        return new Attributes(MemoryMarshal.CreateReadOnlySpan(ref first, length).ToArray());
    }

    private static Attributes ReadParts(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new Attributes(JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray());
    }

    public override void Write(Utf8JsonWriter writer, Attributes value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
