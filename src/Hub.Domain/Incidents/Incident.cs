using System.Text.Json.Serialization;
using Hub.Domain.Records;

namespace Hub.Domain.Incidents;

/// <summary>A major incident: something that many people feel, and that they are told about until it is over.</summary>
public sealed record Incident : LinkedRecord
{
    /// <summary>So many notes one incident has at most.</summary>
    public const int MostUpdates = 200;

    public required string Title { get; init; }

    public string? Description { get; init; }

    public IncidentSeverity Severity { get; init; } = IncidentSeverity.High;

    public IncidentStatus Status { get; init; } = IncidentStatus.Investigating;

    /// <summary>How it was resolved.</summary>
    public string? Resolution { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What people were told meanwhile, the oldest first.</summary>
    public IReadOnlyList<IncidentUpdate> Updates { get; init; } = [];
}

/// <summary>A note on how an incident goes, for everybody.</summary>
/// <param name="Status">Where the incident stood with it.</param>
public sealed record IncidentUpdate(long Id, string Message, IncidentStatus Status, string Author, DateTimeOffset At);

/// <summary>How bad an incident is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IncidentSeverity>))]
public enum IncidentSeverity
{
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("medium")]
    Medium,

    [JsonStringEnumMemberName("high")]
    High,

    [JsonStringEnumMemberName("critical")]
    Critical,
}

/// <summary>Where an incident stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IncidentStatus>))]
public enum IncidentStatus
{
    [JsonStringEnumMemberName("investigating")]
    Investigating,

    [JsonStringEnumMemberName("identified")]
    Identified,

    [JsonStringEnumMemberName("monitoring")]
    Monitoring,

    [JsonStringEnumMemberName("resolved")]
    Resolved,
}

[JsonSerializable(typeof(Incident))]
internal sealed partial class IncidentJson : JsonSerializerContext;
