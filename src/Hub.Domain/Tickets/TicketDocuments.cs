using Hub.Domain.Documents;
using Hub.Domain.Json;
using Hub.Domain.TicketFields;

namespace Hub.Domain.Tickets;

/// <summary>What a store knows of tickets. A ticket, its replies and its history share one partition.</summary>
public static class TicketDocuments
{
    public const string Counter = "ticket";

    public const string ReplyCounter = "reply";

    public static readonly DocumentType<Ticket> Ticket = new DocumentType<Ticket>("ticket", static () =>
        DomainJson.Default.Ticket
    )
        .Integer("id", ticket => ticket.Id)
        .Text("status", ticket => ticket.Status.Name())
        .Text("status_id", ticket => ticket.StatusId)
        .Integer("priority", ticket => (long)ticket.Priority)
        .Integer("department_id", ticket => ticket.DepartmentId)
        .Integer("assignee_id", ticket => ticket.AssigneeId)
        .Integer("classification_id", ticket => ticket.ClassificationId)
        .Integer("queue_id", ticket => ticket.QueueId)
        .Integer("parent_id", ticket => ticket.ParentId)
        .Integer("requester_id", ticket => ticket.Requester.ContactId)
        .Folded("requester_email", ticket => ticket.Requester.Email)
        .Folded("text", ticket => $"{ticket.Code}\n{ticket.Subject}\n{ticket.Description}")
        .Instant("created_at", ticket => ticket.CreatedAt)
        .Instant("updated_at", ticket => ticket.UpdatedAt)
        .Instant("expected_date", ticket => Midnight(ticket.ExpectedDate))
        .Flag("sla_breached", ticket => ticket.Sla is { PolicyId: not null } sla ? sla.IsBreached : null)
        .Instant("sla_due_at", ticket => ticket.Sla?.NextDueAt)
        .FoldedArray("tags", ticket => ticket.Tags)
        .Array(CustomFieldValues.List, CustomFieldValues.Elements, ticket =>
            CustomFieldValues.Found(ticket.CustomFields)
        )
        .Searched(
            ("code", ticket => ticket.Code),
            ("subject", ticket => ticket.Subject),
            ("requester_name", ticket => ticket.Requester.Name),
            ("requester_email", ticket => ticket.Requester.Email),
            ("tags", ticket => string.Join(' ', ticket.Tags)),
            ("description", ticket => ticket.Description)
        )
        .Index("id")
        .Index("created_at")
        .Index("updated_at")
        .Index("expected_date")
        .Index("status", "id")
        .SparseIndex("status_id", "id")
        .SparseIndex("assignee_id", "id")
        .SparseIndex("department_id", "id")
        .SparseIndex("classification_id", "id")
        .SparseIndex("queue_id", "id")
        .SparseIndex("parent_id", "id")
        .Index("requester_id", "id")
        .Index("requester_email", "id");

    public static readonly DocumentType<Reply> Reply = new DocumentType<Reply>("reply", static () =>
        DomainJson.Default.Reply
    ).Integer("id", reply => reply.Id);

    public static readonly DocumentType<TimelineEntry> Timeline = new DocumentType<TimelineEntry>(
        "timeline",
        static () => DomainJson.Default.TimelineEntry
    ).Instant("at", entry => entry.At);

    /// <summary>Days compare and sort as their midnights do, whatever the time zone.</summary>
    private static DateTimeOffset? Midnight(DateOnly? day) =>
        day is { } date ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
