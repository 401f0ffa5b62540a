using Hub.Domain.Events;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Dialects;

/// <summary>What more than one dialect says in the same words, as the REST API says it too.</summary>
internal static class CommonShapes
{
    /// <summary>What a ticket has beyond the published samples.</summary>
    public static readonly Shape<Ticket> FurtherTicket = new Shape<Ticket>()
        .Text("description", "What happened, in full.", ticket => ticket.Description)
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
        .Choice("channel", "How it came in.", TicketShapes.Channels, ticket => ticket.Channel.Name())
        .Values("custom_fields", "Values of your own, by name.", ticket => ticket.CustomFields)
        .Instant("updated_at", "When anything of it last changed.", ticket => ticket.UpdatedAt)
        .Instant("resolved_at", "When it was resolved; absent while it is not.", ticket => ticket.ResolvedAt)
        .Optional()
        .Instant("closed_at", "When it was closed; absent while it is not.", ticket => ticket.ClosedAt)
        .Optional()
        .Integer("parent_id", "The number of the ticket it is a subticket of; absent when none.", ticket =>
            ticket.ParentId
        )
        .Optional()
        .Integer("merged_into_id", "The number of the ticket it was merged into.", ticket => ticket.MergedIntoId)
        .Optional();

    /// <summary>The same in every attempt, delivery and repeat of the event.</summary>
    public static readonly Shape<HubEvent> Identity = new Shape<HubEvent>().Uuid(
        "event_id",
        "The event's ID, the same however often it arrives: what to remove duplicates by.",
        happened => happened.Id
    );

    /// <summary>What closes the data of every event about a ticket.</summary>
    public static readonly Shape<HubEvent> ChangesAndIdentity = new Shape<HubEvent>()
        .Objects("changes", "The fields that changed; absent when none did.", EventShapes.Change, happened =>
            happened.Changes
        )
        .Spread(Identity, happened => happened);

    public static readonly Shape<HubEvent> Ping = new Shape<HubEvent>()
        .Text("message", "That the connection works.", _ => "The connection works.")
        .Spread(Identity, happened => happened);

    public static Ticket TicketOf(HubEvent happened) => About<Ticket>(happened);

    public static Reply ReplyOf(HubEvent happened) => About<Reply>(happened);

    public static T About<T>(HubEvent happened)
        where T : class =>
        happened.About<T>()
        ?? throw new InvalidOperationException(
            $"The event {happened.Id} ({happened.Fact}) was committed without its {typeof(T).Name}."
        );
}
