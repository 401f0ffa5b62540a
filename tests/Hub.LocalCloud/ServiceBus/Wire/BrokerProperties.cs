using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.LocalCloud.ServiceBus.Queues;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>
/// The BrokerProperties header, both ways, in the recorded order. On a send, whatever only the broker may say
/// (DeliveryCount, LockToken, ...) is read and overwritten.
/// </summary>
internal sealed record BrokerProperties
{
    public const string Header = "BrokerProperties";

    public string? CorrelationId { get; init; }
    public int? DeliveryCount { get; init; }
    public long? EnqueuedSequenceNumber { get; init; }
    public string? EnqueuedTimeUtc { get; init; }
    public string? Label { get; init; }
    public string? LockToken { get; init; }
    public string? LockedUntilUtc { get; init; }
    public string? MessageId { get; init; }
    public string? PartitionKey { get; init; }
    public string? ReplyTo { get; init; }
    public string? ReplyToSessionId { get; init; }

    /// <summary>RFC 1123.</summary>
    public string? ScheduledEnqueueTimeUtc { get; init; }
    public long? SequenceNumber { get; init; }
    public string? SessionId { get; init; }
    public string? State { get; init; }

    /// <summary>Seconds.</summary>
    public double? TimeToLive { get; init; }

    /// <summary>The batch form: <c>d.hh:mm:ss</c>.</summary>
    public string? TimeToLiveTimeSpan { get; init; }
    public string? To { get; init; }

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = HeaderText.Encoder,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static BrokerProperties? Parse(string json, out string refusal)
    {
        try
        {
            var parsed = JsonSerializer.Deserialize<BrokerProperties>(json, Json);
            refusal = parsed is null ? "BrokerProperties must be a JSON object." : "";
            return parsed;
        }
        catch (JsonException e)
        {
            refusal = $"BrokerProperties cannot be read: {e.Message}";
            return null;
        }
    }

    public static string Write(MessageView delivery) =>
        HeaderText.Ascii(
            JsonSerializer.Serialize(
                HttpMessage.Of(delivery).Broker with
                {
                    DeliveryCount = delivery.DeliveryCount,
                    EnqueuedSequenceNumber = delivery.DeadLetter is null ? 0 : delivery.SequenceNumber,
                    EnqueuedTimeUtc = Rfc1123(delivery.EnqueuedTime),
                    LockToken = delivery.Lock?.Token.ToString(),
                    LockedUntilUtc = delivery.Lock is { } held ? Rfc1123(held.Until) : null,
                    SequenceNumber = delivery.SequenceNumber,
                    State = "Active",
                    TimeToLive = delivery.TimeToLive.TotalSeconds,
                    TimeToLiveTimeSpan = null,
                },
                Json
            )
        );

    private static string Rfc1123(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);
}
