using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Delivery.Replays;
using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.Webhooks;

/// <summary>What a test sends; test.ping where it says nothing.</summary>
/// <example>{"event": "ticket.created"}</example>
[MayBeEmpty, RefusesUnknown]
internal sealed record TestWebhook : IHasRules
{
    /// <summary>The event whose sample is sent, by its name in the webhook's dialect, whether the webhook is told of it or not.</summary>
    /// <example>ticket.created</example>
    [Length(1, 100)]
    public string? Event { get; init; }

    /// <summary>In place of a sample: an event that has happened, by its id.</summary>
    public Guid? EventId { get; init; }

    void IHasRules.Check(FieldErrors errors, DateTimeOffset now)
    {
        if (Event is not null && EventId is not null)
            errors.Add("event_id", "Name an event or one that has happened, not both.");
    }
}

/// <summary>A change of the signing secret.</summary>
/// <example>{"overlap_hours": 24}</example>
[MayBeEmpty, RefusesUnknown]
internal sealed record RotateWebhookSecret
{
    /// <summary>The new secret. Left out, the hub makes one and shows it once.</summary>
    [Length(1, 255), Verbatim]
    public string? Secret { get; init; }

    /// <summary>For how many hours the old secret signs too.</summary>
    [Range(0, 168), DefaultValue(24)]
    public int? OverlapHours { get; init; }
}

/// <summary>A wish for past events.</summary>
/// <example>{"since": "2026-05-24T10:30:00Z"}</example>
[RefusesUnknown]
internal sealed record ReplayEvents : IHasRules
{
    /// <summary>Events from this time on; the hub keeps them as long as it is configured to.</summary>
    /// <example>2026-05-24T10:30:00Z</example>
    [Required]
    public DateTimeOffset? Since { get; init; }

    void IHasRules.Check(FieldErrors errors, DateTimeOffset now)
    {
        if (Since > now)
            errors.Add("since", "Must be a time in the past.");
    }
}

/// <summary>A delivery that was put on the queue.</summary>
/// <param name="DeliveryId">Where to look: GET the webhook's deliveries with this id.</param>
/// <param name="Event">The name of the event.</param>
internal sealed record QueuedDeliveryResponse(Guid DeliveryId, string Event);

/// <summary>A replay and how far it has come.</summary>
internal sealed record ReplayResponse
{
    /// <summary>The replay's id, a UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where it stands; cancelled when the webhook was switched off meanwhile.</summary>
    public required ReplayStatus Status { get; init; }

    /// <summary>From when events are delivered again.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Until when: later events are delivered anyway.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Events looked at so far.</summary>
    public required int Scanned { get; init; }

    /// <summary>Deliveries queued so far.</summary>
    public required int Queued { get; init; }

    /// <summary>The time of the last event looked at.</summary>
    public DateTimeOffset? ReachedAt { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    public static ReplayResponse Of(Replay replay) =>
        new()
        {
            Id = replay.Id,
            Status = replay.Status,
            Since = replay.Since,
            Until = replay.Until,
            Scanned = replay.Scanned,
            Queued = replay.Queued,
            ReachedAt = replay.ReachedAt,
            CreatedAt = replay.CreatedAt,
            FinishedAt = replay.FinishedAt,
        };
}
