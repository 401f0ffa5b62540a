using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.Shapes;

namespace Hub.Delivery.Dialects;

/// <summary>
/// CloudEvents 1.0 in structured JSON (https://cloudevents.io): everything that happens, under the hub's own names, signed
/// as Standard Webhooks are.
/// </summary>
internal static class CloudEvents
{
    private const string Data = "application/json";

    public static readonly Dialect Dialect = new("cloudevents")
    {
        Events = RecordEvents.All,
        Body = Body,
        Sign = StandardWebhooks.Sign,
        Verify = StandardWebhooks.Verify,
        Headers = StandardWebhooks.Headers with { Reserved = [.. StandardWebhooks.Headers.Reserved, "ce-"] },
        Retries = RetrySchedule.OverADay,
        MediaType = "application/cloudevents+json",
        Times = Times.Milliseconds,
        WhyNotSecret = StandardSecret.WhyNot,
    };

    /// <summary>The context attributes of its section 3.1, without extensions.</summary>
    private static Shape<HubEvent> Body(EventDefinition one) =>
        new Shape<HubEvent>()
            .Choice("specversion", "The version of CloudEvents.", ["1.0"], _ => "1.0")
            .Uuid("id", "The event's ID, the same however often it arrives.", happened => happened.Id)
            .Text("source", "The organization it happened in.", happened => $"urn:uuid:{happened.Organization.Value}")
            .Choice("type", "The event's name.", [one.Name], _ => one.Name)
            .Instant("time", "When it happened.", happened => happened.At)
            .Choice("datacontenttype", "What the data is.", [Data], _ => Data)
            .Object("data", "What happened, and to what.", RecordEvents.DataOf(one), happened => happened);
}
