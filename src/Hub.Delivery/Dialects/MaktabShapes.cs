using Hub.Domain.Events;
using Hub.Domain.People;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;
using static Hub.Delivery.Dialects.CommonShapes;

namespace Hub.Delivery.Dialects;

/// <summary>
/// Maktab's payloads. <c>data</c> is what the event's name begins with, under its own id and as the REST API gives it.
/// </summary>
internal static class MaktabShapes
{
    /// <summary>The published sample's fields in its order, then what the ticket has beyond them.</summary>
    private static readonly Shape<Ticket> Ticket = new Shape<Ticket>()
        .Integer("id", "The ticket's number.", ticket => ticket.Id)
        .Text("subject", "What it is about, in a line.", ticket => ticket.Subject)
        .Choice("status", "Where it stands.", TicketShapes.Statuses, ticket => ticket.Status.Name())
        .Choice("priority", "How soon it wants attention.", TicketShapes.Priorities, ticket => ticket.Priority.Name())
        .Text("requester_email", "The e-mail address of whoever asked.", ticket => ticket.Requester.Email, "email")
        .Integer("department_id", "The department it belongs to; absent when none.", ticket => ticket.DepartmentId)
        .Optional()
        .Instant("created_at", "When it was created.", ticket => ticket.CreatedAt)
        .Text("code", "Its number as people say it, as in ACME-42.", ticket => ticket.Code)
        .Uuid("uuid", "Its ID across all systems.", ticket => ticket.Uuid)
        .Text("requester_name", "The name of whoever asked; absent when unknown.", ticket => ticket.Requester.Name)
        .Optional()
        .Integer("requester_id", "The client who asked; absent for who asked before clients were kept.", ticket =>
            ticket.Requester.ContactId
        )
        .Optional()
        .Spread(FurtherTicket, ticket => ticket)
        .Object("sla", "Its policy's deadlines; absent while no policy covers it.", SlaShapes.Sla, SlaShapes.Of)
        .Optional();

    private static readonly Shape<HubEvent> TicketData = new Shape<HubEvent>()
        .Spread(Ticket, TicketOf)
        .Spread(ChangesAndIdentity, happened => happened);

    /// <summary>The event is about the reply, so <c>id</c> is the reply's; its ticket stands inside.</summary>
    private static readonly Shape<HubEvent> ReplyData = new Shape<HubEvent>()
        .Spread(
            new Shape<Reply>()
                .Integer("id", "The reply's number.", reply => reply.Id)
                .Uuid("uuid", "The reply's ID across all systems.", reply => reply.Uuid)
                .Integer("ticket_id", "The number of the ticket it belongs to.", reply => reply.TicketId)
                .Text("body", "What it says.", reply => reply.Body)
                .Flag("internal", "Whether only agents see it.", reply => reply.Internal)
                .Object("author", "Who wrote it.", EventShapes.Author, reply => reply.Author)
                .Instant("created_at", "When it was added.", reply => reply.CreatedAt),
            ReplyOf
        )
        .Object("ticket", "The ticket right after the reply.", Ticket, TicketOf)
        .Spread(Identity, happened => happened);

    private static readonly Shape<HubEvent> AgentData = new Shape<HubEvent>()
        .Spread(
            new Shape<Agent>()
                .Integer("id", "The agent's number.", agent => agent.Id)
                .Uuid("uuid", "The agent's ID across all systems.", agent => agent.Uuid)
                .Text("name", "The agent's name.", agent => agent.Name)
                .Text("email", "The agent's e-mail address.", agent => agent.Email, "email")
                .Flag("is_active", "Whether the account may be used.", agent => agent.IsActive)
                .Instant("created_at", "When the account was opened.", agent => agent.CreatedAt),
            About<Agent>
        )
        .Spread(Identity, happened => happened);

    public static Shape<HubEvent> Body(EventDefinition one) =>
        new Shape<HubEvent>()
            .Choice("event", "The event's name.", [one.Name], _ => one.Name)
            .Instant("timestamp", "When it happened.", happened => happened.At)
            .Text("delivery_id", "The delivery's ID, the same in every attempt.", _ => Maktab.Ids.Gap)
            .Object("data", "What the event is about.", DataOf(one), happened => happened);

    /// <summary>What the hub keeps no record of yet it fires no event of: then there is only the event's own id.</summary>
    private static Shape<HubEvent> DataOf(EventDefinition one) =>
        one == Dialect.Test ? Ping
        : one.Kind == TicketKinds.Ticket ? TicketData
        : one.Kind == TicketKinds.Reply ? ReplyData
        : one.Kind == PeopleKinds.Agent ? AgentData
        : one.Kind is { } kind ? OfRecord(kind)
        : Identity;

    /// <summary>A record as the hub has it.</summary>
    private static Shape<HubEvent> OfRecord(Kind kind) =>
        new Shape<HubEvent>().Spread(kind.Shown, happened => happened.Subject!).Spread(Identity, happened => happened);
}
