using System.Globalization;
using Hub.LocalCloud.ServiceBus.Queues;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>The limits of the Standard tier, and the rules for what a sender may set.</summary>
internal static class MessageCheck
{
    public const int MaxMessageSize = 256 * 1024;
    private const int MaxIdLength = 128;
    private const int MaxPropertySize = 32 * 1024;
    private const int MaxPropertiesSize = 64 * 1024;

    public static SentMessage? Check(
        BrokerProperties broker,
        IReadOnlyList<CustomProperty> properties,
        string? contentType,
        byte[] body,
        out Reply refusal
    )
    {
        var times = Times(broker, out var timeToLive, out var scheduled);
        if ((Ids(broker) ?? Sizes(properties) ?? times) is { } invalid)
        {
            refusal = Reply.Error(400, invalid);
            return null;
        }

        if (body.Length + properties.Sum(property => property.Size) > MaxMessageSize)
        {
            refusal = TooLarge;
            return null;
        }

        refusal = Reply.Ok;
        var sent = string.IsNullOrEmpty(broker.MessageId) ? broker with { MessageId = $"{Guid.NewGuid():N}" } : broker;
        return new SentMessage(
            sent.MessageId,
            timeToLive,
            scheduled,
            new HttpMessage(sent, properties, contentType, body)
        );
    }

    /// <summary>The reference answers 403 for "quota exceeded or message too large".</summary>
    public static Reply TooLarge { get; } =
        Reply.Error(403, $"The message exceeds the limit of {MaxMessageSize} bytes.");

    private static string? Ids(BrokerProperties broker) =>
        broker switch
        {
            { MessageId.Length: > MaxIdLength } => $"MessageId is longer than {MaxIdLength} characters.",
            { SessionId.Length: > MaxIdLength } => $"SessionId is longer than {MaxIdLength} characters.",
            { PartitionKey.Length: > MaxIdLength } => $"PartitionKey is longer than {MaxIdLength} characters.",
            { SessionId: { } session, PartitionKey: { } key } when session != key =>
                "PartitionKey and SessionId must be the same when both are set.",
            _ => null,
        };

    private static string? Sizes(IReadOnlyList<CustomProperty> properties)
    {
        var total = 0;
        foreach (var property in properties)
        {
            total += property.Size;
            if (property.Size > MaxPropertySize)
            {
                return $"The property {property.Name} is larger than {MaxPropertySize} bytes.";
            }
        }

        return total > MaxPropertiesSize ? $"The properties are larger than {MaxPropertiesSize} bytes." : null;
    }

    private static string? Times(BrokerProperties broker, out TimeSpan? timeToLive, out DateTimeOffset? scheduled)
    {
        (timeToLive, scheduled) = (null, null);
        if (broker.TimeToLive is { } seconds)
        {
            timeToLive =
                seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue
                : seconds > 0 ? TimeSpan.FromSeconds(seconds)
                : TimeSpan.Zero;
        }
        else if (broker.TimeToLiveTimeSpan is { } text)
        {
            if (!TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span))
            {
                return "TimeToLiveTimeSpan is not a d.hh:mm:ss time span.";
            }

            timeToLive = span;
        }

        if (timeToLive <= TimeSpan.Zero)
        {
            return "TimeToLive must be greater than zero.";
        }

        if (broker.ScheduledEnqueueTimeUtc is { } time)
        {
            const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal;
            if (!DateTimeOffset.TryParseExact(time, "R", CultureInfo.InvariantCulture, Utc, out var at))
            {
                return "ScheduledEnqueueTimeUtc is not an RFC 1123 date.";
            }

            scheduled = at;
        }

        return null;
    }
}
