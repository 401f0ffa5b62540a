using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Hub.Domain;
using Hub.Errors;

namespace Hub.Wire.Bodies;

/// <summary>A body with rules beyond its fields' attributes.</summary>
internal interface IHasRules
{
    /// <summary>Adds what does not hold. The fields' own limits have been checked.</summary>
    void Check(FieldErrors errors, DateTimeOffset now);
}

/// <summary>
/// Checks bodies against their attributes, which are the rule: OpenAPI and the connector are made from the same ones. Every
/// field at fault is named, those of records inside by their path.
/// </summary>
internal static class RecordCheck
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<FieldRule>> Rules = new();

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<(string, Func<object, object?>)>> Nested = new();

    public static void Check(object body, string path, FieldErrors errors)
    {
        foreach (var rule in Rules.GetOrAdd(body.GetType(), FieldRule.Of))
            rule.Check(body, path, errors);
    }

    /// <summary>The fields of a body that have records inside, and how to get at these.</summary>
    public static IReadOnlyList<(string Name, Func<object, object?> Read)> NestedOf(Type body) =>
        Nested.GetOrAdd(body, static type =>
            [
                .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => NestedIn(property) is not null)
                    .Select(property =>
                        (JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), FieldReading.Of(property))
                    ),
            ]
        );

    /// <summary>The record that stands inside a field, when it is one of the API's own.</summary>
    public static Type? NestedIn(PropertyInfo property)
    {
        var type = property.PropertyType;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
            type = type.GetGenericArguments()[0];
        return type.IsClass && type.Assembly == typeof(RecordCheck).Assembly ? type : null;
    }
}
