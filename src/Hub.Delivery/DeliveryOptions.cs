using System.ComponentModel.DataAnnotations;

namespace Hub.Delivery;

/// <summary>How deliveries are paced and kept. Bound from <c>Delivery</c>; the bounds on one request are in EgressOptions.</summary>
public sealed class DeliveryOptions
{
    /// <summary>Requests an organization may send in any 60 seconds; 0 means no limit. What is over waits.</summary>
    [Range(0, 100_000_000)]
    public int EventsPerMinute { get; set; } = 1000;

    /// <summary>Requests under way at once, over all subscriptions.</summary>
    [Range(1, 100_000)]
    public int MaxInFlight { get; set; } = 512;

    /// <summary>Requests under way at once to one subscription, so that a slow receiver holds up nobody else.</summary>
    [Range(1, 10_000)]
    public int MaxInFlightPerSubscription { get; set; } = 64;

    /// <summary>
    /// Deliveries that one organization's events are made into before the events of others have their turn; the rest is work
    /// on the queue, where organizations take turns. One event may go to thousands of webhooks.
    /// </summary>
    [Range(1, 100_000)]
    public int FanOutTurn { get; set; } = 4096;

    /// <summary>Failures in a row after which a receiver is tried one request at a time, at growing distances.</summary>
    [Range(1, 1000)]
    public int CircuitThreshold { get; set; } = 10;

    /// <summary>The longest distance between two tries of a receiver that keeps failing.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan CircuitLongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the first event of a batch waits for more, where a dialect sends lists of events (<c>inbenta</c>).</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan BatchWindow { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Shortens (below 1) or stretches the published retry delays; for trying retries out.</summary>
    [Range(0.0001, 100)]
    public double RetryPace { get; set; } = 1;

    /// <summary>
    /// Megabytes of memory that the webhooks of one organization may take. Those that do not fit are told of nothing, the newest
    /// first, and are listed as set aside; other organizations notice nothing.
    /// </summary>
    [Range(1, 16_384)]
    public int SubscriptionMemory { get; set; } = 256;

    /// <summary>Days that deliveries and events are kept; a replay can reach back as far.</summary>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 30;
}
