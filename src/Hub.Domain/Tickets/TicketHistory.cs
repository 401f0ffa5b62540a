using Hub.Domain.Events;

namespace Hub.Domain.Tickets;

/// <summary>The lines that changed fields leave in a ticket's history: status and assignee have lines of their own.</summary>
public static class TicketHistory
{
    public const string Created = "created";
    public const string Updated = "updated";
    public const string StatusChanged = "status_changed";
    public const string Assigned = "assigned";
    public const string Replied = "replied";
    public const string Noted = "noted";
    public const string ReplyDeleted = "reply_deleted";
    public const string Merged = "merged";
    public const string MergedFrom = "merged_from";
    public const string AttachmentAdded = "attachment_added";
    public const string AttachmentArchived = "attachment_archived";
    public const string AttachmentUnarchived = "attachment_unarchived";
    public const string AttachmentDeleted = "attachment_deleted";

    /// <summary>A rule could not do what it says.</summary>
    public const string RuleFailed = "rule_failed";

    /// <summary>Rules were stopped that would have gone on without end.</summary>
    public const string RuleStopped = "rule_stopped";

    public static IReadOnlyList<TimelineEntry> Of(
        IReadOnlyList<FieldChange> changes,
        Actor actor,
        DateTimeOffset now
    ) =>
        [
            .. changes
                .GroupBy(KindOf)
                .Select(kind => new TimelineEntry(Guid.CreateVersion7(now), kind.Key, actor, now, [.. kind])),
        ];

    /// <summary>Creation follows from the ticket itself: a new ticket writes one document, not two.</summary>
    public static TimelineEntry CreationOf(Ticket ticket) =>
        new(
            ticket.Uuid,
            Created,
            new Actor("contact", ticket.Requester.Id.ToString(), ticket.Requester.Name ?? ticket.Requester.Email),
            ticket.CreatedAt
        );

    private static string KindOf(FieldChange change) =>
        change.Field switch
        {
            TicketDifferences.Status or TicketDifferences.StatusId => StatusChanged,
            TicketDifferences.Assignee => Assigned,
            _ => Updated,
        };
}
