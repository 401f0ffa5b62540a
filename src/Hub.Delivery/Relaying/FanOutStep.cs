using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Delivery.Relaying;

/// <summary>
/// What is left of an event's fan-out, as a message of its organization's lane. A step that comes again makes the same
/// deliveries, and asks for the same next one.
/// </summary>
/// <param name="Position">The event's place among all: subscriptions that are told from a later one on are not told.</param>
/// <param name="After">Subscriptions have been dealt with up to this id.</param>
public sealed record FanOutStep(Guid Organization, string Partition, Guid Event, long Position, Guid After)
{
    public const string Lane = "fan-out/";

    [JsonIgnore]
    public EventReference Reference => new(new OrganizationId(Organization), Partition, Event);

    public static FanOutStep Of(CommittedEvent committed, Guid after)
    {
        var happened = committed.Event;
        return new(happened.Organization.Value, happened.Partition, happened.Id, committed.Position, after);
    }

    public static FanOutStep Read(QueueMessage message) =>
        JsonSerializer.Deserialize(message.Body.Span, FanOutJson.Default.FanOutStep)!;

    public QueueMessage Message(DateTimeOffset due) =>
        new(
            $"fan-out-{Event:N}-{After:N}",
            $"{Lane}{Organization:N}",
            due,
            JsonSerializer.SerializeToUtf8Bytes(this, FanOutJson.Default.FanOutStep)
        );
}

[JsonSerializable(typeof(FanOutStep))]
internal sealed partial class FanOutJson : JsonSerializerContext;
