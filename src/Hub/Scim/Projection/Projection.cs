using System.Buffers;
using System.Text.Json;
using Hub.Scim.Filters;
using Hub.Scim.Schemas;

namespace Hub.Scim.Projection;

/// <summary>Which attributes an answer shows (RFC 7644, 3.9; RFC 7643, 7: returned).</summary>
internal sealed class AttributeProjection
{
    private readonly ResourceType type;
    private readonly AttributeSelection? included;
    private readonly AttributeSelection excluded;

    private AttributeProjection(ResourceType type, AttributeSelection? included, AttributeSelection excluded) =>
        (this.type, this.included, this.excluded) = (type, included, excluded);

    /// <summary>Nothing when everything that is stored is shown.</summary>
    public static AttributeProjection? Of(
        ResourceType type,
        IReadOnlyList<AttributePath>? attributes,
        IReadOnlyList<AttributePath>? excludedAttributes
    )
    {
        var included = attributes is { Count: > 0 } ? AttributeSelection.Of(type, attributes) : null;
        var excluded = AttributeSelection.Of(type, excludedAttributes ?? []);
        return included is null && excluded.IsEmpty && !type.HidesSomething
            ? null
            : new AttributeProjection(type, included, excluded);
    }

    /// <summary>Whether a top-level attribute is shown at all: if not, nobody need look it up.</summary>
    public bool Shows(string name) =>
        type.Attribute(name) is { } attribute && Decide(attribute, included, excluded) != Shown.Not;

    public byte[] Apply(ReadOnlySpan<byte> resource)
    {
        var output = new ArrayBufferWriter<byte>(resource.Length);
        using (var writer = new Utf8JsonWriter(output, ScimJson.Writing))
            Write(writer, JsonElement.Parse(resource), type.Attribute, included, excluded);
        return output.WrittenSpan.ToArray();
    }

    private enum Shown
    {
        Not,
        Partly,
        Whole,
    }

    private static Shown Decide(
        AttributeDefinition attribute,
        AttributeSelection? included,
        AttributeSelection excluded
    )
    {
        if (attribute.Returned == Returned.Never)
            return Shown.Not;
        if (attribute.Returned == Returned.Always)
            return Shown.Whole;
        var wanted = included?.Find(attribute);
        if (included is not null ? wanted is null : attribute.Returned == Returned.Request)
            return HasAlways(attribute) && included is null ? Shown.Partly : Shown.Not;
        if (excluded.Find(attribute) is { IsWhole: true })
            return Shown.Not;
        return Shown.Partly;
    }

    private static bool HasAlways(AttributeDefinition attribute) =>
        attribute.SubAttributes.Any(sub => sub.Returned == Returned.Always);

    private static void Write(
        Utf8JsonWriter writer,
        JsonElement value,
        Func<string, AttributeDefinition?> find,
        AttributeSelection? included,
        AttributeSelection excluded
    )
    {
        writer.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            if (
                find(member.Name) is not { } attribute
                || Decide(attribute, included, excluded) is var shown && shown == Shown.Not
            )
                continue;
            if (shown == Shown.Whole || !attribute.IsComplex)
            {
                member.WriteTo(writer);
                continue;
            }
            var inner = included?.Find(attribute) is { IsWhole: false } some ? some : null;
            var without = excluded.Find(attribute) ?? AttributeSelection.Empty;
            writer.WritePropertyName(member.Name);
            WriteComplex(writer, member.Value, attribute, inner, without);
        }
        writer.WriteEndObject();
    }

    private static void WriteComplex(
        Utf8JsonWriter writer,
        JsonElement value,
        AttributeDefinition attribute,
        AttributeSelection? included,
        AttributeSelection excluded
    )
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            Write(writer, value, attribute.Sub, included, excluded);
            return;
        }
        writer.WriteStartArray();
        foreach (var element in value.EnumerateArray())
            if (element.ValueKind == JsonValueKind.Object)
                Write(writer, element, attribute.Sub, included, excluded);
        writer.WriteEndArray();
    }
}
