using Hub.LocalCloud.ServiceBus.Wire;

namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>What a sender said, checked; it never changes afterwards. Without an id nothing is a duplicate of it.</summary>
internal sealed record SentMessage(
    string? MessageId,
    TimeSpan? TimeToLive,
    DateTimeOffset? ScheduledFor,
    MessageContent Content
);
