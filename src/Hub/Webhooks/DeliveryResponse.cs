using Hub.Delivery.Deliveries;
using Hub.Wire;

namespace Hub.Webhooks;

/// <summary>One event on its way to one webhook.</summary>
internal sealed record DeliveryResponse
{
    /// <summary>The delivery's id, the same in every attempt; receivers see it in their headers.</summary>
    public required Guid Id { get; init; }

    /// <summary>The event's name.</summary>
    public required string Event { get; init; }

    /// <summary>The event's id: the same for every webhook that is told of it.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Where it stands: failed when it was given up, dropped when the webhook was not active.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>The HTTP status of the last attempt; absent when there was no answer.</summary>
    public int? ResponseCode { get; init; }

    /// <summary>How long the last attempt took, in milliseconds.</summary>
    public int? ResponseTimeMs { get; init; }

    /// <summary>How many attempts were made.</summary>
    public required int AttemptCount { get; init; }

    /// <summary>When the next attempt is due.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>What went wrong in the last attempt; absent when it was acknowledged.</summary>
    [ErrorCategory]
    public string? Error { get; init; }

    /// <summary>Why it was given up or dropped.</summary>
    public string? Reason { get; init; }

    /// <summary>When the delivery was made from the event.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Every attempt made, oldest first; present when one delivery is read.</summary>
    public IReadOnlyList<AttemptResponse>? Attempts { get; init; }

    public static DeliveryResponse Of(DeliveryRecord delivery)
    {
        var last = delivery.Attempts is [.., var newest] ? newest : null;
        return new()
        {
            Id = delivery.Id,
            Event = delivery.EventName,
            EventId = delivery.Event.Id,
            Status = delivery.Status,
            ResponseCode = last?.StatusCode,
            ResponseTimeMs = last?.ResponseTimeMs,
            AttemptCount = delivery.Attempts.Count,
            NextAttemptAt = delivery.NextAttemptAt,
            Error = AttemptResponse.NameOf(last?.Error),
            Reason = delivery.Reason,
            CreatedAt = delivery.CreatedAt,
        };
    }

    public static DeliveryResponse WithAttempts(DeliveryRecord delivery) =>
        Of(delivery) with
        {
            Attempts = [.. delivery.Attempts.Select(AttemptResponse.Of)],
        };
}
