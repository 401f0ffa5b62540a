using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Json;
using Hub.Scim.Filters;
using Hub.Scim.Schemas;

namespace Hub.Scim.Resources;

/// <summary>
/// Reads what a client sent into the names and types of the schema. Unknown attributes and those that only the hub sets
/// are passed over (RFC 7644, 3.3 and 3.5.1); null, an empty list and an empty object are no value (RFC 7643, 2.5).
/// </summary>
internal sealed class ResourceReader(ResourceType type)
{
    /// <summary>The first thing that does not hold.</summary>
    public ScimError? Error { get; private set; }

    public static ScimResult<JsonObject> Read(ResourceType type, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return ScimError.InvalidSyntax("The body is not a JSON object.");
        if (SchemaList.Check(body, type.Core.Id) is { } missing)
            return missing;
        var reader = new ResourceReader(type);
        var resource = reader.ReadMembers(body, type.Attribute);
        reader.ReadBare(body, resource);
        return reader.Error is null ? resource : reader.Error;
    }

    /// <summary>Attributes of an extension that stand beside the core's, as a path may have them too; what is in its place wins.</summary>
    private void ReadBare(JsonElement body, JsonObject resource)
    {
        foreach (var member in body.EnumerateObject())
            if (
                type.Attribute(member.Name) is null
                && type.ExtensionOf(member.Name) is { } extension
                && extension.Sub(member.Name) is { Mutability: not Mutability.ReadOnly } attribute
                && Read(attribute, member.Value) is { } value
            )
            {
                if (resource[extension.Name] is not JsonObject inside)
                    resource[extension.Name] = inside = [];
                inside.TryAdd(attribute.Name, value);
            }
    }

    /// <summary>A value for an attribute, or nothing where there is none or it does not fit.</summary>
    public JsonNode? Read(AttributeDefinition attribute, JsonElement value) =>
        attribute.MultiValued ? ReadList(attribute, value) : ReadOne(attribute, value);

    /// <param name="takesText">Whether a text may stand for the list: that of the one element which has it as its value.</param>
    public JsonArray? ReadList(AttributeDefinition attribute, JsonElement value, bool takesText = false)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        // One element may stand without its list; a text is neither.
        if (!takesText && attribute.IsComplex && value.ValueKind == JsonValueKind.String)
        {
            Mismatch(attribute);
            return null;
        }
        var list = new JsonArray();
        var known = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var element in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
            if (ReadOne(attribute, element) is { } read)
            {
                var name = ElementNames.Of(read);
                if (known.TryAdd(name, read))
                    list.Add(read);
                else if (known[name] is JsonObject first && read is JsonObject again)
                    Patching.Patch.Merge(first, again);
            }
        if (list.Count(IsPrimary) > 1)
            Fail($"Only one of {attribute.Name} can be primary.");
        return list.Count == 0 ? null : list;
    }

    public static bool IsPrimary(JsonNode? element) =>
        element is JsonObject value && value["primary"]?.GetValueKind() == JsonValueKind.True;

    private JsonNode? ReadOne(AttributeDefinition attribute, JsonElement value)
    {
        // A list of one where one is expected: Entra ID does so for the manager.
        if (value.ValueKind == JsonValueKind.Array && !attribute.MultiValued)
            return value.GetArrayLength() switch
            {
                0 => null,
                1 => ReadOne(attribute, value[0]),
                _ => Mismatch(attribute),
            };
        return value.ValueKind == JsonValueKind.Null ? null
            : attribute.IsComplex ? ReadComplex(attribute, value)
            : ReadSimple(attribute, value);
    }

    private JsonObject? ReadComplex(AttributeDefinition attribute, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            return ReadMembers(value, attribute.Sub) is { Count: > 0 } read ? read : null;
        // A bare value stands for the sub-attribute of that name; an empty one for none.
        if (value.ValueKind == JsonValueKind.String && attribute.Sub("value") is { } inner)
            return value.ValueEquals("") ? null
                : ReadSimple(inner, value) is { } read ? new JsonObject { [inner.Name] = read }
                : null;
        Mismatch(attribute);
        return null;
    }

    private JsonObject ReadMembers(JsonElement value, Func<string, AttributeDefinition?> find)
    {
        var read = new JsonObject();
        foreach (var member in value.EnumerateObject())
            if (find(member.Name) is { Mutability: not Mutability.ReadOnly } attribute)
                if (Read(attribute, member.Value) is { } content)
                    read[attribute.Name] = content;
        return read;
    }

    private JsonValue? ReadSimple(AttributeDefinition attribute, JsonElement value)
    {
        var fits = attribute.Type switch
        {
            AttributeType.Boolean => value.ValueKind
                is JsonValueKind.True
                    or JsonValueKind.False
                    or JsonValueKind.String,
            AttributeType.Integer => value.TryGetWhole(out _),
            AttributeType.Decimal => value.ValueKind == JsonValueKind.Number,
            _ => value.ValueKind == JsonValueKind.String,
        };
        return !fits
            ? Mismatch(attribute)
            : attribute.Type switch
            {
                AttributeType.Boolean => ReadBoolean(attribute, value),
                AttributeType.DateTime when DateTimes.Read(value.GetString()!) is null => Mismatch(attribute),
                AttributeType.Binary when !IsBase64(value.GetString()!) => Mismatch(attribute),
                AttributeType.Integer when value.TryGetWhole(out var whole) => JsonValue.Create(whole),
                _ => JsonValue.Create(value),
            };
    }

    /// <summary>Entra ID writes booleans as the strings "True" and "False".</summary>
    private JsonValue? ReadBoolean(AttributeDefinition attribute, JsonElement value) =>
        value.ValueKind != JsonValueKind.String ? JsonValue.Create(value.GetBoolean())
        : bool.TryParse(value.GetString(), out var flag) ? JsonValue.Create(flag)
        : Mismatch(attribute);

    private static bool IsBase64(string text)
    {
        var padded = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        padded = padded.PadRight(padded.Length + ((4 - (padded.Length % 4)) % 4), '=');
        return Convert.TryFromBase64String(padded, new byte[padded.Length], out _);
    }

    private JsonValue? Mismatch(AttributeDefinition attribute)
    {
        Fail(
            $"The value of {attribute.Name} is not of type {attribute.Type.ToString().ToLowerInvariant()} in {type.Name}."
        );
        return null;
    }

    private void Fail(string detail) => Error ??= ScimError.InvalidValue(detail);
}
