using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;
using Hub.OpenApi.Connector;

namespace Hub.Triggers;

/// <summary>Every event that can start a flow.</summary>
/// <param name="Events">The events, as dropdowns show them.</param>
internal sealed record TriggerListResponse(IReadOnlyList<TriggerNameResponse> Events);

/// <summary>An event that can start a flow.</summary>
/// <param name="Event">What a subscription names it by, as in ticket-created.</param>
/// <param name="Title">What people call it.</param>
internal sealed record TriggerNameResponse(string Event, string Title);

/// <summary>What a flow can know beforehand of an event.</summary>
/// <param name="Event">What a subscription names it by, as in ticket-created.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Filters">The JSON Schema of what narrows it; without properties where nothing does.</param>
/// <param name="Payload">The JSON Schema of what comes.</param>
internal sealed record TriggerResponse(string Event, string Title, JsonElement Filters, JsonElement Payload)
{
    private static readonly JsonObject TicketFilters = new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["department_id"] = List("Departments", "Only tickets of any of these departments.", "integer"),
            ["priority"] = List(
                "Priorities",
                "Only tickets of any of these priorities.",
                "string",
                Domain.Tickets.TicketShapes.Priorities
            ),
            ["tag"] = List("Tags", "Only tickets with any of these tags.", "string"),
            ["assignee_id"] = List("Assignees", "Only tickets of any of these agents.", "integer"),
            ["ticket_id"] = List("Tickets", "Only these tickets, by their numbers.", "integer"),
        },
    };

    public static TriggerResponse Of(Trigger trigger) =>
        new(
            trigger.Slug,
            trigger.Title,
            Element(
                trigger.IsAboutTicket
                    ? TicketFilters
                    : new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() }
            ),
            Element(PayloadOf(trigger))
        );

    /// <summary>With titles as designers read them.</summary>
    public static JsonObject PayloadOf(Trigger trigger)
    {
        var schema = JsonNode.Parse(DialectCatalogue.ForFlows.SchemaOf(trigger.Event).GetRawText())!.AsObject();
        foreach (var one in Swagger.All(schema).OfType<JsonObject>().ToList())
            if (one["properties"] is JsonObject properties)
                foreach (var (name, property) in properties)
                {
                    property!["x-ms-summary"] = Titles.Of(name);
                    property.AsObject().Remove("title");
                }
        return schema;
    }

    private static JsonElement Element(JsonObject json) => JsonElement.Parse(json.ToJsonString());

    private static JsonObject List(string title, string text, string type, IEnumerable<string>? choices = null)
    {
        var item = new JsonObject { ["type"] = type };
        if (choices is not null)
            item["enum"] = new JsonArray([.. choices.Select(one => (JsonNode)one)]);
        return new()
        {
            ["type"] = "array",
            ["x-ms-summary"] = title,
            ["description"] = text,
            ["items"] = item,
        };
    }
}

/// <summary>What happened lately, for flows that nobody can call back.</summary>
/// <param name="Data">The events, the oldest first, each as a subscription would bring it.</param>
/// <param name="NextAfter">What to ask with the next time.</param>
internal sealed record RecentEventsAnswer(IReadOnlyList<JsonElement> Data, string NextAfter);
