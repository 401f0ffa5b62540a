using Hub.LocalCloud.ServiceBus.Wire;

namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>What a sender said, checked; it never changes afterwards.</summary>
internal sealed record SentMessage(
    BrokerProperties Broker,
    IReadOnlyList<CustomProperty> Properties,
    string? ContentType,
    byte[] Body,
    TimeSpan? TimeToLive,
    DateTimeOffset? ScheduledFor
)
{
    public string MessageId => Broker.MessageId!;
}
