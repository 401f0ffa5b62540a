using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.OnCall;
using Hub.Resources;
using Hub.Wire.Bodies;

namespace Hub.OnCall;

/// <summary>A page to send to whoever is on call.</summary>
/// <example>{"rotation_id": 1, "summary": "E-mail is down", "details": "Nobody in Berlin can send or receive.", "urgency": "high"}</example>
internal sealed record CreateOnCallPage
{
    public const int LongestSummary = 255;

    /// <summary>The rotation whose agents are paged, by its id.</summary>
    [Required, IdOf("on_call_rotation")]
    public long? RotationId { get; init; }

    /// <summary>What is wrong, in a line.</summary>
    /// <example>E-mail is down</example>
    [Required, Length(1, LongestSummary)]
    public string? Summary { get; init; }

    /// <summary>What is wrong, in full.</summary>
    [MaxLength(20_000)]
    public string? Details { get; init; }

    /// <summary>How soon somebody is to look; high when absent. One of low urgency goes on to nobody by itself.</summary>
    [DefaultValue(PageUrgency.High)]
    public PageUrgency? Urgency { get; init; }

    /// <summary>The ticket that it is about, by its number.</summary>
    [IdOf("ticket")]
    public long? TicketId { get; init; }

    /// <summary>The incident that it is about, by its id.</summary>
    [IdOf("incident")]
    public long? IncidentId { get; init; }

    public Page ToPage(long id, DateTimeOffset now) =>
        new()
        {
            Id = id,
            RotationId = RotationId!.Value,
            Summary = Summary!,
            Details = Details,
            Urgency = Urgency ?? PageUrgency.High,
            TicketId = TicketId,
            IncidentId = IncidentId,
            CreatedAt = now,
            UpdatedAt = now,
        };
}

/// <summary>Who acknowledges a page.</summary>
/// <example>{"agent_id": 1}</example>
[MayBeEmpty]
internal sealed record AcknowledgeOnCallPage
{
    /// <summary>
    /// The agent who looks after it, by their id. An agent's token says so for that agent and need not; with one of the
    /// organization nobody is noted when absent.
    /// </summary>
    [IdOf("agent")]
    public long? AgentId { get; init; }
}

/// <summary>The end of what was paged for.</summary>
/// <example>{"resolution": "The mail gateway was restarted."}</example>
[MayBeEmpty]
internal sealed record ResolveOnCallPage
{
    /// <summary>How it was resolved.</summary>
    [MaxLength(5_000)]
    public string? Resolution { get; init; }
}

/// <summary>A call for whoever is on call.</summary>
[Like(typeof(CreateOnCallPage))]
internal sealed record OnCallPageResponse : RecordResponse
{
    public required long RotationId { get; init; }

    public required string Summary { get; init; }

    public string? Details { get; init; }

    /// <summary>How soon somebody is to look.</summary>
    public required PageUrgency Urgency { get; init; }

    /// <summary>Where it stands.</summary>
    public required PageStatus Status { get; init; }

    public long? TicketId { get; init; }

    public long? IncidentId { get; init; }

    /// <summary>The agent whom it is at, by their id.</summary>
    public required long AgentId { get; init; }

    /// <summary>How many agents were paged in this round, that one included.</summary>
    public required int Level { get; init; }

    /// <summary>Who was paged, in order.</summary>
    public required IReadOnlyList<PagedAgentResponse> Paged { get; init; }

    /// <summary>When it goes on to the next in line; absent when it does not by itself.</summary>
    public DateTimeOffset? EscalatesAt { get; init; }

    /// <summary>When it was last acknowledged; absent when it never was.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>The agent who last acknowledged it, by their id; absent when nobody said.</summary>
    public long? AcknowledgedById { get; init; }

    /// <summary>When it was resolved; absent while it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>How it was resolved; absent when nobody said.</summary>
    public string? Resolution { get; init; }

    public static OnCallPageResponse Of(Page page) =>
        new()
        {
            RotationId = page.RotationId,
            Summary = page.Summary,
            Details = page.Details,
            Urgency = page.Urgency,
            Status = page.Status,
            TicketId = page.TicketId,
            IncidentId = page.IncidentId,
            AgentId = page.Current.AgentId,
            Level = page.Level,
            Paged = [.. page.Paged.Select(one => new PagedAgentResponse(one.AgentId, one.Name, one.Round, one.At))],
            EscalatesAt = page.Timer?.At,
            AcknowledgedAt = page.AcknowledgedAt,
            AcknowledgedById = page.AcknowledgedById,
            ResolvedAt = page.ResolvedAt,
            Resolution = page.Resolution,
        };
}

/// <summary>Somebody who was paged.</summary>
/// <param name="AgentId">The agent, by their id.</param>
/// <param name="AgentName">The agent's name at that time.</param>
/// <param name="Round">0 the first time that all in line are paged, then 1, and so on.</param>
/// <param name="At">When.</param>
internal sealed record PagedAgentResponse(long AgentId, string AgentName, int Round, DateTimeOffset At);
