using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.Problems;
using Hub.Domain.Tickets;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.ProblemRecords;

/// <summary>A problem to create. It starts open.</summary>
/// <example>{"title": "Print server runs out of memory", "priority": "high", "impact": "high", "department_id": 2}</example>
internal sealed record CreateProblem
{
    /// <summary>What it is, in a line.</summary>
    /// <example>Print server runs out of memory</example>
    [Required, Length(1, 255)]
    public string? Title { get; init; }

    /// <summary>What is known of it, in full.</summary>
    [MaxLength(20_000)]
    public string? Description { get; init; }

    /// <summary>How soon it wants attention; medium when absent.</summary>
    [DefaultValue(TicketPriority.Medium)]
    public TicketPriority? Priority { get; init; }

    /// <summary>How much it disturbs; medium when absent.</summary>
    [DefaultValue(ProblemImpact.Medium)]
    public ProblemImpact? Impact { get; init; }

    /// <summary>What it comes from, once that is known.</summary>
    [MaxLength(20_000)]
    public string? RootCause { get; init; }

    /// <summary>How to live with it until it is resolved.</summary>
    [MaxLength(20_000)]
    public string? Workaround { get; init; }

    /// <summary>The agent who looks into it, by their id.</summary>
    [IdOf("agent")]
    public long? AssigneeId { get; init; }

    /// <summary>The department that it belongs to, by its id.</summary>
    [IdOf("department")]
    public long? DepartmentId { get; init; }

    public ProblemRecord ToProblem() =>
        new()
        {
            Title = Title!,
            Description = Description,
            Priority = Priority ?? TicketPriority.Medium,
            Impact = Impact ?? ProblemImpact.Medium,
            RootCause = RootCause,
            Workaround = Workaround,
            AssigneeId = AssigneeId,
            DepartmentId = DepartmentId,
        };
}

/// <summary>What to change of a problem; fields that are left out stay as they are.</summary>
/// <example>{"status": "known_error", "workaround": "Restart the spooler every night."}</example>
[Like(typeof(CreateProblem))]
internal sealed record UpdateProblem
{
    [CannotBeCleared]
    public Optional<string?> Title { get; init; }

    public Optional<string?> Description { get; init; }

    /// <summary>Where it stands. A closed problem stays closed; a resolved one can be closed, or investigated again.</summary>
    [CannotBeCleared]
    public Optional<ProblemStatus?> Status { get; init; }

    /// <summary>How soon it wants attention.</summary>
    [CannotBeCleared]
    public Optional<TicketPriority?> Priority { get; init; }

    /// <summary>How much it disturbs.</summary>
    [CannotBeCleared]
    public Optional<ProblemImpact?> Impact { get; init; }

    public Optional<string?> RootCause { get; init; }

    public Optional<string?> Workaround { get; init; }

    public Optional<long?> AssigneeId { get; init; }

    public Optional<long?> DepartmentId { get; init; }
}

/// <summary>The cause behind incidents.</summary>
[Like(typeof(CreateProblem))]
internal sealed record ProblemRecordResponse : RecordResponse
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Where it stands.</summary>
    public required ProblemStatus Status { get; init; }

    /// <summary>How soon it wants attention.</summary>
    public required TicketPriority Priority { get; init; }

    /// <summary>How much it disturbs.</summary>
    public required ProblemImpact Impact { get; init; }

    public string? RootCause { get; init; }

    public string? Workaround { get; init; }

    /// <summary>Whether it is a known error: found, and not done away with, or done away with since.</summary>
    public required bool IsKnownError { get; init; }

    /// <summary>Since when it is a known error; absent while it is none.</summary>
    public DateTimeOffset? KnownErrorAt { get; init; }

    public long? AssigneeId { get; init; }

    public long? DepartmentId { get; init; }

    /// <summary>How many tickets are linked to it.</summary>
    public required int IncidentCount { get; init; }

    /// <summary>When it was resolved; absent while it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When it was closed; absent while it is not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public static ProblemRecordResponse Of(ProblemRecord problem) =>
        new()
        {
            Title = problem.Title,
            Description = problem.Description,
            Status = problem.Status,
            Priority = problem.Priority,
            Impact = problem.Impact,
            RootCause = problem.RootCause,
            Workaround = problem.Workaround,
            IsKnownError = problem.KnownErrorAt is not null,
            KnownErrorAt = problem.KnownErrorAt,
            AssigneeId = problem.AssigneeId,
            DepartmentId = problem.DepartmentId,
            IncidentCount = problem.TicketIds.Count,
            ResolvedAt = problem.ResolvedAt,
            ClosedAt = problem.ClosedAt,
        };
}
