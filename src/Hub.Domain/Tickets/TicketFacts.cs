using Hub.Domain.Events;

namespace Hub.Domain.Tickets;

/// <summary>What happens to tickets.</summary>
public static class TicketFacts
{
    public static readonly Fact Created = Fact.Of("ticket", "created");
    public static readonly Fact Updated = Fact.Of("ticket", "updated");
    public static readonly Fact StatusChanged = Fact.Of("ticket", "status_changed");
    public static readonly Fact Resolved = Fact.Of("ticket", "resolved");
    public static readonly Fact Closed = Fact.Of("ticket", "closed");
    public static readonly Fact Assigned = Fact.Of("ticket", "assigned");
    public static readonly Fact Merged = Fact.Of("ticket", "merged");
    public static readonly Fact Deleted = Fact.Of("ticket", "deleted");
    public static readonly Fact Escalated = Fact.Of("ticket", "escalated");

    public static readonly Fact Idle = Fact.Of("ticket", "idle");

    public static readonly Fact ExpectedDateApproaching = Fact.Of("expected_date", "approaching");
    public static readonly Fact ExpectedDateDueToday = Fact.Of("expected_date", "due_today");
    public static readonly Fact ExpectedDateOverdue = Fact.Of("expected_date", "overdue");

    public static readonly Fact SlaAtRisk = Fact.Of("sla", "at_risk");
    public static readonly Fact SlaBreached = Fact.Of("sla", "breached");
}

/// <summary>What happens to the replies and notes of a ticket.</summary>
public static class ReplyFacts
{
    public static readonly Fact Added = Fact.Of("reply", "added");
    public static readonly Fact NoteAdded = Fact.Of("note", "added");
    public static readonly Fact Deleted = Fact.Of("reply", "deleted");
}
