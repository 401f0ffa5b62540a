using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;
using Hub.Webhooks;

namespace Hub.OpenApi.Connector;

/// <summary>Makes the creation of a webhook what starts a flow, and its deletion how the flow unsubscribes.</summary>
internal static class ConnectorTrigger
{
    /// <summary>What flows are told in: the dialect of the route.</summary>
    public const string Dialect = WebhookRules.DefaultDialect;

    /// <summary>What the platform fills in itself, or what a flow has no use for.</summary>
    private static readonly string[] InternalProperties = ["url", "secret", "active", "dialect", "headers"];

    public static void Put(JsonObject swagger, Dialect dialect)
    {
        var subscribe = swagger.Operation(nameof(WebhooksApi.CreateWebhook));
        subscribe.Json["summary"] = "When something happens to a ticket";
        subscribe.Json["description"] =
            "Triggers when one of the chosen events happens, such as a new ticket or a public reply. "
            + "Every event carries an id that stays the same when it is delivered again.";
        subscribe.Json["x-ms-trigger"] = "single";
        subscribe.Json["x-ms-trigger-hint"] = "To see it work now, create a ticket.";
        // The platform repeats a subscription without a key; the same address and events are the same webhook anyway.
        ConnectorParameters.Remove(subscribe, parameter => (string?)parameter["in"] == "header");

        var responses = subscribe.Json["responses"]!.AsObject();
        responses.Remove("409");
        responses["400"]!["description"] = "The body is not valid JSON.";

        var request = swagger.Definitions()[nameof(CreateWebhook)]!.AsObject();
        var properties = request["properties"]!.AsObject();
        foreach (var name in InternalProperties)
        {
            properties[name]!["x-ms-visibility"] = "internal";
            properties[name]!.AsObject().Remove("default");
        }
        properties["url"]!["x-ms-notification-url"] = true;
        properties["events"]!["x-ms-visibility"] = "important";

        swagger["paths"]![subscribe.Path]!["x-ms-notification-content"] = new JsonObject
        {
            ["description"] = "What happened.",
            ["schema"] = AnyOf(dialect),
        };
    }

    /// <summary>One schema that every event of the dialect fits: all their properties, required where all have them.</summary>
    private static JsonObject AnyOf(Dialect dialect)
    {
        // A test reaches a flow too.
        var events = dialect
            .Events.Append(Hub.Delivery.Dialects.Dialect.Test)
            .Select(one => JsonNode.Parse(dialect.SchemaOf(one).GetRawText())!.AsObject());
        return events.Aggregate(Merge);
    }

    private static JsonObject Merge(JsonObject left, JsonObject right)
    {
        var merged = left["properties"]!.AsObject();
        foreach (var (name, schema) in right["properties"]!.AsObject())
            if (merged[name] is not JsonObject known)
                merged[name] = schema!.DeepClone();
            else if (known["properties"] is not null && schema!["properties"] is not null)
                Merge(known, schema.AsObject());
            else
            {
                if (known["enum"] is JsonArray values && schema!["enum"] is JsonArray further)
                    known["enum"] = Union(values, further);
                known["description"] = Both((string)known["description"]!, (string)schema!["description"]!);
            }
        var both = Names(left).Intersect(Names(right)).ToList();
        left["required"] = new JsonArray([.. both.Select(name => (JsonNode)name)]);
        return left;
    }

    /// <summary>What one event calls so and what another does, each in its own sentence.</summary>
    private static string Both(string left, string right) =>
        left.Contains(right, StringComparison.Ordinal) ? left : $"{left} {right}";

    private static IEnumerable<string> Names(JsonObject schema) =>
        (schema["required"] as JsonArray ?? []).Select(name => (string)name!);

    private static JsonArray Union(JsonArray left, JsonArray right) =>
        new([.. left.Concat(right).Select(value => (string)value!).Distinct().Select(value => (JsonNode)value)]);
}
