using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Subscriptions;

namespace Hub.Webhooks;

/// <summary>How a webhook gathers events into one message.</summary>
/// <example>{"events": 20, "minutes": 15, "per": "record"}</example>
internal sealed record WebhookDigest
{
    private const string Record = "record";
    private const string All = "all";

    /// <summary>The most events in a message: when there are as many, it is sent.</summary>
    [
        Range(SubscriptionDigest.FewestEvents, SubscriptionDigest.MostEvents),
        DefaultValue(SubscriptionDigest.MostEvents)
    ]
    public int? Events { get; init; }

    /// <summary>The longest time in minutes that the first event of a message waits for others.</summary>
    [Required, Range(1, SubscriptionDigest.MostMinutes)]
    public int? Minutes { get; init; }

    /// <summary>Whether each message tells of one record, as of one ticket and its replies, or of all that happens.</summary>
    [AllowedValues(Record, All), DefaultValue(All)]
    public string? Per { get; init; }

    public static WebhookDigest? Of(SubscriptionDigest? digest) =>
        digest is null
            ? null
            : new WebhookDigest
            {
                Events = digest.Events,
                Minutes = digest.Minutes,
                Per = digest.PerRecord ? Record : All,
            };

    public SubscriptionDigest ToDigest() =>
        new(Events ?? SubscriptionDigest.MostEvents, Minutes!.Value, PerRecord: Per == Record);
}
