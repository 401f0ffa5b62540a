using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain;
using Hub.Errors;

namespace Hub.Wire.Bodies;

/// <summary>
/// A member that it does not know would mean more than was said: a filter that is not read widens what is sent, a list of scopes
/// that is not read gives all of them. Such a body is refused; of any other one they are told beside the answer.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RefusesUnknownAttribute : Attribute;

/// <summary>Members of bodies that no field takes. The parse keeps them where it meets one, and costs nothing where it does not.</summary>
internal static class UnreadMembers
{
    private const string Name = "members that no field takes";

    private static readonly ConditionalWeakTable<object, Dictionary<string, JsonElement>> Kept = [];

    /// <summary>Has objects of the API's own types keep what they do not know, and secrets as they are.</summary>
    public static void Keep(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.Assembly != typeof(UnreadMembers).Assembly)
            return;
        foreach (var property in type.Properties)
            if (property.AttributeProvider?.IsDefined(typeof(VerbatimAttribute), inherit: false) is true)
                property.CustomConverter =
                    property.PropertyType == typeof(string) ? new VerbatimConverter() : new VerbatimOptionalConverter();
        var unread = type.CreateJsonPropertyInfo(typeof(Dictionary<string, JsonElement>), Name);
        unread.IsExtensionData = true;
        unread.Get = static body => Kept.TryGetValue(body, out var members) ? members : null;
        unread.Set = static (body, members) =>
        {
            if (members is Dictionary<string, JsonElement> those)
                Kept.AddOrUpdate(body, those);
        };
        type.Properties.Add(unread);
    }

    /// <summary>Says which members were not read, those of records inside by their path.</summary>
    /// <param name="refused">Whether that is an error.</param>
    public static void Tell(object body, bool refused, JsonSerializerOptions json, FieldErrors errors) =>
        Tell(body, "", refused, json, errors);

    private static void Tell(object body, string path, bool refused, JsonSerializerOptions json, FieldErrors errors)
    {
        if (Kept.TryGetValue(body, out var members) && members.Count > 0)
        {
            var known = json.GetTypeInfo(body.GetType()).FieldNames();
            foreach (var member in members.Keys)
                if (refused)
                    errors.Add(path + member, KnownNames.Refusal("field", member, known));
                else
                    errors.WarnOfUnknown(path + member, member, known);
        }
        foreach (var (name, read) in RecordCheck.NestedOf(body.GetType()))
            if (read(body) is { } inner and not FieldReading.Absent)
                Tell(inner, $"{path}{name}.", refused, json, errors);
    }

    /// <summary>What the type's members are called, without the place where unknown ones are kept.</summary>
    public static IReadOnlyList<string> FieldNames(this JsonTypeInfo type) =>
        [.. type.Properties.Where(property => !property.IsExtensionData).Select(property => property.Name)];

    private sealed class VerbatimConverter : System.Text.Json.Serialization.JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }

    private sealed class VerbatimOptionalConverter : System.Text.Json.Serialization.JsonConverter<Optional<string?>>
    {
        public override bool HandleNull => true;

        public override Optional<string?> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            reader.TokenType switch
            {
                JsonTokenType.Null => new Optional<string?>(null),
                JsonTokenType.String => new Optional<string?>(reader.GetString()),
                _ => throw new JsonException(),
            };

        public override void Write(Utf8JsonWriter writer, Optional<string?> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Or(null));
    }
}
