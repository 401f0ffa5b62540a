using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>Schemas with titles, choices in place, and nothing that the platform ignores or nobody refers to.</summary>
internal static class ConnectorSchemas
{
    private static readonly string[] Ignored = ["example", "examples", "x-examples", "x-nullable", "minItems", "title"];

    /// <summary>The formats that the platform has words for.</summary>
    private static readonly HashSet<string> Formats =
    [
        "int32",
        "int64",
        "float",
        "double",
        "byte",
        "binary",
        "date",
        "date-time",
        "password",
        "email",
        "html",
        "uri",
        "uuid",
    ];

    public static void Adapt(JsonObject swagger)
    {
        InlineChoices(swagger);
        Prune(swagger);
        foreach (var (name, definition) in swagger.Definitions())
            definition!["x-ms-summary"] = Titles.Of(name);
        foreach (var schema in Swagger.All(swagger).OfType<JsonObject>().ToList())
        {
            foreach (var (name, property) in Properties(schema))
                Title(name, property);
            if (schema["format"] is JsonValue format && !Formats.Contains((string)format!))
                schema.Remove("format");
            if (schema["required"] is JsonArray { Count: 0 })
                schema.Remove("required");
            if (schema["enum"] is JsonArray choices && schema.ContainsKey("type"))
                schema["x-ms-enum-values"] = Named(choices);
        }
        HideShapeless(swagger);
        // A property may be called type; the type of a schema is a text.
        foreach (var schema in Swagger.All(swagger["definitions"]).OfType<JsonObject>().ToList())
        foreach (var keyword in Ignored.Where(_ => schema["type"] is JsonValue))
            schema.Remove(keyword);
    }

    /// <summary>Custom fields are those that the organization has declared; of other objects without a shape flows see nothing.</summary>
    private static void HideShapeless(JsonObject swagger)
    {
        foreach (var schema in Swagger.All(swagger).OfType<JsonObject>().ToList())
        foreach (var (name, property) in Properties(schema))
            if (
                (string?)(property["type"] as JsonValue) != "object"
                || property["properties"] is JsonObject { Count: > 0 }
            )
                continue;
            else if (name == "custom_fields")
                FollowDeclared(property);
            else if (!property.ContainsKey("x-ms-dynamic-schema"))
                property["x-ms-visibility"] = "internal";
    }

    private static void FollowDeclared(JsonObject property)
    {
        const string Schema = "data/schema";
        property.Remove("additionalProperties");
        property["x-ms-dynamic-schema"] = new JsonObject
        {
            ["operationId"] = nameof(TicketFields.CustomFieldsApi.GetCustomFieldSchema),
            ["value-path"] = Schema,
        };
        property["x-ms-dynamic-properties"] = new JsonObject
        {
            ["operationId"] = nameof(TicketFields.CustomFieldsApi.GetCustomFieldSchema),
            ["itemValuePath"] = Schema,
        };
    }

    private static List<(string Name, JsonObject Schema)> Properties(JsonObject schema) =>
        schema["properties"] is JsonObject properties && (string?)schema["type"] == "object"
            ? properties.Select(property => (property.Key, property.Value!.AsObject())).ToList()
            : [];

    /// <summary>Nothing may stand beside a reference: the definition has the title then.</summary>
    private static void Title(string name, JsonObject property)
    {
        if (Swagger.ReferenceOf(property) is null)
            property["x-ms-summary"] ??= Titles.Of(name);
    }

    /// <summary>A choice stands where it is made, with a text of its own.</summary>
    private static void InlineChoices(JsonObject swagger)
    {
        foreach (var reference in Swagger.All(swagger).OfType<JsonObject>().ToList())
            if (
                Swagger.ReferenceOf(reference) is { } name
                && swagger.Definitions()[name] is JsonObject definition
                && definition["enum"] is not null
            )
                reference.ReplaceWith(definition.DeepClone());
    }

    /// <summary>Drops definitions that nothing refers to any more.</summary>
    private static void Prune(JsonObject swagger)
    {
        var definitions = swagger.Definitions();
        var used = new HashSet<string>();
        var pending = new Queue<string>(References(swagger["paths"]));
        while (pending.TryDequeue(out var name))
            if (used.Add(name))
                foreach (var next in References(definitions[name]))
                    pending.Enqueue(next);
        foreach (var name in definitions.Select(one => one.Key).Where(name => !used.Contains(name)).ToList())
            definitions.Remove(name);
    }

    private static IEnumerable<string> References(JsonNode? node) =>
        Swagger.All(node).Select(Swagger.ReferenceOf).OfType<string>();

    /// <summary>A minus before a field to sort by means descending.</summary>
    private static string NameOf(string choice) =>
        choice.StartsWith('-') ? $"{Titles.Of(choice)} (Descending)" : Titles.Of(choice.Replace('.', '_'));

    private static JsonArray Named(JsonArray choices) =>
        new([
            .. choices.Select(choice =>
                (JsonNode)new JsonObject { ["value"] = (string)choice!, ["displayName"] = NameOf((string)choice!) }
            ),
        ]);
}
