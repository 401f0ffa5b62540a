using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;

namespace Hub.Contracts.Documents;

/// <summary>What both documents of a dialect say in the same words, from the catalogue.</summary>
internal static class ContractParts
{
    public const string Schemas = "#/components/schemas/";

    /// <summary>Every event that a receiver may see, the test ping included.</summary>
    public static IEnumerable<EventDefinition> EventsOf(Dialect dialect) => dialect.Events.Append(Dialect.Test);

    /// <summary>The event as a key of components, which takes no slash.</summary>
    public static string KeyOf(EventDefinition one) => one.Name.Replace('/', '.');

    public static string TextOf(EventDefinition one) =>
        one.IsFired || one == Dialect.Test ? one.Description : $"{one.Description} Nothing fires it yet.";

    public static JsonObject InfoOf(Dialect dialect) =>
        new()
        {
            ["title"] = $"Webhooks in the dialect {dialect.Name}",
            ["version"] = "1.0",
            ["description"] =
                $"{dialect.Description} What the hub sends to the address of a webhook whose dialect is {dialect.Name}, as a POST. "
                + "Any 2xx within 30 seconds acknowledges; anything else is sent again later, under the same id.",
        };

    /// <summary>The catalogue's schema of the event, in JSON Schema alone.</summary>
    public static JsonNode SchemaOf(Dialect dialect, EventDefinition one) =>
        WithoutExtensions(Parsed(dialect.SchemaOf(one).GetRawText()));

    /// <summary>
    /// The schema without words of Swagger 2.0, which the catalogue's have for connectors: what may be null is of two types.
    /// </summary>
    public static JsonNode WithoutExtensions(JsonNode schema)
    {
        // Without a type it may be anything already.
        if (schema is JsonObject one && one.Remove("x-nullable", out var nullable) && (bool)nullable!)
            if (one["type"] is { } type)
                one["type"] = new JsonArray(type.DeepClone(), "null");
        foreach (var part in schema is JsonObject members ? members.Select(member => member.Value) : schema.AsArray())
            if (part is JsonObject or JsonArray)
                WithoutExtensions(part);
        return schema;
    }

    public static JsonObject SchemasOf(Dialect dialect) =>
        new(EventsOf(dialect).Select(one => Pair(KeyOf(one), SchemaOf(dialect, one))));

    /// <summary>The body of a request: that of the event, or a list where the dialect sends lists.</summary>
    public static JsonObject BodySchema(Dialect dialect, EventDefinition one)
    {
        var schema = Reference(Schemas + KeyOf(one));
        return dialect.Batching is not { } batching
            ? schema
            : new JsonObject
            {
                ["type"] = "array",
                ["items"] = schema,
                ["minItems"] = 1,
                ["maxItems"] = batching.Most,
            };
    }

    public static JsonNode BodySample(Dialect dialect, EventDefinition one)
    {
        var sample = Parsed(dialect.SampleOf(one).GetRawText());
        return dialect.Batching is null ? sample : new JsonArray(sample);
    }

    /// <summary>The headers of the event's requests: name, what it says, and a sample.</summary>
    public static IEnumerable<(string Name, string Text, string Sample)> HeadersOf(
        Dialect dialect,
        EventDefinition one
    ) => dialect.SampleHeadersOf(one).Select(header => (header.Name, TextOf(dialect, header.Name), header.Value));

    /// <summary>What the header that carries the signature says.</summary>
    public static string SignatureText(Dialect dialect) => TextOf(dialect, dialect.Headers.Signature);

    public static JsonObject Reference(string to) => new() { ["$ref"] = to };

    public static KeyValuePair<string, JsonNode?> Pair(string name, JsonNode? value) => new(name, value);

    private static JsonNode Parsed(string json) => JsonNode.Parse(json)!;

    private static string TextOf(Dialect dialect, string header)
    {
        var headers = dialect.Headers;
        return headers.Texts.FirstOrDefault(one => Same(one.Key, header)).Value switch
        {
            { } text => text,
            null when Same(headers.Signature, header) => "What proves that the request is the hub's.",
            null when Same(headers.Event, header) => "The event's name.",
            null when Same(headers.Delivery, header) => "The delivery's id, the same in every attempt.",
            null => $"One of the headers of {dialect.Name}.",
        };
    }

    private static bool Same(string? one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
