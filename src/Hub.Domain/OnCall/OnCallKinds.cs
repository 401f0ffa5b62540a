using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Domain.OnCall;

/// <summary>Rotations and pages, and what is told of pages.</summary>
public static class OnCallKinds
{
    public static readonly Kind<Rotation> Rotation = RecordKinds.Declare<Rotation>(
        "on_call_rotation",
        "on-call-rotations",
        OnCallJson.Default,
        fields =>
            fields
                .Folded("name", one => one.Name, unique: true)
                .IntegerArray("agent_ids", one => one.AgentIds.Distinct())
                .IntegerArray("escalate_to_rotation_ids", one => one.EscalateToRotationIds)
    );

    private static readonly Shape<PagedAgent> Paged = new Shape<PagedAgent>()
        .Integer("agent_id", "The agent who was paged, by their number.", one => one.AgentId)
        .Text("agent_name", "The agent's name.", one => one.Name)
        .Integer("round", "0 the first time that all in line are paged, then 1, and so on.", one => one.Round)
        .Instant("at", "When.", one => one.At);

    public static readonly Kind<Page> Page = new(
        RecordKinds.Document<Page>("on_call_page", OnCallJson.Default, fields =>
            fields
                .Text("status", one => Names<PageStatus>.Of(one.Status))
                .Text("urgency", one => Names<PageUrgency>.Of(one.Urgency))
                .Integer("rotation_id", one => one.RotationId)
                .Integer("agent_id", one => one.Current.AgentId)
                .Integer("ticket_id", one => one.TicketId)
                .Integer("incident_id", one => one.IncidentId)
                .Text("cause", one => one.Cause, unique: true)
                .Integer("open_rotation_id", one => one.Status == PageStatus.Resolved ? null : one.RotationId)
                .Index("status", "id")
                .Index("rotation_id", "id")
                .Index("open_rotation_id", "id")
        )
    )
    {
        Partition = "on-call-pages",
        ReadScope = Scope.TicketsRead,
        Happens =
        [
            new(OnCallFacts.Paged, After: Triggered) { Description = "Whoever is on call was paged." },
            new(OnCallFacts.Escalated, After: Escalated)
            {
                Description =
                    "A page went on to the next in line: nobody acknowledged it in time, or somebody sent it on.",
            },
            new(OnCallFacts.Acknowledged) { Description = "Somebody looks after what was paged for." },
            new(OnCallFacts.Resolved, After: Resolved) { Description = "What was paged for is over." },
        ],
        Shape = new Shape<Page>()
            .Integer("id", "The page's number.", page => page.Id)
            .Integer("rotation_id", "The rotation whose agents are paged, by its number.", page => page.RotationId)
            .Text("summary", "What is wrong, in a line.", page => page.Summary)
            .Text("details", "What is wrong, in full; absent when nobody said.", page => page.Details)
            .Optional()
            .Choice("urgency", "How soon somebody is to look.", Names<PageUrgency>.All, page =>
                Names<PageUrgency>.Of(page.Urgency)
            )
            .Choice("status", "Where it stands.", Names<PageStatus>.All, page => Names<PageStatus>.Of(page.Status))
            .Integer("agent_id", "The agent whom it is at, by their number.", page => page.Current.AgentId)
            .Text("agent_name", "That agent's name.", page => page.Current.Name)
            .Integer("level", "How many agents were paged in this round, that one included.", page => page.Level)
            .Integer("ticket_id", "The ticket that it is about; absent when none.", page => page.TicketId)
            .Optional()
            .Integer("incident_id", "The incident that it is about; absent when none.", page => page.IncidentId)
            .Optional()
            .Objects("paged", "Who was paged, in order.", Paged, page => page.Paged)
            .Instant("escalates_at", "When it goes on to the next; absent when it does not by itself.", page =>
                page.Timer?.At
            )
            .Optional()
            .Instant("acknowledged_at", "When it was last acknowledged; absent when it never was.", page =>
                page.AcknowledgedAt
            )
            .Optional()
            .Integer("acknowledged_by_id", "The agent who last acknowledged it; absent when nobody said.", page =>
                page.AcknowledgedById
            )
            .Optional()
            .Instant("resolved_at", "When it was resolved; absent while it is not.", page => page.ResolvedAt)
            .Optional()
            .Text("resolution", "How it was resolved; absent when nobody said.", page => page.Resolution)
            .Optional()
            .Instant("created_at", "When it was sent.", page => page.CreatedAt)
            .Instant("updated_at", "When anything of it last changed.", page => page.UpdatedAt),
        Sample = new Page
        {
            Id = 31,
            RotationId = 2,
            Summary = "E-mail is down",
            Details = "Nobody in Berlin can send or receive.",
            Status = PageStatus.Acknowledged,
            TicketId = 1847,
            IncidentId = 9,
            Paged = [new PagedAgent(12, "Alva Lind", 0, Samples.At)],
            AcknowledgedAt = Samples.At,
            AcknowledgedById = 12,
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        },
    };

    private static Page Triggered(Page page) =>
        page with
        {
            Status = PageStatus.Triggered,
            AcknowledgedAt = null,
            AcknowledgedById = null,
            Timer = new EscalationTimer(Guid.Empty, Samples.At.AddMinutes(10)),
        };

    /// <summary>By hand, from whoever had acknowledged it.</summary>
    private static Page Escalated(Page page) =>
        Triggered(page) with
        {
            Paged =
            [
                new PagedAgent(7, "Bo Ek", 0, Samples.At.AddMinutes(-10)),
                new PagedAgent(12, "Alva Lind", 0, Samples.At),
            ],
            AcknowledgedAt = Samples.At.AddMinutes(-8),
            AcknowledgedById = 7,
            CreatedAt = Samples.At.AddMinutes(-10),
        };

    private static Page Resolved(Page page) =>
        page with
        {
            Status = PageStatus.Resolved,
            Resolution = "The mail gateway was restarted.",
            ResolvedAt = Samples.At,
        };
}

/// <summary>What happens to pages.</summary>
public static class OnCallFacts
{
    public static readonly Fact Paged = Fact.Of("on_call", "paged");
    public static readonly Fact Escalated = Fact.Of("on_call", "escalated");
    public static readonly Fact Acknowledged = Fact.Of("on_call", "acknowledged");
    public static readonly Fact Resolved = Fact.Of("on_call", "resolved");
}
