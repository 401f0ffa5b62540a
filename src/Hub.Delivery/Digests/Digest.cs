using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Delivery.Deliveries;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;

namespace Hub.Delivery.Digests;

/// <summary>
/// Deliveries of one subscription that go out in one message. Open, it takes more of them and stands under its group; closed,
/// it stands under its own id until the message is delivered or given up.
/// </summary>
public sealed record Digest
{
    public required Guid Id { get; init; }

    public required Guid Subscription { get; init; }

    /// <summary>What its events have in common: a record, or nothing.</summary>
    public required string Group { get; init; }

    /// <summary>When it goes out at the latest.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Closed because it was full: then a message of its own sends it, and the one that is due later does not.</summary>
    public bool IsFull { get; init; }

    public required IReadOnlyList<DigestMember> Members { get; init; }

    public static readonly DocumentType<Digest> Document = new("digest", static () => DigestJson.Default.Digest);

    public static string PartitionOf(Guid subscription) => $"digests-{subscription:N}";

    /// <summary>The document of the open one; there is at most one of a group.</summary>
    public static string OpenId(Guid subscription, string group) => $"open-{NamedGuid.Of(subscription, group):N}";

    /// <summary>The document once it is closed.</summary>
    [JsonIgnore]
    public string ClosedId => DigestOrder.ClosedId(Id);
}

/// <summary>A delivery in a digest: enough to find it in the log.</summary>
public sealed record DigestMember(
    [property: JsonPropertyName("d")] Guid Delivery,
    [property: JsonPropertyName("e")] Guid Event,
    [property: JsonPropertyName("p")] string Partition,
    [property: JsonPropertyName("n")] string EventName,
    [property: JsonPropertyName("t")] DateTimeOffset CreatedAt
)
{
    public static DigestMember Of(DeliveryRecord delivery) =>
        new(delivery.Id, delivery.Event.Id, delivery.Event.Partition, delivery.EventName, delivery.CreatedAt);

    /// <summary>The delivery as it was when it was gathered.</summary>
    public DeliveryRecord ToRecord(OrganizationId organization, Guid subscription) =>
        new()
        {
            Id = Delivery,
            Organization = organization,
            Subscription = subscription,
            Event = new(organization, Partition, Event),
            EventName = EventName,
            CreatedAt = CreatedAt,
            NextAttemptAt = CreatedAt,
        };
}

/// <summary>What the queue message of a digest says.</summary>
/// <param name="IsFull">It sends one that was closed because it was full; otherwise it closes an open one whose time has come.</param>
public sealed record DigestOrder(Guid Organization, Guid Subscription, Guid Digest, string Group, bool IsFull)
{
    public static DigestOrder Read(QueueMessage message) =>
        JsonSerializer.Deserialize(message.Body.Span, DigestJson.Default.DigestOrder)!;

    public static QueueMessage Message(OrganizationId organization, Digest digest, DateTimeOffset due) =>
        new(
            $"digest-{digest.Id:N}{(digest.IsFull ? "-full" : "")}",
            DeliveryMessageBody.DigestLaneOf(organization, digest.Subscription),
            due,
            JsonSerializer.SerializeToUtf8Bytes(
                new DigestOrder(organization.Value, digest.Subscription, digest.Id, digest.Group, digest.IsFull),
                DigestJson.Default.DigestOrder
            )
        );

    public static string ClosedId(Guid digest) => $"{digest:N}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Digest))]
[JsonSerializable(typeof(DigestOrder))]
internal sealed partial class DigestJson : JsonSerializerContext;
