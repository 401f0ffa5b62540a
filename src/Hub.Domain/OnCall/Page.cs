using System.Text.Json.Serialization;
using Hub.Domain.Records;

namespace Hub.Domain.OnCall;

/// <summary>A call for whoever is on call, which goes on to others until somebody acknowledges it.</summary>
public sealed record Page : Record
{
    /// <summary>So many times one page pages somebody at most.</summary>
    public const int MostPaged = 100;

    public required long RotationId { get; init; }

    public required string Summary { get; init; }

    public string? Details { get; init; }

    public PageUrgency Urgency { get; init; } = PageUrgency.High;

    public PageStatus Status { get; init; } = PageStatus.Triggered;

    public long? TicketId { get; init; }

    public long? IncidentId { get; init; }

    /// <summary>What the hub itself sent it for, of which there is one page; absent of one that somebody sent.</summary>
    public string? Cause { get; init; }

    /// <summary>Who was paged, in order; the last one is whose turn it is.</summary>
    public IReadOnlyList<PagedAgent> Paged { get; init; } = [];

    /// <summary>The timer that is set; one of any other id means nothing any more.</summary>
    public EscalationTimer? Timer { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public long? AcknowledgedById { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What whoever resolved it had to say.</summary>
    public string? Resolution { get; init; }

    [JsonIgnore]
    public PagedAgent Current => Paged[^1];

    /// <summary>How many agents were paged in the round that runs.</summary>
    [JsonIgnore]
    public int Level => Paged.Count(one => one.Round == Current.Round);
}

/// <summary>Somebody was paged.</summary>
/// <param name="Name">As it was then.</param>
/// <param name="Round">0 the first time that all of them are paged, then 1, and so on.</param>
public sealed record PagedAgent(long AgentId, string Name, int Round, DateTimeOffset At);

/// <summary>Somebody who can be paged.</summary>
public sealed record Responder(long AgentId, string Name);

/// <summary>Whom a page may go to now, in order, and how long it waits for each.</summary>
/// <param name="After">It waits forever when absent.</param>
/// <param name="Repeats">So many times all of them are paged once more.</param>
public sealed record EscalationLine(IReadOnlyList<Responder> Responders, TimeSpan? After, int Repeats);

/// <summary>A timer that is set for a page: a message of the queue, due at the time.</summary>
public sealed record EscalationTimer(Guid Id, DateTimeOffset At);

/// <summary>How soon somebody is to look.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PageUrgency>))]
public enum PageUrgency
{
    /// <summary>It can wait: it goes on to nobody else by itself.</summary>
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("high")]
    High,
}

/// <summary>Where a page stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PageStatus>))]
public enum PageStatus
{
    [JsonStringEnumMemberName("triggered")]
    Triggered,

    [JsonStringEnumMemberName("acknowledged")]
    Acknowledged,

    [JsonStringEnumMemberName("resolved")]
    Resolved,
}
