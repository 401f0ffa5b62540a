using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Records;

namespace Hub.Domain.Changes;

/// <summary>
/// What can be done to a change request: a draft is submitted, the board votes, what it approves is scheduled and then
/// implemented or failed. A rejected one may be bettered and submitted again. Nothing follows on what is finished.
/// </summary>
public static class ChangeVerbs
{
    /// <summary>Whether what it says holds together.</summary>
    public static Decision<ChangeRequest> Check(this ChangeRequest change) =>
        change.PlannedEnd < change.PlannedStart ? Invalid("planned_end", "Must not be before planned_start.")
        : change.BoardIds.Count > 0 && change.Quorum > change.BoardIds.Count
            ? Invalid("quorum", $"Must be at most {change.BoardIds.Count}: as many as there are on its board.")
        : change;

    /// <summary>
    /// What was submitted is what the board votes on, so it stays as it is from then on; who does it may change until it is
    /// done.
    /// </summary>
    public static Decision<ChangeRequest> EditTo(this ChangeRequest change, ChangeRequest next) =>
        change.Status switch
        {
            ChangeStatus.Draft or ChangeStatus.Rejected => next.Check(),
            ChangeStatus.Submitted
            or ChangeStatus.Approved
            or ChangeStatus.Scheduled when next == change with { AssigneeId = next.AssigneeId } => next,
            _ when next == change => change,
            _ => Refusal.Conflict(
                "change_fixed",
                $"Change {change.Id} is {Names<ChangeStatus>.Of(change.Status)}: what it says does not change any more."
            ),
        };

    /// <summary>Puts it to the vote; votes of before do not count.</summary>
    public static Decision<ChangeRequest> Submit(this ChangeRequest change, DateTimeOffset now) =>
        change.Status is ChangeStatus.Draft or ChangeStatus.Rejected
            ? change with
            {
                Status = ChangeStatus.Submitted,
                Votes = [],
                SubmittedAt = now,
                DecidedAt = null,
                UpdatedAt = now,
            }
            : Refuse(change, ChangeStatus.Submitted, "Drafts and rejected ones are submitted.");

    /// <summary>
    /// Counts an agent's vote. With as many approvals as it takes it is approved; with as many rejections as keep it from
    /// ever getting them it is rejected.
    /// </summary>
    public static Decision<ChangeRequest> Vote(
        this ChangeRequest change,
        ChangeVote vote,
        OrganizationId organization,
        Actor actor,
        DateTimeOffset now
    )
    {
        if (change.Votes.FirstOrDefault(one => one.AgentId == vote.AgentId) is { } before)
            return before.Decision == vote.Decision
                ? change
                : Refusal.Conflict("already_voted", $"Agent {vote.AgentId} has voted on change {change.Id} already.");
        if (change.Status != ChangeStatus.Submitted)
            return Refuse(change, ChangeStatus.Approved, "The board votes on what is submitted.");
        if (change.BoardIds.Count > 0 && !change.BoardIds.Contains(vote.AgentId))
            return new Refusal(
                RefusalKind.Forbidden,
                "not_on_board",
                $"Agent {vote.AgentId} is not on the board of change {change.Id}."
            );
        var next = change with { Votes = [.. change.Votes, vote], UpdatedAt = now };
        if (next.Approvals >= next.Needed)
        {
            next = next with { Status = ChangeStatus.Approved, DecidedAt = now };
            return Decision<ChangeRequest>.Accept(
                next,
                ChangeKinds.Change.Tell(ChangeFacts.Approved, next, organization, actor, now)
            );
        }
        return IsTurnedDown(next) ? next with { Status = ChangeStatus.Rejected, DecidedAt = now } : next;
    }

    /// <summary>Sets when it is done; once scheduled it may be put off.</summary>
    public static Decision<ChangeRequest> Schedule(
        this ChangeRequest change,
        DateTimeOffset? start,
        DateTimeOffset? end,
        DateTimeOffset now
    )
    {
        if (change.Status is not (ChangeStatus.Approved or ChangeStatus.Scheduled))
            return Refuse(change, ChangeStatus.Scheduled, "What the board has approved is scheduled.");
        var next = change with { PlannedStart = start ?? change.PlannedStart, PlannedEnd = end ?? change.PlannedEnd };
        return next.PlannedStart is null ? Invalid("planned_start", "Is not known yet; say when it begins.")
            : next.PlannedEnd is null ? Invalid("planned_end", "Is not known yet; say when it is to be done.")
            : next.Check().Then(planned => planned with { Status = ChangeStatus.Scheduled, UpdatedAt = now });
    }

    /// <summary>Says that it was done, or that it failed. An emergency need not be scheduled first.</summary>
    public static Decision<ChangeRequest> Finish(
        this ChangeRequest change,
        ChangeStatus result,
        string? outcome,
        DateTimeOffset now
    ) =>
        change.Status == ChangeStatus.Scheduled
        || (change.Status == ChangeStatus.Approved && change.Type == ChangeType.Emergency)
            ? change.End(result, outcome, now)
            : Refuse(change, result, "What is scheduled is done, and an emergency as soon as it is approved.");

    /// <summary>Gives it up, at any time before it is done.</summary>
    public static Decision<ChangeRequest> Cancel(this ChangeRequest change, string? outcome, DateTimeOffset now) =>
        change.Status is ChangeStatus.Implemented or ChangeStatus.Failed or ChangeStatus.Cancelled
            ? Refuse(change, ChangeStatus.Cancelled, "It is finished.")
            : change.End(ChangeStatus.Cancelled, outcome, now);

    /// <summary>More than half of the board is against it, or so many that those who are left are too few.</summary>
    private static bool IsTurnedDown(ChangeRequest change) =>
        change.BoardIds.Count is var board and > 0
            ? change.Rejections * 2 > board || change.Rejections > board - change.Needed
            : change.Rejections >= change.Needed;

    private static ChangeRequest End(
        this ChangeRequest change,
        ChangeStatus result,
        string? outcome,
        DateTimeOffset now
    ) => change with { Status = result, Outcome = outcome, FinishedAt = now, UpdatedAt = now };

    private static Refusal Invalid(string field, string message) =>
        Refusal.Invalid("validation_failed", message, field);

    private static Refusal Refuse(ChangeRequest change, ChangeStatus to, string why) =>
        Refusal.Conflict(
            "transition_refused",
            $"Change {change.Id} is {Names<ChangeStatus>.Of(change.Status)} and does not become "
                + $"{Names<ChangeStatus>.Of(to)}. {why}"
        );
}
