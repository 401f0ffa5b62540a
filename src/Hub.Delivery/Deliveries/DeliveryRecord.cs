using System.Text.Json.Serialization;
using Hub.Delivery.Egress;
using Hub.Delivery.Retries;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Delivery.Deliveries;

/// <summary>Where a delivery stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>Waits for its first attempt.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>The receiver acknowledged it.</summary>
    [JsonStringEnumMemberName("success")]
    Success,

    /// <summary>An attempt failed; another one is scheduled.</summary>
    [JsonStringEnumMemberName("retrying")]
    Retrying,

    /// <summary>Given up.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Not sent: the subscription was switched off or deleted.</summary>
    [JsonStringEnumMemberName("dropped")]
    Dropped,
}

/// <summary>One event for one subscription, with every attempt made.</summary>
public sealed record DeliveryRecord
{
    /// <summary>Follows from event and subscription, so a repeat of either step makes the same one.</summary>
    public required Guid Id { get; init; }

    public required OrganizationId Organization { get; init; }

    public required Guid Subscription { get; init; }

    public required EventReference Event { get; init; }

    /// <summary>The event's name in the subscription's dialect.</summary>
    public required string EventName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DeliveryStatus Status { get; init; }

    /// <summary>When the next attempt is due; absent when there is none.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Why it was given up or dropped.</summary>
    public string? Reason { get; init; }

    /// <summary>Attempts since it was last (re)scheduled; the retry schedule counts these.</summary>
    public int Round { get; init; }

    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>Whether somebody asked for it to try the receiver: its event is nothing that happened to a record.</summary>
    public bool IsTest => Event.Partition == Domain.Subscriptions.Subscription.Partition;

    /// <summary>Attempts answered 401 or 403, as receivers answer a signature that they do not know.</summary>
    public int Refusals => Attempts.Count(attempt => attempt.StatusCode is 401 or 403);

    /// <summary>What its queue message is called: new for every round, so that no queue takes it for a repeat.</summary>
    public string MessageId => $"{Id:N}-{Attempts.Count}";

    /// <summary>Whether a message of the queue still speaks for it: not after it was rescheduled or closed.</summary>
    public bool Wants(DeliveryMessageBody order) =>
        NextAttemptAt is not null && Attempts.Count - Round == order.Attempts;

    public DeliveryRecord Dropped(string reason) => Closed(DeliveryStatus.Dropped, reason);

    public DeliveryRecord GivenUp(string reason) => Closed(DeliveryStatus.Failed, reason);

    /// <summary>With one more attempt, and what follows from it.</summary>
    public DeliveryRecord After(Attempt attempt, Verdict verdict)
    {
        var tried = this with { Attempts = [.. Attempts, attempt], Round = Round + 1 };
        return verdict switch
        {
            Verdict.Delivered => tried.Closed(DeliveryStatus.Success, null),
            Verdict.RetryAt retry => tried with { Status = DeliveryStatus.Retrying, NextAttemptAt = retry.At },
            Verdict.GiveUp given => tried.GivenUp(given.Reason),
            Verdict.EndSubscription ended => tried.GivenUp(ended.Reason),
            _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
        };
    }

    private DeliveryRecord Closed(DeliveryStatus status, string? reason) =>
        this with
        {
            Status = status,
            NextAttemptAt = null,
            Reason = reason,
        };
}

/// <summary>One request to the receiver.</summary>
/// <param name="StatusCode">Absent when there was no answer.</param>
/// <param name="ResponseTimeMs">From first byte out to last byte in, in milliseconds.</param>
/// <param name="Response">The first 2 KB of the answer's body, or why there was no answer.</param>
/// <param name="Error">What went wrong; absent when it was acknowledged.</param>
/// <param name="Note">What was wrong with the answer's body, which does not undo its status.</param>
/// <param name="Remark">What else is to be known of the message, as that its template failed, or what its acknowledgement means.</param>
public sealed record Attempt(
    int Number,
    DateTimeOffset At,
    int? StatusCode,
    int ResponseTimeMs,
    string? Response,
    EgressCategory? Error,
    string? Note = null,
    string? Remark = null
)
{
    public static Attempt Of(int number, DateTimeOffset at, EgressResult result, string? remark = null) =>
        new(
            number,
            at,
            result.StatusCode,
            (int)Math.Ceiling(result.Elapsed.TotalMilliseconds),
            result.Snippet.Length > 0 ? result.Snippet
                : result.StatusCode is null ? result.Problem
                : null,
            result.Acknowledged ? null : result.Category,
            result.StatusCode is null ? null : result.Problem,
            remark
        );
}
