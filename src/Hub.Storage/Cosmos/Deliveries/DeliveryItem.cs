using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Delivery.Deliveries;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Storage.Cosmos.Deliveries;

/// <summary>A delivery as an item. Ids start with the event's time, so a subscription's newest have the greatest keys.</summary>
internal sealed record DeliveryItem
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("organizationId")]
    public required Guid Organization { get; init; }

    [JsonPropertyName("subscriptionId")]
    public required Guid Subscription { get; init; }

    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("status")]
    public required DeliveryStatus Status { get; init; }

    [JsonPropertyName("event")]
    public required string EventName { get; init; }

    [JsonPropertyName("created")]
    public required long Created { get; init; }

    [JsonPropertyName("eventId")]
    public required Guid Event { get; init; }

    [JsonPropertyName("eventPartition")]
    public required string EventPartition { get; init; }

    [JsonPropertyName("nextAttempt")]
    public long? NextAttempt { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    [JsonPropertyName("round")]
    public int Round { get; init; }

    [JsonPropertyName("attempts")]
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    [JsonPropertyName("ttl")]
    public required int TimeToLive { get; init; }

    public static string IdOf(Guid delivery) => delivery.ToString("N");

    public static DeliveryItem Of(DeliveryRecord delivery, int secondsToLive) =>
        new()
        {
            Id = IdOf(delivery.Id),
            Organization = delivery.Organization.Value,
            Subscription = delivery.Subscription,
            Key = IdOf(delivery.Id),
            Status = delivery.Status,
            EventName = delivery.EventName,
            Created = FieldValue.Microseconds(delivery.CreatedAt),
            Event = delivery.Event.Id,
            EventPartition = delivery.Event.Partition,
            NextAttempt = delivery.NextAttemptAt is { } next ? FieldValue.Microseconds(next) : null,
            Reason = delivery.Reason,
            Round = delivery.Round,
            Attempts = delivery.Attempts,
            TimeToLive = secondsToLive,
        };

    public DeliveryRecord ToRecord() =>
        new()
        {
            Id = Guid.ParseExact(Id, "N"),
            Organization = new OrganizationId(Organization),
            Subscription = Subscription,
            Event = new EventReference(new OrganizationId(Organization), EventPartition, Event),
            EventName = EventName,
            CreatedAt = FieldValue.FromMicroseconds(Created),
            Status = Status,
            NextAttemptAt = NextAttempt is { } next ? FieldValue.FromMicroseconds(next) : null,
            Reason = Reason,
            Round = Round,
            Attempts = Attempts.Count == 0 ? [] : Attempts,
        };

    public MemoryStream Write() =>
        new(JsonSerializer.SerializeToUtf8Bytes(this, DeliveryItemJson.Default.DeliveryItem));

    public static DeliveryRecord Read(JsonElement item) =>
        item.Deserialize(DeliveryItemJson.Default.DeliveryItem)!.ToRecord();
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeliveryItem))]
internal sealed partial class DeliveryItemJson : JsonSerializerContext;
