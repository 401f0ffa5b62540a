namespace Hub.LocalCloud.ServiceBus;

/// <summary>A queue's settings, with the defaults of Service Bus.</summary>
public sealed record QueueOptions
{
    /// <summary>At most five minutes.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>
    /// How long a MessageId is remembered; null: duplicate detection is off. The service's own default is 10 minutes.
    /// </summary>
    public TimeSpan? DuplicateWindow { get; init; }

    /// <summary>A ceiling for every message's own time to live; null: none.</summary>
    public TimeSpan? DefaultTimeToLive { get; init; }

    /// <summary>False: expired messages are dropped.</summary>
    public bool DeadLetterExpired { get; init; } = true;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LockDuration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LockDuration, TimeSpan.FromMinutes(5));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDeliveryCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DuplicateWindow ?? TimeSpan.MaxValue, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DefaultTimeToLive ?? TimeSpan.MaxValue, TimeSpan.Zero);
    }
}
