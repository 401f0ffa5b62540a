using Hub.Domain.Changes;
using Hub.Resources;
using Hub.Wire.Bodies;

namespace Hub.Changes;

/// <summary>A change request.</summary>
[Like(typeof(CreateChange))]
internal sealed record ChangeRequestResponse : RecordResponse
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>How it comes about.</summary>
    public required ChangeType Type { get; init; }

    /// <summary>How much may go wrong.</summary>
    public required ChangeRisk Risk { get; init; }

    /// <summary>Where it stands.</summary>
    public required ChangeStatus Status { get; init; }

    public string? Reason { get; init; }

    public string? RollbackPlan { get; init; }

    public DateTimeOffset? PlannedStart { get; init; }

    /// <summary>When it is to be done.</summary>
    public DateTimeOffset? PlannedEnd { get; init; }

    public long? AssigneeId { get; init; }

    /// <summary>The agents who decide on it; any active agent when empty.</summary>
    public required IReadOnlyList<long> BoardIds { get; init; }

    /// <summary>How many approvals it takes.</summary>
    public required int Quorum { get; init; }

    /// <summary>How many agents approve of it.</summary>
    public required int Approvals { get; init; }

    /// <summary>How many agents reject it.</summary>
    public required int Rejections { get; init; }

    /// <summary>What was decided since it was last submitted, in its order.</summary>
    public required IReadOnlyList<ChangeVoteResponse> Votes { get; init; }

    /// <summary>When it was last submitted; absent of one that never was.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When the board approved or rejected it; absent while it has not.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>When it was implemented, failed or was cancelled; absent while it is not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What whoever finished it had to say.</summary>
    public string? Outcome { get; init; }

    public static ChangeRequestResponse Of(ChangeRequest change) =>
        new()
        {
            Title = change.Title,
            Description = change.Description,
            Type = change.Type,
            Risk = change.Risk,
            Status = change.Status,
            Reason = change.Reason,
            RollbackPlan = change.RollbackPlan,
            PlannedStart = change.PlannedStart,
            PlannedEnd = change.PlannedEnd,
            AssigneeId = change.AssigneeId,
            BoardIds = change.BoardIds,
            Quorum = change.Needed,
            Approvals = change.Approvals,
            Rejections = change.Rejections,
            Votes =
            [
                .. change.Votes.Select(vote => new ChangeVoteResponse(
                    vote.AgentId,
                    vote.Decision,
                    vote.Comment,
                    vote.At
                )),
            ],
            SubmittedAt = change.SubmittedAt,
            DecidedAt = change.DecidedAt,
            FinishedAt = change.FinishedAt,
            Outcome = change.Outcome,
        };
}

/// <summary>What an agent voted for.</summary>
/// <param name="AgentId">Who voted.</param>
/// <param name="Decision">What for.</param>
/// <param name="Comment">Why; absent when nothing was said.</param>
/// <param name="At">When.</param>
internal sealed record ChangeVoteResponse(long AgentId, ChangeDecision Decision, string? Comment, DateTimeOffset At);
