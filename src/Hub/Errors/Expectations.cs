using System.Text.Json;
using Hub.Domain;

namespace Hub.Errors;

/// <summary>What the field at a path of a request's body should have been, in words.</summary>
internal sealed class Expectations(JsonSerializerOptions json)
{
    /// <param name="body">The record that the body is read into.</param>
    /// <param name="path">As the serializer names it: <c>filters.priority[0]</c>.</param>
    public string Of(Type? body, string path)
    {
        var type = body;
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (type is null)
                break;
            var fields = json.GetTypeInfo(type).Properties;
            var field = fields.FirstOrDefault(one => one.Name == name.Split('[')[0]);
            if (field is null)
                return $"There is no such field; there are {string.Join(", ", fields.Select(one => one.Name))}.";
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
        : type == typeof(DateTimeOffset) ? "a date and time in ISO 8601, as in 2026-05-24T10:30:00Z"
        : type == typeof(IReadOnlyList<string>) ? "a list of texts"
        : type == typeof(IReadOnlyList<long>) ? "a list of whole numbers"
        : "an object";
}
