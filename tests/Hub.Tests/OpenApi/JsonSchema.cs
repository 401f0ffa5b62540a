using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Tests.OpenApi;

/// <summary>
/// Checks values against JSON Schema, draft 4: the keywords that the official schema of connector definitions uses. Formats
/// are checked by nobody here.
/// </summary>
internal sealed class JsonSchema(JsonObject root)
{
    public IEnumerable<string> Violations(JsonNode? value) => Check(root, value, "#").Distinct();

    private IEnumerable<string> Check(JsonObject schema, JsonNode? value, string place)
    {
        // What the official schema takes from that of JSON Schema itself are single keywords: of no interest here.
        if (TextOf(schema["$ref"]) is { } reference)
            return reference.StartsWith('#') ? Check(Resolve(reference), value, place) : [];
        return schema.SelectMany(keyword =>
            keyword.Key switch
            {
                "type" => Says(HasType(keyword.Value!, value), place, $"is not {keyword.Value}"),
                "enum" => Says(keyword.Value!.AsArray().Any(one => Equal(one, value)), place, "is no choice"),
                "pattern" when TextOf(value) is { } text => Says(IsMatch(keyword.Value, text), place, "does not match"),
                "minItems" when value is JsonArray many => Says(
                    many.Count >= (int)keyword.Value!,
                    place,
                    "has too few"
                ),
                "minProperties" when value is JsonObject one => Says(
                    one.Count >= (int)keyword.Value!,
                    place,
                    "is empty"
                ),
                "uniqueItems" when value is JsonArray many => Says(
                    many.Select(item => item?.ToJsonString()).Distinct().Count() == many.Count,
                    place,
                    "repeats"
                ),
                "required" when value is JsonObject one => keyword
                    .Value!.AsArray()
                    .Where(name => !one.ContainsKey((string)name!))
                    .Select(name => $"{place} has no {name}"),
                "properties" when value is JsonObject one => Properties(schema, one, place),
                "patternProperties" when !schema.ContainsKey("properties") && value is JsonObject one => Properties(
                    schema,
                    one,
                    place
                ),
                "items" when value is JsonArray many && keyword.Value is JsonObject item => many.SelectMany(
                    (one, index) => Check(item, one, $"{place}/{index}")
                ),
                "allOf" => keyword.Value!.AsArray().SelectMany(one => Check(one!.AsObject(), value, place)),
                "anyOf" => Says(Fitting(keyword.Value!, value) > 0, place, "fits none of anyOf"),
                "oneOf" => Says(Fitting(keyword.Value!, value) == 1, place, "fits not exactly one of oneOf"),
                "not" => Says(Check(keyword.Value!.AsObject(), value, place).Any(), place, "is what it must not be"),
                _ => [],
            }
        );
    }

    private IEnumerable<string> Properties(JsonObject schema, JsonObject value, string place)
    {
        var known = schema["properties"] as JsonObject ?? [];
        var patterns = schema["patternProperties"] as JsonObject ?? [];
        foreach (var (name, item) in value)
        {
            var fitting = patterns.Where(pattern => Regex.IsMatch(name, pattern.Key)).Select(pattern => pattern.Value);
            if (known[name] is { } own)
                fitting = fitting.Prepend(own);
            var found = false;
            foreach (var one in fitting.ToList())
            {
                found = true;
                foreach (var violation in Check(one!.AsObject(), item, $"{place}/{name}"))
                    yield return violation;
            }
            if (found)
                continue;
            if (schema["additionalProperties"] is JsonObject further)
                foreach (var violation in Check(further, item, $"{place}/{name}"))
                    yield return violation;
            else if (schema["additionalProperties"] is JsonValue open && !(bool)open)
                yield return $"{place} may not have {name}";
        }
    }

    private int Fitting(JsonNode schemas, JsonNode? value) =>
        schemas.AsArray().Count(one => !Check(one!.AsObject(), value, "").Any());

    /// <summary>Names below definitions may hold anything but a slash.</summary>
    private JsonObject Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode)root, (node, name) => node[name]!).AsObject();

    private static bool HasType(JsonNode types, JsonNode? value) =>
        types is JsonArray many ? many.Any(one => HasType(one!, value)) : HasType((string)types!, value);

    private static bool HasType(string type, JsonNode? value) =>
        type switch
        {
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => TextOf(value) is not null,
            "boolean" => value?.GetValueKind()
                is System.Text.Json.JsonValueKind.True
                    or System.Text.Json.JsonValueKind.False,
            "integer" => value is JsonValue number && number.TryGetValue<long>(out _),
            "number" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number,
            "null" => value is null,
            _ => throw new NotSupportedException(type),
        };

    private static bool Equal(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);

    private static bool IsMatch(JsonNode? pattern, string text) => Regex.IsMatch(text, (string)pattern!);

    private static string? TextOf(JsonNode? value) =>
        value is JsonValue one && one.TryGetValue<string>(out var text) ? text : null;

    private static IEnumerable<string> Says(bool holds, string place, string complaint) =>
        holds ? [] : [$"{place} {complaint}"];
}
