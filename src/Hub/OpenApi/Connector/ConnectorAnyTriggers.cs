using System.Text.Json.Nodes;
using Hub.Triggers;
using static Hub.OpenApi.Connector.ConnectorTriggers;

namespace Hub.OpenApi.Connector;

/// <summary>The triggers that are of no event of their own: one for whichever is chosen, one for lists of several.</summary>
internal static class ConnectorAnyTriggers
{
    public static void Put(JsonObject swagger, IReadOnlyList<Trigger> typed)
    {
        PutAny(swagger);
        PutLists(swagger, typed);
    }

    private static void PutAny(JsonObject swagger)
    {
        var operation = swagger.Operation(nameof(FlowSubscriptionsApi.SubscribeFlowToAny));
        Tell(
            operation.Json,
            "WhenAnyEventHappens",
            "When any event happens",
            "To see it work now, create a ticket.",
            "single",
            Any
        );
        operation.Json["x-ms-visibility"] = "important";
        operation.Json["description"] =
            "Triggers when the chosen event happens, whatever it is of all the events of the helpdesk, business records among them. Use "
            + "it to start a run of the flow for every event that has no trigger of its own; where there is one, that is easier. "
            + "Brings the fields of the event's record, with an event ID to remove duplicates by.";
        swagger["paths"]![operation.Path]!["x-ms-notification-content"] = new JsonObject
        {
            ["description"] = "What happened.",
            ["schema"] = Dynamic("payload"),
        };
        var properties = swagger.Definitions()[nameof(SubscribeFlowToAny)]!["properties"]!.AsObject();
        properties["event"]!["x-ms-visibility"] = "important";
        var filters = Dynamic("filters");
        filters["description"] = "Narrows it; what there is to narrow by depends on the event.";
        properties["filters"] = filters;
        Choose(properties["event"]!.AsObject());
    }

    private static void PutLists(JsonObject swagger, IEnumerable<Trigger> typed)
    {
        const string Name = "AnyEvent";
        var operation = swagger.Operation(nameof(FlowSubscriptionsApi.SubscribeFlowToLists));
        Tell(
            operation.Json,
            "WhenEventsHappenList",
            "When events happen (list)",
            "To see it work now, create some tickets.",
            "batch",
            Any
        );
        operation.Json["x-ms-visibility"] = "advanced";
        operation.Json["description"] =
            "Triggers when any of the chosen events happen, and brings those of about the same time together as one list. Use it to collect or "
            + "handle many events in one run, as a batch; to react to each one, use the trigger of the event instead. Brings a list of at most 100 events.";
        swagger["paths"]![operation.Path]!["x-ms-notification-content"] = new JsonObject
        {
            ["description"] = "What happened, the oldest first.",
            ["schema"] = new JsonObject { ["type"] = "array", ["items"] = Reference(Name) },
        };
        Choose(swagger.Definitions()[nameof(SubscribeFlowToLists)]!["properties"]!["events"]!["items"]!.AsObject());
        swagger.Definitions()[Name] = typed
            .Select(TriggerResponse.PayloadOf)
            .Aggregate(
                (common, other) =>
                    Without(
                        common,
                        [.. Properties(common).Select(one => one.Key).Except(Properties(other).Select(one => one.Key))]
                    )
            );
    }

    /// <summary>A schema that follows the chosen event, in the older words and the newer ones.</summary>
    private static JsonObject Dynamic(string part) =>
        new()
        {
            ["type"] = "object",
            ["x-ms-dynamic-schema"] = new JsonObject
            {
                ["operationId"] = nameof(TriggersApi.GetTrigger),
                ["parameters"] = new JsonObject { ["name"] = new JsonObject { ["parameter"] = "event" } },
                ["value-path"] = $"data/{part}",
            },
            ["x-ms-dynamic-properties"] = new JsonObject
            {
                ["operationId"] = nameof(TriggersApi.GetTrigger),
                ["parameters"] = new JsonObject { ["name"] = new JsonObject { ["parameterReference"] = "body/event" } },
                ["itemValuePath"] = $"data/{part}",
            },
        };

    private static void Choose(JsonObject site) =>
        Dropdown.Put(site, nameof(TriggersApi.ListTriggers), "data/events", "title", "event", []);
}
