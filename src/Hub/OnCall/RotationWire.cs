using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.OnCall;
using Hub.Errors;
using Hub.Resources;
using Hub.Sla;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.OnCall;

/// <summary>A rotation to create: agents who are on call in turn.</summary>
/// <example>
/// {"name": "First line", "time_zone": "Europe/Berlin", "handover": "weekly", "handover_at": "09:00", "starts_on": "2026-01-05",
/// "agent_ids": [1], "escalate_after_minutes": 10, "repeats": 2}
/// </example>
internal sealed record CreateOnCallRotation : IHasRules
{
    private const string Midnight = "00:00";

    /// <summary>Its name, unique in the organization whatever the case.</summary>
    /// <example>First line</example>
    [Required, Length(1, 100)]
    public string? Name { get; init; }

    /// <summary>The time zone that handovers and hours are told in, by its name in the IANA database.</summary>
    /// <example>Europe/Berlin</example>
    [Required, MaxLength(100), KnownTimeZone]
    public string? TimeZone { get; init; }

    /// <summary>Whether a turn is counted in days or in weeks; weekly when absent.</summary>
    [DefaultValue(HandoverInterval.Weekly)]
    public HandoverInterval? Handover { get; init; }

    /// <summary>How many of these days or weeks one turn lasts; 1 when absent.</summary>
    [Range(1, 12), DefaultValue(1)]
    public int? TurnLength { get; init; }

    /// <summary>The time of day at which the next agent takes over, as in 09:00; midnight when absent.</summary>
    /// <example>09:00</example>
    [TimeOfDay, DefaultValue(Midnight)]
    public string? HandoverAt { get; init; }

    /// <summary>The day of the first handover, as in 2026-01-05: weekly ones are on its day of the week.</summary>
    /// <example>2026-01-05</example>
    [Required, Day]
    public string? StartsOn { get; init; }

    /// <summary>The agents in the order of their turns, by their ids. The turn of one who is not active is the next one's.</summary>
    /// <example>[1]</example>
    [Required, IdOf("agent"), Length(1, 50)]
    public IReadOnlyList<long>? AgentIds { get; init; }

    /// <summary>The week's hours in which somebody is on call; those of one day do not overlap. At any hour when absent or empty.</summary>
    /// <example>[]</example>
    [Length(0, 28)]
    public IReadOnlyList<WorkingHoursBody?>? Hours { get; init; }

    /// <summary>Minutes until a page that nobody acknowledges goes on to the next in line; it waits forever when absent.</summary>
    /// <example>10</example>
    [Range(1, 1_440)]
    public int? EscalateAfterMinutes { get; init; }

    /// <summary>Whether the agent who is on call next is second in line; true when absent.</summary>
    [DefaultValue(true)]
    public bool? EscalatesToNext { get; init; }

    /// <summary>Whoever is on call in these rotations is in line after that, by the rotations' ids.</summary>
    /// <example>[]</example>
    [IdOf("on_call_rotation"), MaxLength(5)]
    public IReadOnlyList<long>? EscalateToRotationIds { get; init; }

    /// <summary>The agents who are last in line, by their ids.</summary>
    /// <example>[]</example>
    [IdOf("agent"), MaxLength(10)]
    public IReadOnlyList<long>? EscalateToAgentIds { get; init; }

    /// <summary>How many times the whole line is paged once more; 0 when absent.</summary>
    [Range(0, 9), DefaultValue(0)]
    public int? Repeats { get; init; }

    public void Check(FieldErrors errors, DateTimeOffset now) => WorkingHoursBody.Check(Hours, errors);

    public Rotation ToRotation() =>
        new()
        {
            Name = Name!,
            TimeZone = TimeZone!,
            Handover = Handover ?? HandoverInterval.Weekly,
            TurnLength = TurnLength ?? 1,
            HandoverAt = TimeOfDayAttribute.Read(HandoverAt ?? Midnight)!.Value,
            StartsOn = DayAttribute.Read(StartsOn!)!.Value,
            AgentIds = AgentIds!,
            Hours = WorkingHoursBody.Read(Hours ?? []),
            EscalateAfterMinutes = EscalateAfterMinutes,
            EscalatesToNext = EscalatesToNext ?? true,
            EscalateToRotationIds = [.. (EscalateToRotationIds ?? []).Distinct()],
            EscalateToAgentIds = [.. (EscalateToAgentIds ?? []).Distinct()],
            Repeats = Repeats ?? 0,
        };
}

/// <summary>What to change of a rotation; fields that are left out stay as they are.</summary>
/// <example>{"escalate_after_minutes": 5}</example>
[Like(typeof(CreateOnCallRotation))]
internal sealed record UpdateOnCallRotation : IHasRules
{
    [CannotBeCleared]
    public Optional<string?> Name { get; init; }

    [CannotBeCleared]
    public Optional<string?> TimeZone { get; init; }

    /// <summary>Whether a turn is counted in days or in weeks.</summary>
    [CannotBeCleared]
    public Optional<HandoverInterval?> Handover { get; init; }

    /// <summary>How many of these days or weeks one turn lasts.</summary>
    [CannotBeCleared]
    public Optional<int?> TurnLength { get; init; }

    /// <summary>The time of day at which the next agent takes over, as in 09:00.</summary>
    [CannotBeCleared]
    public Optional<string?> HandoverAt { get; init; }

    [CannotBeCleared]
    public Optional<string?> StartsOn { get; init; }

    [CannotBeCleared]
    public Optional<IReadOnlyList<long>?> AgentIds { get; init; }

    public Optional<IReadOnlyList<WorkingHoursBody?>?> Hours { get; init; }

    public Optional<int?> EscalateAfterMinutes { get; init; }

    /// <summary>Whether the agent who is on call next is second in line.</summary>
    [CannotBeCleared]
    public Optional<bool?> EscalatesToNext { get; init; }

    public Optional<IReadOnlyList<long>?> EscalateToRotationIds { get; init; }

    public Optional<IReadOnlyList<long>?> EscalateToAgentIds { get; init; }

    /// <summary>How many times the whole line is paged once more.</summary>
    [CannotBeCleared]
    public Optional<int?> Repeats { get; init; }

    public void Check(FieldErrors errors, DateTimeOffset now) => WorkingHoursBody.Check(Hours.Or(null), errors);

    public Rotation ApplyTo(Rotation rotation) =>
        rotation with
        {
            Name = Name.Or(rotation.Name)!,
            TimeZone = TimeZone.Or(rotation.TimeZone)!,
            Handover = Handover.Or(rotation.Handover)!.Value,
            TurnLength = TurnLength.Or(rotation.TurnLength)!.Value,
            HandoverAt = HandoverAt.IsPresent ? TimeOfDayAttribute.Read(HandoverAt.Value!)!.Value : rotation.HandoverAt,
            StartsOn = StartsOn.IsPresent ? DayAttribute.Read(StartsOn.Value!)!.Value : rotation.StartsOn,
            AgentIds = AgentIds.Or(rotation.AgentIds)!,
            Hours = Hours.IsPresent ? WorkingHoursBody.Read(Hours.Value ?? []) : rotation.Hours,
            EscalateAfterMinutes = EscalateAfterMinutes.Or(rotation.EscalateAfterMinutes),
            EscalatesToNext = EscalatesToNext.Or(rotation.EscalatesToNext)!.Value,
            EscalateToRotationIds = Ids(EscalateToRotationIds, rotation.EscalateToRotationIds),
            EscalateToAgentIds = Ids(EscalateToAgentIds, rotation.EscalateToAgentIds),
            Repeats = Repeats.Or(rotation.Repeats)!.Value,
        };

    private static IReadOnlyList<long> Ids(Optional<IReadOnlyList<long>?> given, IReadOnlyList<long> before) =>
        given.IsPresent ? [.. (given.Value ?? []).Distinct()] : before;
}

/// <summary>Agents who are on call in turn.</summary>
[Like(typeof(CreateOnCallRotation))]
internal sealed record OnCallRotationResponse(
    string Name,
    string TimeZone,
    HandoverInterval Handover,
    int TurnLength,
    string HandoverAt,
    string StartsOn,
    IReadOnlyList<long> AgentIds,
    IReadOnlyList<WorkingHoursBody> Hours,
    int? EscalateAfterMinutes,
    bool EscalatesToNext,
    IReadOnlyList<long> EscalateToRotationIds,
    IReadOnlyList<long> EscalateToAgentIds,
    int Repeats
) : RecordResponse
{
    public static OnCallRotationResponse Of(Rotation rotation) =>
        new(
            rotation.Name,
            rotation.TimeZone,
            rotation.Handover,
            rotation.TurnLength,
            TimeOfDayAttribute.Write(rotation.HandoverAt),
            DayAttribute.Write(rotation.StartsOn),
            rotation.AgentIds,
            [.. rotation.Hours.Select(WorkingHoursBody.Of)],
            rotation.EscalateAfterMinutes,
            rotation.EscalatesToNext,
            rotation.EscalateToRotationIds,
            rotation.EscalateToAgentIds,
            rotation.Repeats
        );
}
