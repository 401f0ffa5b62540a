using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Sla;

/// <summary>A policy to create: how soon which tickets are to be answered and resolved.</summary>
/// <example>
/// {"name": "Urgent", "priorities": ["urgent"], "first_response_minutes": 30, "resolution_minutes": 240,
/// "escalate_after_minutes": 60, "raises_priority": false}
/// </example>
internal sealed record CreateSlaPolicy
{
    private const int MostMinutes = 129_600;

    /// <summary>Its name, unique in the organization whatever the case.</summary>
    /// <example>Urgent</example>
    [Required, Length(1, 100)]
    public string? Name { get; init; }

    /// <summary>Of the policies that a ticket meets the one with the lowest position is its policy; 0 when absent.</summary>
    [Range(0, 10_000), DefaultValue(0)]
    public int? Position { get; init; }

    /// <summary>Whether it covers tickets at all; true when absent.</summary>
    [DefaultValue(true)]
    public bool? IsActive { get; init; }

    /// <summary>Only tickets with one of these priorities; with any when absent or empty.</summary>
    /// <example>["urgent"]</example>
    [Length(0, 4)]
    public IReadOnlyList<TicketPriority>? Priorities { get; init; }

    /// <summary>Only tickets of one of these departments, by their ids; of any when absent or empty.</summary>
    /// <example>[]</example>
    [IdOf("department"), MaxLength(100)]
    public IReadOnlyList<long>? DepartmentIds { get; init; }

    /// <summary>Only tickets of requesters of one of these companies, by their ids; of any when absent or empty.</summary>
    /// <example>[]</example>
    [IdOf("company"), MaxLength(100)]
    public IReadOnlyList<long>? CompanyIds { get; init; }

    /// <summary>The calendar by which minutes are counted, by its id; they count at all times when absent.</summary>
    [IdOf("sla_calendar")]
    public long? CalendarId { get; init; }

    /// <summary>Minutes until an agent's first public reply; no such target when absent.</summary>
    /// <example>30</example>
    [Range(1, MostMinutes)]
    public int? FirstResponseMinutes { get; init; }

    /// <summary>Minutes until it is resolved; no such target when absent.</summary>
    /// <example>240</example>
    [Range(1, MostMinutes)]
    public int? ResolutionMinutes { get; init; }

    /// <summary>Minutes from a missed deadline to the escalation; nothing is escalated when absent.</summary>
    /// <example>60</example>
    [Range(1, MostMinutes)]
    public int? EscalateAfterMinutes { get; init; }

    /// <summary>The agent who gets an escalated ticket, by their id; it stays where it is when absent.</summary>
    [IdOf("agent")]
    public long? EscalateToId { get; init; }

    /// <summary>Whether an escalated ticket's priority goes up by one; false when absent.</summary>
    [DefaultValue(false)]
    public bool? RaisesPriority { get; init; }

    /// <summary>The on-call rotation that is paged when a deadline is missed, once for each, by its id; nobody when absent.</summary>
    [IdOf("on_call_rotation")]
    public long? PageRotationId { get; init; }

    public SlaPolicy ToPolicy() =>
        new()
        {
            Name = Name!,
            Position = Position ?? 0,
            IsActive = IsActive ?? true,
            Priorities = [.. (Priorities ?? []).Distinct()],
            DepartmentIds = [.. (DepartmentIds ?? []).Distinct()],
            CompanyIds = [.. (CompanyIds ?? []).Distinct()],
            CalendarId = CalendarId,
            FirstResponseMinutes = FirstResponseMinutes,
            ResolutionMinutes = ResolutionMinutes,
            EscalateAfterMinutes = EscalateAfterMinutes,
            EscalateToId = EscalateToId,
            RaisesPriority = RaisesPriority ?? false,
            PageRotationId = PageRotationId,
        };
}

/// <summary>What to change of a policy; fields that are left out stay as they are. Open tickets follow at once.</summary>
/// <example>{"first_response_minutes": 15}</example>
[Like(typeof(CreateSlaPolicy))]
internal sealed record UpdateSlaPolicy
{
    [CannotBeCleared]
    public Optional<string?> Name { get; init; }

    /// <summary>Of the policies that a ticket meets the one with the lowest position is its policy.</summary>
    [CannotBeCleared]
    public Optional<int?> Position { get; init; }

    /// <summary>Whether it covers tickets at all.</summary>
    [CannotBeCleared]
    public Optional<bool?> IsActive { get; init; }

    public Optional<IReadOnlyList<TicketPriority>?> Priorities { get; init; }

    public Optional<IReadOnlyList<long>?> DepartmentIds { get; init; }

    public Optional<IReadOnlyList<long>?> CompanyIds { get; init; }

    public Optional<long?> CalendarId { get; init; }

    public Optional<int?> FirstResponseMinutes { get; init; }

    public Optional<int?> ResolutionMinutes { get; init; }

    public Optional<int?> EscalateAfterMinutes { get; init; }

    public Optional<long?> EscalateToId { get; init; }

    /// <summary>Whether an escalated ticket's priority goes up by one.</summary>
    [CannotBeCleared]
    public Optional<bool?> RaisesPriority { get; init; }

    public Optional<long?> PageRotationId { get; init; }

    public SlaPolicy ApplyTo(SlaPolicy policy) =>
        policy with
        {
            Name = Name.Or(policy.Name)!,
            Position = Position.Or(policy.Position)!.Value,
            IsActive = IsActive.Or(policy.IsActive)!.Value,
            Priorities = [.. (Priorities.Or(policy.Priorities) ?? []).Distinct()],
            DepartmentIds = [.. (DepartmentIds.Or(policy.DepartmentIds) ?? []).Distinct()],
            CompanyIds = [.. (CompanyIds.Or(policy.CompanyIds) ?? []).Distinct()],
            CalendarId = CalendarId.Or(policy.CalendarId),
            FirstResponseMinutes = FirstResponseMinutes.Or(policy.FirstResponseMinutes),
            ResolutionMinutes = ResolutionMinutes.Or(policy.ResolutionMinutes),
            EscalateAfterMinutes = EscalateAfterMinutes.Or(policy.EscalateAfterMinutes),
            EscalateToId = EscalateToId.Or(policy.EscalateToId),
            RaisesPriority = RaisesPriority.Or(policy.RaisesPriority)!.Value,
            PageRotationId = PageRotationId.Or(policy.PageRotationId),
        };
}

/// <summary>How soon which tickets are to be answered and resolved.</summary>
[Like(typeof(CreateSlaPolicy))]
internal sealed record SlaPolicyResponse : RecordResponse
{
    public required string Name { get; init; }

    /// <summary>Of the policies that a ticket meets the one with the lowest position is its policy.</summary>
    public required int Position { get; init; }

    /// <summary>Whether it covers tickets at all.</summary>
    public required bool IsActive { get; init; }

    public required IReadOnlyList<TicketPriority> Priorities { get; init; }

    public required IReadOnlyList<long> DepartmentIds { get; init; }

    public required IReadOnlyList<long> CompanyIds { get; init; }

    public long? CalendarId { get; init; }

    public int? FirstResponseMinutes { get; init; }

    public int? ResolutionMinutes { get; init; }

    public int? EscalateAfterMinutes { get; init; }

    public long? EscalateToId { get; init; }

    /// <summary>Whether an escalated ticket's priority goes up by one.</summary>
    public required bool RaisesPriority { get; init; }

    public long? PageRotationId { get; init; }

    public static SlaPolicyResponse Of(SlaPolicy policy) =>
        new()
        {
            Name = policy.Name,
            Position = policy.Position,
            IsActive = policy.IsActive,
            Priorities = policy.Priorities,
            DepartmentIds = policy.DepartmentIds,
            CompanyIds = policy.CompanyIds,
            CalendarId = policy.CalendarId,
            FirstResponseMinutes = policy.FirstResponseMinutes,
            ResolutionMinutes = policy.ResolutionMinutes,
            EscalateAfterMinutes = policy.EscalateAfterMinutes,
            EscalateToId = policy.EscalateToId,
            RaisesPriority = policy.RaisesPriority,
            PageRotationId = policy.PageRotationId,
        };
}
