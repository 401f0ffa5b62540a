using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Delivery.Deliveries;

/// <summary>What a delivery's queue message says: enough to make the first attempt without reading the log.</summary>
/// <param name="Attempts">Those made before it was scheduled; redelivered, it has another message with another count.</param>
/// <param name="IsRetry">It has been leased before, on another queue: the log may know of attempts since.</param>
public sealed record DeliveryMessageBody(
    [property: JsonPropertyName("o")] Guid Organization,
    [property: JsonPropertyName("s")] Guid Subscription,
    [property: JsonPropertyName("d")] Guid Delivery,
    [property: JsonPropertyName("e")] Guid Event,
    [property: JsonPropertyName("p")] string Partition,
    [property: JsonPropertyName("n")] string EventName,
    [property: JsonPropertyName("t")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("a")] int Attempts,
    [property: JsonPropertyName("r"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        bool IsRetry = false
)
{
    public const string LanePrefix = "delivery/";

    private const string ReplayEnding = "/replay";
    private const string DigestEnding = "/digest";
    private const int IdLength = 32;
    private static readonly int SubscriptionAt = LanePrefix.Length + IdLength + 1;
    private static readonly int LaneLength = SubscriptionAt + IdLength;

    /// <summary>
    /// Every subscription is a lane of its own; the name says whose it is before any message is read. What is replayed has
    /// another lane beside it, so that nothing fresh waits behind the past.
    /// </summary>
    public static string LaneOf(OrganizationId organization, Guid subscription, bool isReplay = false) =>
        $"{LanePrefix}{organization.Value:N}/{subscription:N}{(isReplay ? ReplayEnding : "")}";

    /// <summary>Whether the name is one that <see cref="LaneOf"/> makes: a queue may bring messages of anybody's making.</summary>
    public static bool IsLane(string name) =>
        name.StartsWith(LanePrefix, StringComparison.Ordinal)
        && name.Length >= LaneLength
        && name.AsSpan(LaneLength) is "" or ReplayEnding or DigestEnding
        && name[SubscriptionAt - 1] == '/'
        && Guid.TryParseExact(name.AsSpan(LanePrefix.Length, IdLength), "N", out _)
        && Guid.TryParseExact(name.AsSpan(SubscriptionAt, IdLength), "N", out _);

    public static bool IsReplay(string lane) => lane.EndsWith(ReplayEnding, StringComparison.Ordinal);

    /// <summary>The subscription's lane of what it has gathered: its messages are of digests, and of no delivery alone.</summary>
    public static string DigestLaneOf(OrganizationId organization, Guid subscription) =>
        LaneOf(organization, subscription) + DigestEnding;

    public static bool IsDigest(string lane) => lane.EndsWith(DigestEnding, StringComparison.Ordinal);

    /// <summary>The lane of the subscription's fresh events, whichever of its lanes this is.</summary>
    public static string FreshLaneOf(string lane) => lane.Length == LaneLength ? lane : lane[..LaneLength];

    public static OrganizationId OrganizationOf(string lane) =>
        new(Guid.ParseExact(lane.AsSpan(LanePrefix.Length, IdLength), "N"));

    public static Guid SubscriptionOf(string lane) => Guid.ParseExact(lane.AsSpan(SubscriptionAt, IdLength), "N");

    public static DeliveryMessageBody Of(DeliveryRecord delivery) =>
        new(
            delivery.Organization.Value,
            delivery.Subscription,
            delivery.Id,
            delivery.Event.Id,
            delivery.Event.Partition,
            delivery.EventName,
            delivery.CreatedAt,
            delivery.Attempts.Count
        );

    public static DeliveryMessageBody Of(QueueMessage message) =>
        message is DeliveryMessage made ? Of(made.Delivery) : Parse(message.Body.Span);

    public static DeliveryMessageBody Parse(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, DeliveryJson.Default.DeliveryMessageBody)!;

    /// <summary>
    /// A message that goes to another queue, which knows nothing of the leases before: a delivery's says of itself that it
    /// had some, or it would be taken for one without an attempt.
    /// </summary>
    public static QueueMessage Moved(QueueMessage message, int leases) =>
        leases > 0 && IsLane(message.Lane) && !IsDigest(message.Lane)
            ? message with
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(
                    Of(message) with
                    {
                        IsRetry = true,
                    },
                    DeliveryJson.Default.DeliveryMessageBody
                ),
            }
            : message;

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

/// <summary>
/// The message of a delivery, made in this process: one that is attempted here needs no body, so that is only written for a
/// queue that stores it.
/// </summary>
/// <param name="IsReplay">It repeats the past, and lets what is fresh go first.</param>
public sealed record DeliveryMessage(DeliveryRecord Delivery, DateTimeOffset Due, bool IsReplay = false)
    : QueueMessage(
        Delivery.MessageId,
        DeliveryMessageBody.LaneOf(Delivery.Organization, Delivery.Subscription, IsReplay),
        Due,
        default
    )
{
    private ReadOnlyMemory<byte>? body;

    public override ReadOnlyMemory<byte> Body
    {
        get =>
            body ??= JsonSerializer.SerializeToUtf8Bytes(
                DeliveryMessageBody.Of(Delivery),
                DeliveryJson.Default.DeliveryMessageBody
            );
        init => body = value;
    }

    /// <summary>Of a delivery that waits for an attempt.</summary>
    public static DeliveryMessage Of(DeliveryRecord delivery, bool isReplay = false) =>
        new(delivery, delivery.NextAttemptAt ?? delivery.CreatedAt, isReplay);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeliveryMessageBody))]
[JsonSerializable(typeof(IReadOnlyList<Attempt>))]
public sealed partial class DeliveryJson : JsonSerializerContext;
