using Hub.LocalCloud.ServiceBus.Queues;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>The limits of the Standard tier, and what a sender may set.</summary>
internal static class MessageRules
{
    public const int MaxMessageSize = 256 * 1024;
    private const int MaxIdLength = 128;
    private const int MaxPropertySize = 32 * 1024;
    private const int MaxPropertiesSize = 64 * 1024;

    /// <summary>Null: nothing is wrong with it.</summary>
    public static string? Refusal(
        SentMessage message,
        Properties? properties,
        ApplicationProperties? application,
        IReadOnlyDictionary<string, object?> annotations
    )
    {
        var partition = annotations.GetValueOrDefault("x-opt-partition-key") as string;
        return message.MessageId?.Length > MaxIdLength ? $"MessageId is longer than {MaxIdLength} characters."
            : properties?.GroupId?.Length > MaxIdLength ? $"SessionId is longer than {MaxIdLength} characters."
            : partition?.Length > MaxIdLength ? $"PartitionKey is longer than {MaxIdLength} characters."
            : partition is not null && properties?.GroupId is { } session && session != partition
                ? "PartitionKey and SessionId must be the same when both are set."
            : message.TimeToLive <= TimeSpan.Zero ? "TimeToLive must be greater than zero."
            : Sizes(application);
    }

    private static string? Sizes(ApplicationProperties? properties)
    {
        foreach (var (name, value) in properties?.Map ?? [])
        {
            if (AmqpEncoding.GetObjectEncodeSize(value) > MaxPropertySize)
            {
                return $"The property {name} is larger than {MaxPropertySize} bytes.";
            }
        }

        return properties?.EncodeSize > MaxPropertiesSize
            ? $"The properties are larger than {MaxPropertiesSize} bytes."
            : null;
    }
}
