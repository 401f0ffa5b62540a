using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Domain.Changes;

/// <summary>Change requests, and what is told of them.</summary>
public static class ChangeKinds
{
    private static readonly Shape<ChangeVote> Vote = new Shape<ChangeVote>()
        .Integer("agent_id", "Who voted.", vote => vote.AgentId)
        .Choice("decision", "What for.", Names<ChangeDecision>.All, vote => Names<ChangeDecision>.Of(vote.Decision))
        .Text("comment", "Why; absent when nothing was said.", vote => vote.Comment)
        .Optional()
        .Instant("at", "When.", vote => vote.At);

    public static readonly Kind<ChangeRequest> Change = new(
        RecordKinds.Document<ChangeRequest>("change", ChangeJson.Default, fields =>
            fields
                .Text("status", one => Names<ChangeStatus>.Of(one.Status))
                .Text("risk", one => Names<ChangeRisk>.Of(one.Risk))
                .Text("type", one => Names<ChangeType>.Of(one.Type))
                .Integer("assignee_id", one => one.AssigneeId)
                .Instant("planned_start", one => one.PlannedStart)
                .Folded("text", one => $"{one.Title}\n{one.Description}\n{one.Reason}")
                .Index("status", "id")
                .Index("assignee_id", "id")
        )
    )
    {
        Partition = "changes",
        ReadScope = Scope.TicketsRead,
        Happens = [new(ChangeFacts.Approved) { Description = "The board approved a change request." }],
        Shape = new Shape<ChangeRequest>()
            .Integer("id", "The change's number.", change => change.Id)
            .Text("title", "What is to be done, in a line.", change => change.Title)
            .Text("description", "What is to be done, in full; absent when nobody said.", change => change.Description)
            .Optional()
            .Choice("type", "How it comes about.", Names<ChangeType>.All, change => Names<ChangeType>.Of(change.Type))
            .Choice("risk", "How much may go wrong.", Names<ChangeRisk>.All, change =>
                Names<ChangeRisk>.Of(change.Risk)
            )
            .Choice("status", "Where it stands.", Names<ChangeStatus>.All, change =>
                Names<ChangeStatus>.Of(change.Status)
            )
            .Text("reason", "Why it is to be done; absent when nobody said.", change => change.Reason)
            .Optional()
            .Text("rollback_plan", "How it is undone; absent when nobody said.", change => change.RollbackPlan)
            .Optional()
            .Instant("planned_start", "When it is to begin; absent while nobody knows.", change => change.PlannedStart)
            .Optional()
            .Instant("planned_end", "When it is to be done; absent while nobody knows.", change => change.PlannedEnd)
            .Optional()
            .Integer("assignee_id", "The agent who does it; absent when nobody does yet.", change => change.AssigneeId)
            .Optional()
            .Integer("quorum", "How many approvals it takes.", change => change.Needed)
            .Objects("votes", "What the board's agents voted for; absent before the first vote.", Vote, change =>
                change.Votes
            )
            .Instant("decided_at", "When the board decided; absent while it has not.", change => change.DecidedAt)
            .Optional()
            .Instant("created_at", "When it was created.", change => change.CreatedAt)
            .Instant("updated_at", "When anything of it last changed.", change => change.UpdatedAt),
        Sample = new ChangeRequest
        {
            Id = 87,
            Title = "Replace the core switch",
            Description = "The switch in the basement goes out of support.",
            Type = ChangeType.Normal,
            Risk = ChangeRisk.High,
            Status = ChangeStatus.Approved,
            Reason = "Out of support in July.",
            RollbackPlan = "The old switch stays in the rack for a week.",
            PlannedStart = Samples.At.AddDays(7),
            PlannedEnd = Samples.At.AddDays(7).AddHours(4),
            AssigneeId = 12,
            Quorum = 1,
            Votes = [new ChangeVote(12, ChangeDecision.Approve, "On a Sunday only.", Samples.At)],
            SubmittedAt = Samples.At,
            DecidedAt = Samples.At,
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        },
    };
}

/// <summary>What happens to change requests.</summary>
public static class ChangeFacts
{
    public static readonly Fact Approved = Fact.Of("change", "approved");
}
