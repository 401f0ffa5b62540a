using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;

namespace Hub.Contracts.Documents;

/// <summary>
/// A dialect as AsyncAPI 3.0 has it: the receiver is one channel whose address its subscriber knows, and the hub sends each
/// event's message to it.
/// </summary>
internal static class AsyncApiContract
{
    private const string Channel = "receiver";
    private const string Scheme = "signature";

    public static JsonObject Of(Dialect dialect)
    {
        var events = ContractParts.EventsOf(dialect).ToList();
        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = ContractParts.InfoOf(dialect),
            ["defaultContentType"] = dialect.MediaType,
            ["servers"] = new JsonObject { [Channel] = Server() },
            ["channels"] = new JsonObject
            {
                [Channel] = new JsonObject
                {
                    ["address"] = null,
                    ["title"] = "The receiver",
                    ["description"] = "The address that the webhook was made with.",
                    ["servers"] = new JsonArray(ContractParts.Reference($"#/servers/{Channel}")),
                    ["messages"] = Each(events, one =>
                        ContractParts.Reference($"#/components/messages/{ContractParts.KeyOf(one)}")
                    ),
                },
            },
            ["operations"] = Each(events, Operation),
            ["components"] = new JsonObject
            {
                ["messages"] = Each(events, one => Message(dialect, one)),
                ["schemas"] = ContractParts.SchemasOf(dialect),
                ["securitySchemes"] = new JsonObject
                {
                    [Scheme] = new JsonObject
                    {
                        ["type"] = "httpApiKey",
                        ["name"] = dialect.Headers.Signature,
                        ["in"] = "header",
                        ["description"] = ContractParts.SignatureText(dialect),
                    },
                },
            },
        };
    }

    private static JsonObject Server() =>
        new()
        {
            ["host"] = "{host}",
            ["protocol"] = "https",
            ["description"] = "The subscriber's.",
            ["variables"] = new JsonObject
            {
                ["host"] = new JsonObject
                {
                    ["default"] = "receiver.example",
                    ["description"] = "The host in the webhook's address.",
                },
            },
            ["security"] = new JsonArray(ContractParts.Reference($"#/components/securitySchemes/{Scheme}")),
        };

    private static JsonObject Operation(EventDefinition one) =>
        new()
        {
            ["action"] = "send",
            ["channel"] = ContractParts.Reference($"#/channels/{Channel}"),
            ["summary"] = ContractParts.TextOf(one),
            ["messages"] = new JsonArray(
                ContractParts.Reference($"#/channels/{Channel}/messages/{ContractParts.KeyOf(one)}")
            ),
            ["bindings"] = new JsonObject
            {
                ["http"] = new JsonObject { ["method"] = "POST", ["bindingVersion"] = "0.3.0" },
            },
        };

    private static JsonObject Message(Dialect dialect, EventDefinition one)
    {
        var headers = ContractParts.HeadersOf(dialect, one).ToList();
        return new JsonObject
        {
            ["name"] = one.Name,
            ["title"] = one.Name,
            ["summary"] = ContractParts.TextOf(one),
            ["contentType"] = dialect.MediaType,
            ["headers"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject(
                    headers.Select(header => ContractParts.Pair(header.Name, Header(header)))
                ),
                ["required"] = new JsonArray([.. headers.Select(header => (JsonNode)header.Name)]),
            },
            ["payload"] = ContractParts.BodySchema(dialect, one),
            ["examples"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "sample",
                    ["headers"] = new JsonObject(
                        headers.Select(header => ContractParts.Pair(header.Name, header.Sample))
                    ),
                    ["payload"] = ContractParts.BodySample(dialect, one),
                }
            ),
        };
    }

    private static JsonObject Header((string Name, string Text, string Sample) header) =>
        new() { ["type"] = "string", ["description"] = header.Text };

    private static JsonObject Each(IReadOnlyList<EventDefinition> events, Func<EventDefinition, JsonNode> make) =>
        new(events.Select(one => ContractParts.Pair(ContractParts.KeyOf(one), make(one))));
}
