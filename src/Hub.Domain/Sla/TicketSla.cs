using System.Text.Json.Serialization;
using Hub.Domain.Tickets;
using Hub.Domain.Workflows;

namespace Hub.Domain.Sla;

/// <summary>Where a ticket stands with its policy's targets: how much time is used, and when the clock would run out.</summary>
public sealed record TicketSla
{
    /// <summary>Absent when no policy covers the ticket any more.</summary>
    public long? PolicyId { get; init; }

    /// <summary>Working time that was used until the clock last started.</summary>
    public TimeSpan Used { get; init; }

    /// <summary>When the clock last started; absent while it stands.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    public SlaTarget? FirstResponse { get; init; }

    public SlaTarget? Resolution { get; init; }

    /// <summary>What an event is about; only in what the event says.</summary>
    public SlaAlert? Alert { get; init; }

    [JsonIgnore]
    public bool IsBreached => FirstResponse?.BreachedAt is not null || Resolution?.BreachedAt is not null;

    /// <summary>The next deadline that is not met yet; absent while the clock stands, and when there is none.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextDueAt => TicketTimer.Earlier(OpenDue(FirstResponse), OpenDue(Resolution));

    /// <summary>When one of its targets was last escalated.</summary>
    [JsonIgnore]
    public DateTimeOffset? EscalatedAt =>
        FirstResponse?.EscalatedAt is { } first && !(Resolution?.EscalatedAt > first) ? first : Resolution?.EscalatedAt;

    /// <summary>When there is something to tell next.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextAt => TicketTimer.Earlier(FirstResponse?.NextAt, Resolution?.NextAt);

    /// <summary>Both targets were escalated in one step, and each of them is told.</summary>
    [JsonIgnore]
    public bool IsEscalatedAtOnce => FirstResponse?.EscalatedAt is { } first && first == Resolution?.EscalatedAt;

    /// <param name="name">One of <see cref="SlaTargets"/>.</param>
    public SlaTarget? TargetOf(string name) => name == SlaTargets.FirstResponse ? FirstResponse : Resolution;

    private static DateTimeOffset? OpenDue(SlaTarget? target) => target is { MetAt: null } ? target.DueAt : null;
}

/// <summary>What the two targets of a ticket are called.</summary>
public static class SlaTargets
{
    public const string FirstResponse = "first_response";
    public const string Resolution = "resolution";
}

/// <summary>One of the two targets of a ticket.</summary>
public sealed record SlaTarget
{
    /// <summary>When four fifths of the time are used, as the clock runs; absent while it stands.</summary>
    public DateTimeOffset? RiskAt { get; init; }

    /// <summary>When all of it is used, as the clock runs; absent while it stands.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it is escalated, as the clock runs; absent while it stands.</summary>
    public DateTimeOffset? EscalateAt { get; init; }

    /// <summary>When it was met, in time or not.</summary>
    public DateTimeOffset? MetAt { get; init; }

    /// <summary>When it was told that it is at risk. What was told once is not told again, whatever becomes of the deadline.</summary>
    public DateTimeOffset? AtRiskAt { get; init; }

    /// <summary>When it was told that it is missed.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    /// <summary>When it was escalated.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>When there is something to tell of it next.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextAt =>
        MetAt is not null ? null
        : BreachedAt is null
            ? AtRiskAt is null ? RiskAt
                : DueAt
        : EscalatedAt is null ? EscalateAt
        : null;
}

/// <summary>Which of a ticket's targets an event is about.</summary>
/// <param name="Target">One of <see cref="SlaTargets"/>.</param>
/// <param name="DueAt">The deadline.</param>
/// <param name="EscalateAt">When it was to be escalated; absent where that is not what happened.</param>
public sealed record SlaAlert(string Target, DateTimeOffset DueAt, DateTimeOffset? EscalateAt = null);

/// <summary>What applies to a ticket: its policy, if one covers it, and when its clock runs.</summary>
public sealed record SlaTerms(SlaPolicy? Policy, WorkingTime Hours)
{
    /// <summary>Which statuses stop the clock.</summary>
    public Workflow Workflow { get; init; } = Workflow.Default;

    public static readonly SlaTerms None = new(null, WorkingTime.Always);
}
