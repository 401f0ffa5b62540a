using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Delivery.Ports;
using Hub.Domain.Organizations;

namespace Hub.Delivery.Deliveries;

/// <summary>What a delivery's queue message says: enough to make the first attempt without reading the log.</summary>
/// <param name="Attempts">Those made before it was scheduled; redelivered, it has another message with another count.</param>
public sealed record DeliveryOrder(
    [property: JsonPropertyName("o")] Guid Organization,
    [property: JsonPropertyName("s")] Guid Subscription,
    [property: JsonPropertyName("d")] Guid Delivery,
    [property: JsonPropertyName("e")] Guid Event,
    [property: JsonPropertyName("p")] string Partition,
    [property: JsonPropertyName("n")] string EventName,
    [property: JsonPropertyName("t")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("a")] int Attempts
)
{
    public const string LanePrefix = "delivery/";

    /// <summary>Every subscription is a lane of its own; the name says whose it is before any message is read.</summary>
    public static string LaneOf(OrganizationId organization, Guid subscription) =>
        $"{LanePrefix}{organization.Value:N}/{subscription:N}";

    public static OrganizationId OrganizationOf(string lane) =>
        new(Guid.ParseExact(lane.AsSpan(LanePrefix.Length, 32), "N"));

    public static QueueMessage Message(DeliveryRecord delivery, DateTimeOffset due)
    {
        var order = new DeliveryOrder(
            delivery.Organization.Value,
            delivery.Subscription,
            delivery.Id,
            delivery.Event.Id,
            delivery.Event.Partition,
            delivery.EventName,
            delivery.CreatedAt,
            delivery.Attempts.Count
        );
        var body = JsonSerializer.SerializeToUtf8Bytes(order, DeliveryJson.Default.DeliveryOrder);
        return new QueueMessage(delivery.MessageId, LaneOf(delivery.Organization, delivery.Subscription), due, body);
    }

    public static DeliveryOrder Parse(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, DeliveryJson.Default.DeliveryOrder)!;

    /// <summary>The delivery as it was before any attempt.</summary>
    public DeliveryRecord ToRecord() =>
        new()
        {
            Id = Delivery,
            Organization = new OrganizationId(Organization),
            Subscription = Subscription,
            Event = new EventReference(new OrganizationId(Organization), Partition, Event),
            EventName = EventName,
            CreatedAt = CreatedAt,
            NextAttemptAt = CreatedAt,
        };
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeliveryOrder))]
[JsonSerializable(typeof(IReadOnlyList<Attempt>))]
public sealed partial class DeliveryJson : JsonSerializerContext;
