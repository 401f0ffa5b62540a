using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain;
using Hub.Reports;
using Hub.Wire;

namespace Hub.OpenApi.Schemas;

/// <summary>What types are called in the documents: what the wire shows, not what the code calls it.</summary>
internal sealed class SchemaNames
{
    private const string Suffix = "Response";

    private readonly ConcurrentDictionary<string, Type> named = new();

    /// <summary>The name of a type; nothing for one that is described where it stands.</summary>
    public string? Of(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (!IsNamed(bare))
            return null;
        var name = NameOf(bare);
        named[name] = bare;
        return name;
    }

    public Type? Find(string name) => named.GetValueOrDefault(name);

    private static bool IsNamed(Type type) =>
        type.IsEnum
        || (
            type.Assembly == typeof(SchemaNames).Assembly
            && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
        );

    private static string NameOf(Type type) =>
        !type.IsGenericType
            ? type.Name.EndsWith(Suffix, StringComparison.Ordinal)
                ? type.Name[..^Suffix.Length]
                : type.Name
            : type.GetGenericTypeDefinition() == typeof(One<>)
                ? $"{NameOf(type.GetGenericArguments()[0])}Answer"
                : type.GetGenericTypeDefinition() == typeof(Many<>)
                    ? $"{NameOf(type.GetGenericArguments()[0])}Page"
                    : type.GetGenericTypeDefinition() == typeof(ReportResponse<>)
                        ? $"{NameOf(type.GetGenericArguments()[0]).Replace("Line", "", StringComparison.Ordinal)}Report"
                        : throw new NotSupportedException($"Name {type} for the OpenAPI documents.");

    /// <summary>A property on the wire.</summary>
    public static string OfProperty(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
        ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
}
