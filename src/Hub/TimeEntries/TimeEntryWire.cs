using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.TimeEntries;
using Hub.Errors;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.TimeEntries;

/// <summary>Time to log on a ticket.</summary>
/// <example>{"minutes": 45, "agent_id": 1, "billable": true, "note": "Replaced the toner."}</example>
internal sealed record CreateTimeEntry : IHasRules
{
    /// <summary>How long the work took.</summary>
    /// <example>45</example>
    [Required, Range(1, TimeEntry.MostMinutes)]
    public int? Minutes { get; init; }

    /// <summary>The agent who worked, by their id; the token's own agent when absent.</summary>
    [IdOf("agent")]
    public long? AgentId { get; init; }

    /// <summary>When the work began, at most a day ahead; now when absent.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether the customer pays for it; false when absent.</summary>
    [DefaultValue(false)]
    public bool? Billable { get; init; }

    /// <summary>What was done.</summary>
    [MaxLength(TimeEntry.LongestNote)]
    public string? Note { get; init; }

    public void Check(FieldErrors errors, DateTimeOffset now) => errors.CheckStart(StartedAt, now);

    /// <param name="agent">The caller's own.</param>
    public TimeEntry ToEntry(long id, long? agent, DateTimeOffset now) =>
        new()
        {
            Id = id,
            Minutes = Minutes!.Value,
            AgentId = AgentId ?? agent,
            StartedAt = StartedAt ?? now,
            Billable = Billable ?? false,
            Note = Note,
        };
}

/// <summary>What to change of logged time; fields that are left out stay as they are.</summary>
/// <example>{"minutes": 60}</example>
[Like(typeof(CreateTimeEntry))]
internal sealed record UpdateTimeEntry : IHasRules
{
    [CannotBeCleared]
    public Optional<int?> Minutes { get; init; }

    /// <summary>The agent who worked, by their id.</summary>
    public Optional<long?> AgentId { get; init; }

    /// <summary>When the work began, at most a day ahead.</summary>
    [CannotBeCleared]
    public Optional<DateTimeOffset?> StartedAt { get; init; }

    /// <summary>Whether the customer pays for it.</summary>
    [CannotBeCleared]
    public Optional<bool?> Billable { get; init; }

    public Optional<string?> Note { get; init; }

    public void Check(FieldErrors errors, DateTimeOffset now) => errors.CheckStart(StartedAt.Or(null), now);

    public TimeEntry ApplyTo(TimeEntry entry) =>
        entry with
        {
            Minutes = Minutes.Or(entry.Minutes)!.Value,
            AgentId = AgentId.Or(entry.AgentId),
            StartedAt = StartedAt.Or(entry.StartedAt)!.Value,
            Billable = Billable.Or(entry.Billable)!.Value,
            Note = Note.Or(entry.Note),
        };
}

/// <summary>Time that was worked on a ticket.</summary>
[Like(typeof(CreateTimeEntry))]
internal sealed record TimeEntryResponse : RecordResponse
{
    /// <summary>Its id across all systems.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The ticket that was worked on, by its number.</summary>
    public required long TicketId { get; init; }

    public required int Minutes { get; init; }

    /// <summary>The agent who worked; absent when an application logged it and named nobody.</summary>
    public long? AgentId { get; init; }

    /// <summary>When the work began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether the customer pays for it.</summary>
    public required bool Billable { get; init; }

    public string? Note { get; init; }

    public static TimeEntryResponse Of(TimeEntry entry) =>
        new()
        {
            Id = entry.Id,
            Uuid = entry.Uuid,
            TicketId = entry.TicketId,
            Minutes = entry.Minutes,
            AgentId = entry.AgentId,
            StartedAt = entry.StartedAt,
            Billable = entry.Billable,
            Note = entry.Note,
            CreatedAt = entry.CreatedAt,
            UpdatedAt = entry.UpdatedAt,
        };
}

/// <summary>What no attribute says, since it follows from the clock.</summary>
internal static class TimeEntryBounds
{
    public static void CheckStart(this FieldErrors errors, DateTimeOffset? startedAt, DateTimeOffset now)
    {
        if (startedAt > now + TimeEntry.MostAhead)
            errors.Add("started_at", "Must be at most a day ahead: time is logged when it has been worked.");
    }
}
