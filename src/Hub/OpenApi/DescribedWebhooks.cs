using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;

namespace Hub.OpenApi;

/// <summary>
/// What receivers are sent, as OpenAPI 3.1 has it in the member <c>webhooks</c>: every event of every dialect, from the
/// catalogue. The path items are built as JSON, since the payloads' schemas are.
/// </summary>
internal static class DescribedWebhooks
{
    public static JsonObject Of(DialectCatalogue dialects)
    {
        var webhooks = new JsonObject();
        foreach (var dialect in dialects.All)
        foreach (var one in dialect.Events)
            webhooks[$"{dialect.Name}: {one.Name}"] = new JsonObject { ["post"] = Describe(dialect, one) };
        return webhooks;
    }

    private static JsonObject Describe(Dialect dialect, EventDefinition one) =>
        new()
        {
            ["tags"] = new JsonArray("Webhooks"),
            ["summary"] = $"{one.Name} in the dialect {dialect.Name}",
            ["description"] = one.IsFired ? one.Description : $"{one.Description} Nothing fires it yet.",
            ["security"] = new JsonArray(),
            ["parameters"] = new JsonArray(Header(dialect.Headers.Signature, "The signature of the body.")),
            ["requestBody"] = new JsonObject
            {
                ["content"] = new JsonObject
                {
                    [dialect.MediaType] = new JsonObject
                    {
                        ["schema"] = JsonNode.Parse(dialect.SchemaOf(one).GetRawText()),
                        ["example"] = JsonNode.Parse(dialect.SampleOf(one).GetRawText()),
                    },
                },
            },
            ["responses"] = new JsonObject
            {
                ["2XX"] = new JsonObject { ["description"] = "It has arrived and does not come again." },
                ["default"] = new JsonObject { ["description"] = "It is sent again later, or given up." },
            },
        };

    private static JsonObject Header(string name, string text) =>
        new()
        {
            ["name"] = name,
            ["in"] = "header",
            ["required"] = true,
            ["description"] = text,
            ["schema"] = new JsonObject { ["type"] = "string" },
        };
}
