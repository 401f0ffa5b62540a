using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Hub.Contracts;

/// <summary>JSON Schema as a library has it that others check with, and references as documents have them.</summary>
internal static class Schemas
{
    private static readonly EvaluationOptions Strict = new()
    {
        OutputFormat = OutputFormat.List,
        RequireFormatValidation = true,
    };

    /// <summary>What of the value does not fit, in words; nothing when all does.</summary>
    public static IEnumerable<string> Violations(JsonNode schema, JsonNode? value) =>
        Violations(JsonSchema.FromText(schema.ToJsonString()), value);

    /// <summary>The same with a schema that many values are checked against.</summary>
    public static IEnumerable<string> Violations(JsonSchema schema, JsonNode? value)
    {
        var evaluated = schema.Evaluate(Element(value), Strict);
        return evaluated.IsValid
            ? []
            : (evaluated.Details ?? [])
                .SelectMany(detail =>
                    detail.Errors?.Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}") ?? []
                )
                .DefaultIfEmpty("It does not fit.");
    }

    /// <summary>The node with what its references lead to in their place.</summary>
    public static JsonNode? Resolved(JsonNode document, JsonNode? node) =>
        node switch
        {
            JsonObject one when one.TryGetPropertyValue("$ref", out var to) => Resolved(
                document,
                Target(document, (string)to!)
            ),
            JsonObject one => new JsonObject(
                one.Select(member => KeyValuePair.Create(member.Key, Resolved(document, member.Value)))
            ),
            JsonArray many => new JsonArray([.. many.Select(item => Resolved(document, item))]),
            _ => node?.DeepClone(),
        };

    /// <summary>Every reference that stands anywhere in the node.</summary>
    public static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject one => one.SelectMany(member =>
                member is { Key: "$ref", Value: JsonValue to } ? [(string)to!] : References(member.Value)
            ),
            JsonArray many => many.SelectMany(References),
            _ => [],
        };

    /// <summary>What a reference within the document leads to; fails where that is nothing.</summary>
    public static JsonNode Target(JsonNode document, string reference)
    {
        Assert.StartsWith("#/", reference);
        var at = document;
        foreach (var step in reference[2..].Split('/'))
        {
            at = at![step.Replace("~1", "/").Replace("~0", "~")];
            Assert.True(at is not null, $"{reference} leads nowhere.");
        }
        return at!;
    }

    private static JsonElement Element(JsonNode? value) => JsonElement.Parse(value?.ToJsonString() ?? "null");
}
