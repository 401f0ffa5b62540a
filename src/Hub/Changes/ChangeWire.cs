using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.Changes;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Changes;

/// <summary>A change to request. It starts as a draft.</summary>
/// <example>
/// {"title": "Replace the core switch", "type": "normal", "risk": "high", "reason": "Out of support in July.",
/// "planned_start": "2026-06-07T06:00:00Z", "planned_end": "2026-06-07T10:00:00Z", "quorum": 1}
/// </example>
internal sealed record CreateChange
{
    /// <summary>What is to be done, in a line.</summary>
    /// <example>Replace the core switch</example>
    [Required, Length(1, 255)]
    public string? Title { get; init; }

    /// <summary>What is to be done, in full.</summary>
    [MaxLength(20_000)]
    public string? Description { get; init; }

    /// <summary>How it comes about; normal when absent.</summary>
    [DefaultValue(ChangeType.Normal)]
    public ChangeType? Type { get; init; }

    /// <summary>How much may go wrong; medium when absent.</summary>
    [DefaultValue(ChangeRisk.Medium)]
    public ChangeRisk? Risk { get; init; }

    /// <summary>Why it is to be done.</summary>
    [MaxLength(20_000)]
    public string? Reason { get; init; }

    /// <summary>How it is undone when it goes wrong.</summary>
    [MaxLength(20_000)]
    public string? RollbackPlan { get; init; }

    /// <summary>When it is to begin.</summary>
    public DateTimeOffset? PlannedStart { get; init; }

    /// <summary>When it is to be done; not before it begins.</summary>
    public DateTimeOffset? PlannedEnd { get; init; }

    /// <summary>The agent who does it, by their id.</summary>
    [IdOf("agent")]
    public long? AssigneeId { get; init; }

    /// <summary>The agents who decide on it, by their ids; any active agent when absent or empty.</summary>
    /// <example>[]</example>
    [IdOf("agent"), MaxLength(50)]
    public IReadOnlyList<long>? BoardIds { get; init; }

    /// <summary>How many approvals it takes; when absent more than half of its board, or two where it has none.</summary>
    [Range(1, 50)]
    public int? Quorum { get; init; }

    public ChangeRequest ToChange() =>
        new()
        {
            Title = Title!,
            Description = Description,
            Type = Type ?? ChangeType.Normal,
            Risk = Risk ?? ChangeRisk.Medium,
            Reason = Reason,
            RollbackPlan = RollbackPlan,
            PlannedStart = PlannedStart,
            PlannedEnd = PlannedEnd,
            AssigneeId = AssigneeId,
            BoardIds = [.. (BoardIds ?? []).Distinct()],
            Quorum = Quorum,
        };
}

/// <summary>
/// What to change of a change request; fields that are left out stay as they are. From when it is submitted only its assignee
/// changes.
/// </summary>
/// <example>{"risk": "medium", "rollback_plan": "The old switch stays in the rack for a week."}</example>
[Like(typeof(CreateChange))]
internal sealed record UpdateChange
{
    [CannotBeCleared]
    public Optional<string?> Title { get; init; }

    public Optional<string?> Description { get; init; }

    /// <summary>How it comes about.</summary>
    [CannotBeCleared]
    public Optional<ChangeType?> Type { get; init; }

    /// <summary>How much may go wrong.</summary>
    [CannotBeCleared]
    public Optional<ChangeRisk?> Risk { get; init; }

    public Optional<string?> Reason { get; init; }

    public Optional<string?> RollbackPlan { get; init; }

    public Optional<DateTimeOffset?> PlannedStart { get; init; }

    public Optional<DateTimeOffset?> PlannedEnd { get; init; }

    public Optional<long?> AssigneeId { get; init; }

    public Optional<IReadOnlyList<long>?> BoardIds { get; init; }

    public Optional<int?> Quorum { get; init; }

    public ChangeRequest ApplyTo(ChangeRequest change) =>
        change with
        {
            Title = Title.Or(change.Title)!,
            Description = Description.Or(change.Description),
            Type = Type.Or(change.Type)!.Value,
            Risk = Risk.Or(change.Risk)!.Value,
            Reason = Reason.Or(change.Reason),
            RollbackPlan = RollbackPlan.Or(change.RollbackPlan),
            PlannedStart = PlannedStart.Or(change.PlannedStart),
            PlannedEnd = PlannedEnd.Or(change.PlannedEnd),
            AssigneeId = AssigneeId.Or(change.AssigneeId),
            BoardIds = Board(change.BoardIds),
            Quorum = Quorum.Or(change.Quorum),
        };

    private IReadOnlyList<long> Board(IReadOnlyList<long> before)
    {
        IReadOnlyList<long> board = [.. (BoardIds.Or(before) ?? []).Distinct()];
        return board.SequenceEqual(before) ? before : board;
    }
}

/// <summary>A vote on a change.</summary>
/// <example>{"decision": "approve", "agent_id": 1, "comment": "On a Sunday only."}</example>
internal sealed record VoteOnChange
{
    /// <summary>What for.</summary>
    [Required]
    public ChangeDecision? Decision { get; init; }

    /// <summary>Why.</summary>
    [MaxLength(2_000)]
    public string? Comment { get; init; }

    /// <summary>
    /// The agent who votes, by their id. An agent's token votes for that agent alone and need not say; one of the organization
    /// says for whom.
    /// </summary>
    [IdOf("agent")]
    public long? AgentId { get; init; }
}

/// <summary>When a change is done; when absent, as it was planned.</summary>
/// <example>{"planned_start": "2026-06-07T06:00:00Z", "planned_end": "2026-06-07T10:00:00Z"}</example>
[MayBeEmpty, Like(typeof(CreateChange))]
internal sealed record ScheduleChange
{
    public DateTimeOffset? PlannedStart { get; init; }

    public DateTimeOffset? PlannedEnd { get; init; }
}

/// <summary>What there is to say of a change that is finished.</summary>
/// <example>{"comment": "Done in two hours."}</example>
[MayBeEmpty]
internal sealed record FinishChange
{
    /// <summary>How it went, or why it was given up.</summary>
    [MaxLength(5_000)]
    public string? Comment { get; init; }
}
