using Hub.Domain;
using Hub.Domain.Alerts;
using Hub.Domain.Attachments;
using Hub.Domain.Events;
using Hub.Domain.Shapes;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;
using Hub.Domain.Workflows;
using static Hub.Delivery.Dialects.CommonShapes;

namespace Hub.Delivery.Dialects;

/// <summary>Ticketing's payloads: one envelope, and in it the ticket, who did it, and what the event adds.</summary>
internal static class TicketingShapes
{
    private static readonly Shape<StatusMove> Resolution = new Shape<StatusMove>()
        .Text("from", "What the status was called.", move => move.From.Label)
        .Text("to", "What it is called now.", move => move.To.Label)
        .Text("targetId", "Its ID in the workflow.", move => move.To.Id)
        .Text("transitionLabel", "What the transition is called; absent where the workflow knows none.", move =>
            move.Label
        )
        .Optional()
        .Text("resolution", "How it ended; absent where nobody said.", move => move.Resolution)
        .Optional();

    private static readonly Shape<StatusMove> Move = new Shape<StatusMove>()
        .Spread(Resolution, move => move)
        .Flag("hasComment", "Whether something was said with it.", move => move.Comment is not null)
        .Text("comment", "What was said; absent when nothing.", move => move.Comment)
        .Optional()
        .Values("additionalKeys", "Values that the transition takes, by name; absent when none were given.", move =>
            move.AdditionalKeys
        )
        .Optional();

    private static readonly Shape<Reply> Comment = new Shape<Reply>()
        .Uuid("id", "The comment's ID.", reply => reply.Uuid)
        .Flag("isPrivate", "Whether only agents see it.", reply => reply.Internal)
        .Choice(
            "source",
            "Where it comes from: a person's (web), an application's (api), or written by the hub itself (system).",
            ["web", "api", "system"],
            reply =>
                reply.Author.IsAutomatic ? "system"
                : reply.Author.Kind == "token" ? "api"
                : "web"
        );

    private static readonly Shape<HubEvent> Attachment = new Shape<HubEvent>()
        .Spread(
            new Shape<Attachment>()
                .Uuid("id", "The attachment's ID.", one => one.Uuid)
                .Text("filename", "What the file, or the link, is called.", one => one.Name)
                .Text("caption", "What it shows; absent when nobody said.", one => one.Caption)
                .Optional()
                .Instant("createdDateTime", "When it was attached.", one => one.CreatedAt),
            About<Attachment>
        )
        .Uuid("createdBy", "The ID of the user who attached it.", happened =>
            TicketingUser
                .Of(
                    About<Attachment>(happened).CreatedBy,
                    happened.Names,
                    happened.Organization,
                    happened.About<Ticket>()
                )
                .Id
        )
        .Spread(
            new Shape<Attachment>()
                .Flag("isArchive", "Whether it is archived.", one => one.IsArchived)
                .Flag("isHyperlink", "Whether it is a link and not a file.", one => one.Url is not null)
                .Flag("isImage", "Whether it is a picture.", one => one.IsImage)
                .Choice(
                    "source",
                    "What it is, and whether it came with a comment.",
                    ["file", "link", "comment_file_attachment", "comment_link_attachment"],
                    one =>
                        $"{(one.ReplyId is null ? "" : "comment_")}{(one.Url is null ? "file" : "link")}{(one.ReplyId is null ? "" : "_attachment")}"
                )
                .Text("mediaType", "What sort of file it is; absent for a link.", one => one.File?.MediaType)
                .Optional()
                .Integer("size", "Its size in bytes; absent for a link.", one => one.File?.Size)
                .Optional()
                .Text("url", "Where the link leads; absent for a file.", one => one.Url, "uri")
                .Optional(),
            About<Attachment>
        );

    private static readonly Shape<HubEvent> Archived = new Shape<HubEvent>()
        .Spread(Attachment, happened => happened)
        .Text("archivedBy", "Who archived it, by name.", happened => NameOf(happened))
        .Instant("archivedAt", "When it was archived.", happened =>
            About<Attachment>(happened).ArchivedAt ?? happened.At
        );

    private static readonly Shape<HubEvent> Deleted = new Shape<HubEvent>()
        .Spread(Attachment, happened => happened)
        .Text("deletedBy", "Who deleted it, by name.", happened => NameOf(happened))
        .Instant("deletedAt", "When it was deleted.", happened => happened.At);

    private static readonly Shape<HubEvent> Target = new Shape<HubEvent>().Choice(
        "source",
        "Which deadline it is: of the first response (frt) or of the resolution (rt).",
        ["frt", "rt"],
        happened => AlertOf(happened)?.Target == SlaTargets.Resolution ? "rt" : "frt"
    );

    private static readonly Shape<HubEvent> Breached = new Shape<HubEvent>()
        .Spread(Target, happened => happened)
        .Instant("deadlineTime", "The deadline that passed.", happened => AlertOf(happened)?.DueAt)
        .Instant("detectedAt", "When the hub saw that it had.", happened => happened.At);

    private static readonly Shape<HubEvent> Escalated = new Shape<HubEvent>()
        .Spread(Target, happened => happened)
        .Instant("slaDeadline", "The deadline that had passed.", happened => AlertOf(happened)?.DueAt)
        .Instant("escalationDeadline", "When it was due to be escalated.", happened =>
            AlertOf(happened)?.EscalateAt ?? happened.At
        )
        .Instant("escalatedAt", "When it was escalated.", happened => happened.At);

    private static readonly Shape<HubEvent> Expected = new Shape<HubEvent>()
        .Choice(
            "stage",
            "Whether the date comes near, is today, or has passed.",
            ["approaching", "due_today", "overdue"],
            happened => happened.Fact.Action
        )
        .Spread(
            new Shape<TicketAlert>()
                .Day("expectedDate", "The date.", alert => alert.ExpectedDate)
                .Optional()
                .Integer("daysOverdue", "By how many days it has passed; absent while it has not.", alert =>
                    alert.DaysOverdue
                )
                .Optional(),
            TicketAlertOf
        );

    private static readonly Shape<HubEvent> Idle = new Shape<HubEvent>()
        .Choice("source", "That the ticket is idle.", ["idle"], _ => "idle")
        .Integer("daysIdle", "For how many whole days nobody has done anything.", happened =>
            TicketAlertOf(happened).DaysIdle ?? 0
        );

    public static Shape<HubEvent> Body(EventDefinition one) =>
        new Shape<HubEvent>()
            .Text("id", "The event's ID, the same however often it arrives.", happened =>
                $"evt_{Ulid.Text(happened.Id)}"
            )
            .Choice("event", "The event's name.", [one.Name], _ => one.Name)
            .Instant("timestamp", "When it happened.", happened => happened.At)
            .Choice("version", "The version of the payload's form.", ["v1"], _ => "v1")
            .Uuid(
                "tenantId",
                "The organization's tenant of Microsoft 365; where none is configured, the organization's own ID in this hub.",
                happened => happened.Tenant ?? happened.Organization.Value
            )
            .Uuid(
                "instanceId",
                "The organization's instance of ticketing: an ID that follows from the organization's, and stays.",
                happened => NamedGuid.Of(happened.Organization.Value, "ticketing")
            )
            .Object("data", "What the event is about.", DataOf(one), happened => happened);

    private static Shape<HubEvent> DataOf(EventDefinition one)
    {
        if (one == Dialect.Test)
            return Ping;
        var data = new Shape<HubEvent>()
            .Object(
                "ticket",
                "The ticket right after it, as GET /tickets/{id} shows it.",
                TicketingTicket.Ticket,
                happened => new NamedTicket(TicketOf(happened), happened.Names)
            )
            .Text("ticketUrl", "The path at which the ticket is shown.", happened =>
                TicketingTicket.UrlOf(TicketOf(happened))
            )
            .Object("user", "Who did it; the system where time did.", TicketingTicket.User, UserOf);
        return one.Facts[0] switch
        {
            var fact when fact == TicketFacts.Updated => Changed(data, TicketingChanges.General),
            var fact when fact == TicketFacts.Assigned => Changed(data, TicketingChanges.OfAssignee),
            var fact when fact == TicketFacts.StatusChanged => Changed(data, TicketingChanges.OfStatus)
                .Object("status", "How its status changed.", Move, happened => happened.Move)
                .Optional(),
            var fact when fact == TicketFacts.Resolved => data.Object(
                    "status",
                    "How it was resolved.",
                    Resolution,
                    happened => happened.Move
                )
                .Optional(),
            var fact when fact == ReplyFacts.Added => data.Object("comment", "The comment.", Comment, ReplyOf),
            var fact when fact == AttachmentFacts.Added => Attached(Attachment),
            var fact when fact == AttachmentFacts.Archived => Attached(Archived),
            var fact when fact == AttachmentFacts.Deleted => Attached(Deleted),
            var fact when fact == TicketFacts.SlaBreached => Alert(Breached),
            var fact when fact == TicketFacts.Escalated => Alert(Escalated),
            var fact when fact == TicketFacts.ExpectedDateOverdue => Alert(Expected),
            var fact when fact == TicketFacts.Idle => Alert(Idle),
            _ => data,
        };

        Shape<HubEvent> Attached(Shape<HubEvent> attachment) =>
            data.Object("attachment", "What is known of the attachment; never its content.", attachment, one => one);

        Shape<HubEvent> Alert(Shape<HubEvent> alert) =>
            data.Object("alert", "What the alert is about.", alert, one => one);
    }

    private static Shape<HubEvent> Changed(Shape<HubEvent> data, Func<HubEvent, IReadOnlyList<FieldChange>> changes) =>
        data.Objects("changes", "The fields that changed.", TicketingChanges.Change, changes);

    private static TicketingUser UserOf(HubEvent happened) =>
        TicketingUser.Of(happened.Actor, happened.Names, happened.Organization, happened.About<Ticket>());

    private static string NameOf(HubEvent happened) => UserOf(happened).Name;

    private static SlaAlert? AlertOf(HubEvent happened) => TicketOf(happened).Sla?.Alert;

    private static TicketAlert TicketAlertOf(HubEvent happened) => TicketOf(happened).Alert ?? NoAlert;

    private static readonly TicketAlert NoAlert = new();
}
