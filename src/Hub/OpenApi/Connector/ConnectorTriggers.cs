using System.Text.Json.Nodes;
using Hub.Triggers;

namespace Hub.OpenApi.Connector;

/// <summary>
/// A trigger for every event: the routes that subscribe flows, once for each event by its own name and with what it brings; one for
/// any event, one for lists of them, and some that ask again and again where nobody can be called back.
/// </summary>
internal static class ConnectorTriggers
{
    public const string Any = "ticket-created";

    /// <summary>What makers look for first.</summary>
    private static readonly HashSet<string> Important =
    [
        Any,
        "ticket-updated",
        "ticket-assigned",
        "ticket-resolved",
        "reply-added",
        "sla-at-risk",
    ];

    private static readonly string[] Asked = [Any, "ticket-updated", "reply-added"];

    private static readonly string[] TicketFilters = ["department_id", "priority", "tag", "assignee_id", "ticket_id"];

    public static void Put(JsonObject swagger)
    {
        var (plain, withFilters) = (nameof(SubscribeFlow) + "Plain", nameof(SubscribeFlow));
        foreach (var body in new[] { withFilters, nameof(SubscribeFlowToAny), nameof(SubscribeFlowToLists) })
            Hide(swagger.Definitions()[body]!["properties"]!.AsObject());
        swagger.Definitions()[plain] = Without(swagger.Definitions()[withFilters]!.AsObject(), TicketFilters);

        var typed = Trigger.All.Where(static one => one.IsTyped).ToList();
        foreach (var trigger in typed)
            swagger.Definitions().TryAdd(NameOf(trigger), TriggerResponse.PayloadOf(trigger));

        // The platform repeats a subscription without a key; it is the same one anyway.
        foreach (
            var operation in swagger
                .Operations()
                .Where(static one => one.Path.StartsWith("/triggers", StringComparison.Ordinal))
        )
            ConnectorParameters.Remove(operation, static one => (string?)one["in"] == "header");
        var (subscribe, recent) = (
            swagger.Operation(nameof(FlowSubscriptionsApi.SubscribeFlow)),
            swagger.Operation(nameof(TriggersApi.ListRecentEvents))
        );
        ConnectorAnyTriggers.Put(swagger, typed);
        var paths = swagger["paths"]!.AsObject();
        foreach (var trigger in typed)
            paths[$"/triggers/{trigger.Slug}"] = Subscribing(
                subscribe,
                trigger,
                trigger.IsAboutTicket ? withFilters : plain
            );
        foreach (var trigger in typed.Where(static one => Asked.Contains(one.Slug)))
            paths[$"/triggers/{trigger.Slug}/recent"] = new JsonObject { ["get"] = Asking(recent, trigger) };
        paths.Remove(subscribe.Path);
        paths.Remove(recent.Path);
    }

    /// <summary>The payload's definition: all events of a kind bring the same.</summary>
    private static string NameOf(Trigger trigger) => $"{Titles.Of(trigger.Event.Kind!.Name).Replace(" ", "")}Event";

    private static JsonObject Subscribing(SwaggerOperation subscribe, Trigger trigger, string body)
    {
        var operation = Unnamed(subscribe);
        Tell(operation, trigger.Operation, trigger.Title, trigger.Hint, "single", trigger.Slug);
        operation["description"] =
            $"Triggers when {trigger.Title["When ".Length..]}. {Said(trigger)}Use it to start or run a flow when it happens, to notify, tell, warn or "
            + "remind people or let them know, to send a mail or message, to post in a channel, or to do, add, create, store, copy, update or sync something "
            + "elsewhere; for other events, use When any event happens instead. Brings the record, with an event ID.";
        if (Important.Contains(trigger.Slug))
            operation["x-ms-visibility"] = "important";
        foreach (var parameter in operation["parameters"]!.AsArray())
            if ((string?)parameter!["in"] == "body")
                parameter["schema"] = Reference(body);
        return new JsonObject
        {
            ["post"] = operation,
            ["x-ms-notification-content"] = new JsonObject
            {
                ["description"] = trigger.Event.Description,
                ["schema"] = Reference(NameOf(trigger)),
            },
        };
    }

    private static JsonObject Asking(SwaggerOperation recent, Trigger trigger)
    {
        var operation = Unnamed(recent);
        Tell(
            operation,
            $"{trigger.Operation}Polling",
            $"{trigger.Title} (polling)",
            trigger.Hint,
            "batch",
            trigger.Slug
        );
        operation["x-ms-visibility"] = "advanced";
        operation["description"] =
            $"Triggers when {trigger.Title["When ".Length..]}, by checking every few minutes. {Said(trigger)}Use it only where a firewall or an "
            + $"environment blocks callbacks or webhooks; everywhere else use {trigger.Title}, which does so at once. Brings at most 100 events since the "
            + "last time, the oldest first.";
        foreach (var parameter in operation["parameters"]!.AsArray())
            parameter!["x-ms-visibility"] = "internal";
        operation["responses"]!["200"]!["schema"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "What happened since the last time.",
            ["required"] = new JsonArray("data", "next_after"),
            ["properties"] = new JsonObject
            {
                ["data"] = new JsonObject
                {
                    ["type"] = "array",
                    ["description"] = "The events, the oldest first.",
                    ["items"] = Reference(NameOf(trigger)),
                },
                ["next_after"] = new JsonObject
                {
                    ["type"] = "string",
                    ["description"] = "What to ask with the next time.",
                },
            },
        };
        return operation;
    }

    private static string Said(Trigger trigger) => trigger.Words.Length > 0 ? $"{trigger.Words} " : "";

    public static void Tell(JsonObject operation, string name, string title, string hint, string kind, string sample)
    {
        operation["operationId"] = name;
        operation["summary"] = title;
        operation["x-ms-trigger"] = kind;
        operation["x-ms-trigger-hint"] = hint;
        operation["x-ms-operation-context"] = new JsonObject
        {
            ["simulate"] = new JsonObject
            {
                ["operationId"] = nameof(TriggersApi.GetTriggerSample),
                ["parameters"] = new JsonObject { ["name"] = sample },
            },
        };
    }

    /// <summary>The platform fills in the address; what a flow waits for once is asked for elsewhere.</summary>
    private static void Hide(JsonObject properties)
    {
        properties["callback_url"]!["x-ms-notification-url"] = true;
        properties["callback_url"]!["x-ms-visibility"] = "internal";
        properties["once"]!["x-ms-visibility"] = "internal";
        properties["once"]!.AsObject().Remove("default");
    }

    /// <summary>The operation of one event: it has the event's name in its path.</summary>
    private static JsonObject Unnamed(SwaggerOperation operation)
    {
        var json = operation.Json.DeepClone().AsObject();
        json.Remove("x-ms-visibility");
        json.Remove("x-ms-pageable");
        foreach (var parameter in json["parameters"]!.AsArray().Where(one => (string?)one!["in"] == "path").ToList())
            json["parameters"]!.AsArray().Remove(parameter);
        return json;
    }

    public static JsonObject Properties(JsonObject schema) => schema["properties"]!.AsObject();

    public static JsonObject Without(JsonObject schema, IReadOnlyCollection<string> names)
    {
        var less = schema.DeepClone().AsObject();
        foreach (var name in names)
            Properties(less).Remove(name);
        if (less["required"] is JsonArray required)
            less["required"] = new JsonArray([
                .. required.Select(one => (string)one!).Except(names).Select(one => (JsonNode)one),
            ]);
        return less;
    }

    public static JsonObject Reference(string name) => new() { ["$ref"] = Swagger.DefinitionPrefix + name };
}
