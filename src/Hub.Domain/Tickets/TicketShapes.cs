using System.Text.Json;
using Hub.Domain.Alerts;
using Hub.Domain.Events;
using Hub.Domain.Shapes;
using Hub.Domain.Sla;
using Hub.Domain.Workflows;

namespace Hub.Domain.Tickets;

/// <summary>Tickets and replies as the hub has them, and the vocabularies that dialects share.</summary>
public static class TicketShapes
{
    public static readonly IReadOnlyList<string> Statuses =
    [
        .. Enum.GetValues<TicketStatus>().Select(status => status.Name()),
    ];

    public static readonly IReadOnlyList<string> Priorities =
    [
        .. Enum.GetValues<TicketPriority>().Select(priority => priority.Name()),
    ];

    public static readonly IReadOnlyList<string> Channels =
    [
        .. Enum.GetValues<TicketChannel>().Select(channel => channel.Name()),
    ];

    private static readonly Dictionary<string, JsonElement> NoValues = [];

    public static readonly Shape<Ticket> Ticket = new Shape<Ticket>()
        .Integer("id", "The ticket's number.", ticket => ticket.Id)
        .Uuid("uuid", "The ticket's ID across all systems.", ticket => ticket.Uuid)
        .Text("code", "Its number as people say it, as in ACME-42.", ticket => ticket.Code)
        .Text("subject", "What it is about, in a line.", ticket => ticket.Subject)
        .Text("description", "What happened, in full.", ticket => ticket.Description)
        .Choice("status", "Where it stands.", Statuses, ticket => ticket.Status.Name())
        .Text("status_id", "The workflow's own status that it has; absent when one of the five.", ticket =>
            ticket.StatusId
        )
        .Optional()
        .Text("resolution", "How it ended; absent while nobody said.", ticket => ticket.Resolution)
        .Optional()
        .Choice("priority", "How soon it wants attention.", Priorities, ticket => ticket.Priority.Name())
        .Choice("channel", "How it came in.", Channels, ticket => ticket.Channel.Name())
        .Object(
            "requester",
            "Who asked.",
            new Shape<Requester>()
                .Uuid("id", "The requester's ID.", requester => requester.Id)
                .Text("email", "The requester's e-mail address.", requester => requester.Email, "email")
                .Text("name", "The requester's name; absent when unknown.", requester => requester.Name)
                .Optional()
                .Integer(
                    "contact_id",
                    "The contact's number; absent for who asked before there were contacts.",
                    requester => requester.ContactId
                )
                .Optional(),
            ticket => ticket.Requester
        )
        .Integer("department_id", "The department it belongs to; absent when none.", ticket => ticket.DepartmentId)
        .Optional()
        .Integer("assignee_id", "The agent it is assigned to; absent when nobody.", ticket => ticket.AssigneeId)
        .Optional()
        .Integer("classification_id", "The classification that says what it is about; absent when none.", ticket =>
            ticket.ClassificationId
        )
        .Optional()
        .Integer("queue_id", "The queue that it waits in; absent when none.", ticket => ticket.QueueId)
        .Optional()
        .Day("expected_date", "When it is expected to be done; absent when nobody said.", ticket => ticket.ExpectedDate)
        .Optional()
        .Texts("tags", "Its tags.", ticket => ticket.Tags)
        .Values("custom_fields", "Values of your own, by name.", ticket => ticket.CustomFields)
        .Integer("parent_id", "The number of the ticket it is a subticket of; absent when none.", ticket =>
            ticket.ParentId
        )
        .Optional()
        .Integer("merged_into_id", "The number of the ticket it was merged into.", ticket => ticket.MergedIntoId)
        .Optional()
        .Integers("merged_ticket_ids", "The tickets that were merged into it.", ticket => ticket.MergedTicketIds)
        .Integer("reply_count", "Public replies, without internal notes.", ticket => ticket.ReplyCount)
        .Instant("created_at", "When it was created.", ticket => ticket.CreatedAt)
        .Instant("updated_at", "When anything of it last changed.", ticket => ticket.UpdatedAt)
        .Instant("resolved_at", "When it was resolved; absent while it is not.", ticket => ticket.ResolvedAt)
        .Optional()
        .Instant("closed_at", "When it was closed; absent while it is not.", ticket => ticket.ClosedAt)
        .Optional()
        .Object("sla", "Its policy's deadlines; absent while no policy covers it.", SlaShapes.Sla, SlaShapes.Of)
        .Optional()
        .Object("alert", "What an alert is about; absent of other events.", AlertShapes.Alert, ticket => ticket.Alert)
        .Optional();

    /// <summary>How a ticket's status changed.</summary>
    public static readonly Shape<StatusMove> Move = new Shape<StatusMove>()
        .Text("from", "What the status was called.", move => move.From.Label)
        .Text("to", "What it is called now.", move => move.To.Label)
        .Text("target_id", "Its id in the workflow.", move => move.To.Id)
        .Text("transition_label", "What the way is called; absent where the workflow knows none.", move => move.Label)
        .Optional()
        .Flag("stops_sla", "Whether the clocks of its SLA stand there.", move => move.To.StopsSla)
        .Text("resolution", "How it ended; absent where nobody said.", move => move.Resolution)
        .Optional()
        .Flag("has_comment", "Whether something was said with it.", move => move.Comment is not null)
        .Text("comment", "What was said; absent when nothing.", move => move.Comment)
        .Optional()
        .Values("additional_keys", "Values that were given with it, by name.", move => move.AdditionalKeys ?? NoValues);

    public static readonly Shape<Reply> Reply = new Shape<Reply>()
        .Integer("id", "The reply's number.", reply => reply.Id)
        .Uuid("uuid", "The reply's ID across all systems.", reply => reply.Uuid)
        .Integer("ticket_id", "The number of the ticket it belongs to.", reply => reply.TicketId)
        .Text("body", "What it says.", reply => reply.Body)
        .Flag("internal", "Whether only agents see it.", reply => reply.Internal)
        .Object("author", "Who wrote it.", EventShapes.Author, reply => reply.Author)
        .Integers("attachment_ids", "The attachments that belong to it, by their numbers.", reply =>
            reply.AttachmentIds
        )
        .Instant("created_at", "When it was added.", reply => reply.CreatedAt);
}
