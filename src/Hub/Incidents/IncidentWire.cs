using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.Incidents;
using Hub.Domain.Records;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Incidents;

/// <summary>A major incident to declare.</summary>
/// <example>{"title": "E-mail is down", "description": "Nobody in Berlin can send or receive.", "severity": "critical"}</example>
internal sealed record CreateIncident
{
    /// <summary>What is wrong, in a line.</summary>
    /// <example>E-mail is down</example>
    [Required, Length(1, 255)]
    public string? Title { get; init; }

    /// <summary>What is wrong, in full.</summary>
    [MaxLength(20_000)]
    public string? Description { get; init; }

    /// <summary>How bad it is; high when absent.</summary>
    [DefaultValue(IncidentSeverity.High)]
    public IncidentSeverity? Severity { get; init; }

    /// <summary>The tickets that it affects, by their numbers; more of them may be linked later.</summary>
    /// <example>[]</example>
    [IdOf("ticket"), MaxLength(100)]
    public IReadOnlyList<long>? TicketIds { get; init; }

    public Incident ToIncident() =>
        new()
        {
            Title = Title!,
            Description = Description,
            Severity = Severity ?? IncidentSeverity.High,
            TicketIds = [.. (TicketIds ?? []).Distinct().Order()],
        };
}

/// <summary>What to change of an incident; fields that are left out stay as they are.</summary>
/// <example>{"status": "identified", "severity": "high"}</example>
[Like(typeof(CreateIncident))]
internal sealed record UpdateIncident
{
    [CannotBeCleared]
    public Optional<string?> Title { get; init; }

    public Optional<string?> Description { get; init; }

    /// <summary>How bad it is.</summary>
    [CannotBeCleared]
    public Optional<IncidentSeverity?> Severity { get; init; }

    /// <summary>Where it stands. It is resolved by a request of its own, and stays so.</summary>
    [CannotBeCleared]
    public Optional<IncidentStatus?> Status { get; init; }
}

/// <summary>The end of an incident.</summary>
/// <example>{"resolution": "The mail gateway was restarted."}</example>
internal sealed record ResolveIncident
{
    /// <summary>How it was resolved, for everybody.</summary>
    [Required, Length(1, 5_000)]
    public string? Resolution { get; init; }
}

/// <summary>A major incident.</summary>
[Like(typeof(CreateIncident))]
internal sealed record IncidentResponse : RecordResponse
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>How bad it is.</summary>
    public required IncidentSeverity Severity { get; init; }

    /// <summary>Where it stands.</summary>
    public required IncidentStatus Status { get; init; }

    /// <summary>How many tickets it affects.</summary>
    public required int TicketCount { get; init; }

    /// <summary>How many notes there are on how it goes.</summary>
    public required int UpdateCount { get; init; }

    /// <summary>The last note on how it goes; absent before the first.</summary>
    public IncidentUpdateResponse? LatestUpdate { get; init; }

    /// <summary>How it was resolved; absent while it is not.</summary>
    public string? Resolution { get; init; }

    /// <summary>When it was resolved; absent while it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    public static IncidentResponse Of(Incident incident) =>
        new()
        {
            Title = incident.Title,
            Description = incident.Description,
            Severity = incident.Severity,
            Status = incident.Status,
            TicketCount = incident.TicketIds.Count,
            UpdateCount = incident.Updates.Count,
            LatestUpdate = incident.Updates.Count > 0 ? IncidentUpdateResponse.Of(incident.Updates[^1]) : null,
            Resolution = incident.Resolution,
            ResolvedAt = incident.ResolvedAt,
        };
}

/// <summary>A note to add on how an incident goes, for everybody.</summary>
/// <example>{"message": "The gateway was found to be at fault.", "status": "identified"}</example>
internal sealed record AddIncidentUpdate
{
    /// <summary>What everybody may know.</summary>
    [Required, Length(1, 2_000)]
    public string? Message { get; init; }

    /// <summary>Where the incident stands with it; as before when absent.</summary>
    public IncidentStatus? Status { get; init; }
}

/// <summary>A note on how an incident goes.</summary>
/// <param name="Id">Its id among all such notes.</param>
/// <param name="Message">What everybody may know.</param>
/// <param name="Status">Where the incident stood with it.</param>
/// <param name="Author">Who wrote it, by name.</param>
/// <param name="CreatedAt">When it was written.</param>
internal sealed record IncidentUpdateResponse(
    long Id,
    string Message,
    IncidentStatus Status,
    string Author,
    DateTimeOffset CreatedAt
)
{
    public static IncidentUpdateResponse Of(IncidentUpdate update) =>
        new(update.Id, update.Message, update.Status, update.Author, update.At);
}
