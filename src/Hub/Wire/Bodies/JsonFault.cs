using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain;
using Hub.Errors;

namespace Hub.Wire.Bodies;

/// <summary>What the serializer found wrong with a body, in words for whoever wrote it.</summary>
internal static class JsonFault
{
    /// <summary>What the reader throws is a kind of its own, which is not public; what a converter throws is not.</summary>
    public static bool IsOfTheReader(JsonException fault) =>
        fault.GetBaseException() is JsonException innermost && innermost.GetType() != typeof(JsonException);

    /// <summary>The field at fault, as in <c>filters.priority[0]</c>; empty for the body itself.</summary>
    public static string PathOf(JsonException fault)
    {
        var within = (fault.InnerException as JsonException)?.Path;
        return (fault.Path + within?.TrimStart('$')).TrimStart('$').TrimStart('.');
    }

    /// <summary>Takes away the field at the path, or the list that it stands in.</summary>
    public static void Remove(JsonObject body, string path)
    {
        var list = path.IndexOf('[');
        var names = (list < 0 ? path : path[..list]).Split('.');
        var at = body;
        foreach (var name in names[..^1])
            if (at[name] is JsonObject inner)
                at = inner;
            else
                break;
        if (!at.Remove(names[^1]))
            body.Remove(names[0]);
    }

    /// <summary>What the field at the path should have been.</summary>
    /// <param name="body">The record that the body is read into.</param>
    public static string Expectation(Type? body, string path, JsonSerializerOptions json)
    {
        var type = body;
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (type is null)
                break;
            var shape = json.GetTypeInfo(type);
            if (shape.Kind == JsonTypeInfoKind.Dictionary)
            {
                type = Unwrap(shape.ElementType!);
                continue;
            }
            var field = shape.Properties.FirstOrDefault(one =>
                one.Name.Equals(name.Split('[')[0], StringComparison.OrdinalIgnoreCase)
            );
            if (field is null)
                return "Has a value of the wrong type.";
            type = Unwrap(field.PropertyType);
            if (name.EndsWith(']') && type.IsGenericType)
                type = Unwrap(type.GetGenericArguments()[0]);
        }
        return type switch
        {
            null => "Has a value of the wrong type.",
            { IsEnum: true } => $"Must be one of {string.Join(", ", EnumNames.Of(type))}.",
            _ => $"Must be {Describe(type)}.",
        };
    }

    /// <summary>The type inside <see cref="Nullable{T}"/> and <see cref="Optional{T}"/>.</summary>
    private static Type Unwrap(Type type) =>
        type.IsGenericType
        && (
            type.GetGenericTypeDefinition() == typeof(Nullable<>)
            || type.GetGenericTypeDefinition() == typeof(Optional<>)
        )
            ? Unwrap(type.GetGenericArguments()[0])
            : type;

    private static string Describe(Type type) =>
        type == typeof(string) ? "a text"
        : type == typeof(long) || type == typeof(int) ? "a whole number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(DateOnly) ? "a day, as in 2026-05-28"
        : type == typeof(DateTimeOffset) ? "a date and time in ISO 8601, as in 2026-05-24T10:30:00Z"
        : type == typeof(IReadOnlyList<string>) ? "a list of texts"
        : type == typeof(IReadOnlyList<long>) ? "a list of whole numbers"
        : "an object";
}
