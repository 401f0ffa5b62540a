using System.Text.Json.Nodes;
using Hub.Contracts.Documents;
using Hub.Delivery.Dialects;

namespace Hub.OpenApi;

/// <summary>
/// What receivers are sent, as OpenAPI 3.1 has it in the member <c>webhooks</c>: every event of every dialect, from the
/// catalogue. The path items are built as JSON, since the payloads' schemas are.
/// </summary>
internal static class DescribedWebhooks
{
    public const string Tag = "Webhooks";

    public static JsonObject Of(DialectCatalogue dialects)
    {
        var webhooks = new JsonObject();
        foreach (var dialect in dialects.All.Where(static one => !one.IsForFlows))
        foreach (var one in dialect.Events)
            webhooks[$"{dialect.Name}: {one.Name}"] = new JsonObject
            {
                ["post"] = Describe(
                    dialect,
                    one,
                    new JsonArray(Header(dialect.Headers.Signature, "The signature of the body.")),
                    JsonNode.Parse(dialect.SchemaOf(one).GetRawText())!,
                    JsonNode.Parse(dialect.SampleOf(one).GetRawText())!
                ),
            };
        return webhooks;
    }

    /// <summary>The event's operation.</summary>
    public static JsonObject Describe(
        Dialect dialect,
        EventDefinition one,
        JsonArray parameters,
        JsonNode schema,
        JsonNode example
    ) =>
        new()
        {
            ["tags"] = new JsonArray(Tag),
            ["summary"] = $"{one.Name} in the dialect {dialect.Name}",
            ["description"] = ContractParts.TextOf(one),
            ["security"] = new JsonArray(),
            ["parameters"] = parameters,
            ["requestBody"] = new JsonObject
            {
                ["content"] = new JsonObject
                {
                    [dialect.MediaType] = new JsonObject { ["schema"] = schema, ["example"] = example },
                },
            },
            ["responses"] = new JsonObject
            {
                ["2XX"] = new JsonObject { ["description"] = "It has arrived and does not come again." },
                ["default"] = new JsonObject { ["description"] = "It is sent again later, or given up." },
            },
        };

    public static JsonObject Header(string name, string text) =>
        new()
        {
            ["name"] = name,
            ["in"] = "header",
            ["required"] = true,
            ["description"] = text,
            ["schema"] = new JsonObject { ["type"] = "string" },
        };
}
