using Hub.Domain.Events;
using Hub.Domain.People;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;
using Hub.Domain.TimeEntries;
using static Hub.Delivery.Dialects.CommonShapes;

namespace Hub.Delivery.Dialects;

/// <summary>Tiketti's payloads: UUIDs for ids, the requester as a contact.</summary>
internal static class TikettiShapes
{
    private static readonly Shape<Requester> Asked = new Shape<Requester>()
        .Uuid("id", "The contact's ID.", contact => contact.Id)
        .Text("name", "The contact's name, or the e-mail address when unknown.", contact =>
            contact.Name ?? contact.Email
        )
        .Text("email", "The contact's e-mail address.", contact => contact.Email, "email")
        .Integer(
            "number",
            "The contact's number, as routes take it; absent for who asked before contacts were kept.",
            contact => contact.ContactId
        )
        .Optional();

    /// <summary>The published sample's contact, then what it has beyond that.</summary>
    private static readonly Shape<HubEvent> ContactData = new Shape<HubEvent>()
        .Spread(
            new Shape<Contact>()
                .Uuid("id", "The contact's ID.", contact => contact.Uuid)
                .Text("name", "The contact's name, or the e-mail address when unknown.", contact =>
                    contact.Name ?? contact.Email
                )
                .Text("email", "The contact's e-mail address.", contact => contact.Email, "email")
                .Integer("number", "Its number, as routes take it.", contact => contact.Id)
                .Spread(ContactKind.Further, contact => contact),
            About<Contact>
        )
        .Spread(ChangesAndIdentity, happened => happened);

    private static readonly Shape<Ticket> Heading = new Shape<Ticket>()
        .Uuid("id", "The ticket's ID.", ticket => ticket.Uuid)
        .Text("code", "Its number as people say it, as in ACME-42.", ticket => ticket.Code)
        .Text("subject", "What it is about, in a line.", ticket => ticket.Subject);

    private static readonly Shape<Ticket> Numbered = new Shape<Ticket>().Integer(
        "number",
        "Its number, as routes take it.",
        ticket => ticket.Id
    );

    /// <summary>The published sample's fields in its order, then what the ticket has beyond them.</summary>
    private static readonly Shape<HubEvent> TicketData = new Shape<HubEvent>()
        .Spread(
            new Shape<Ticket>()
                .Spread(Heading, ticket => ticket)
                .Choice("status", "Where it stands.", TicketShapes.Statuses, ticket => ticket.Status.Name())
                .Choice("priority", "How soon it wants attention.", TicketShapes.Priorities, ticket =>
                    ticket.Priority.Name()
                )
                .Object("contact", "Who asked.", Asked, ticket => ticket.Requester)
                .Instant("created_at", "When it was created.", ticket => ticket.CreatedAt)
                .Spread(Numbered, ticket => ticket)
                .Integer("department_id", "The department it belongs to; absent when none.", ticket =>
                    ticket.DepartmentId
                )
                .Optional()
                .Spread(FurtherTicket, ticket => ticket),
            TicketOf
        )
        .Spread(ChangesAndIdentity, happened => happened);

    private static readonly Shape<Ticket> Parent = new Shape<Ticket>()
        .Spread(Heading, ticket => ticket)
        .Spread(Numbered, ticket => ticket);

    private static readonly Shape<HubEvent> MessageData = new Shape<HubEvent>()
        .Uuid("id", "The message's ID.", happened => ReplyOf(happened).Uuid)
        .Object("ticket", "The ticket it belongs to.", Parent, TicketOf)
        .Spread(
            new Shape<Reply>()
                .Text("body", "What it says.", reply => reply.Body)
                .Object("author", "Who wrote it.", EventShapes.Author, reply => reply.Author)
                .Instant("created_at", "When it was added.", reply => reply.CreatedAt)
                .Integer("number", "Its number, as routes take it.", reply => reply.Id),
            ReplyOf
        )
        .Spread(Identity, happened => happened);

    private static readonly Shape<HubEvent> TimeEntryData = new Shape<HubEvent>()
        .Uuid("id", "The entry's ID.", happened => About<TimeEntry>(happened).Uuid)
        .Object("ticket", "The ticket that was worked on.", Parent, TicketOf)
        .Spread(
            new Shape<TimeEntry>()
                .Integer("minutes", "How long the work took.", entry => entry.Minutes)
                .Integer("agent_id", "Who worked; absent when an application named nobody.", entry => entry.AgentId)
                .Optional()
                .Instant("started_at", "When the work began.", entry => entry.StartedAt)
                .Text("note", "What was done; absent when nobody said.", entry => entry.Note)
                .Optional()
                .Flag("billable", "Whether the customer pays for it.", entry => entry.Billable)
                .Instant("created_at", "When it was logged.", entry => entry.CreatedAt)
                .Instant("updated_at", "When it last changed.", entry => entry.UpdatedAt)
                .Integer("number", "Its number, as routes take it.", entry => entry.Id),
            About<TimeEntry>
        )
        .Spread(ChangesAndIdentity, happened => happened);

    public static Shape<HubEvent> Body(EventDefinition one) =>
        new Shape<HubEvent>()
            .Choice("event", "The event's name.", [one.Name], _ => one.Name)
            .Instant("timestamp", "When it happened.", happened => happened.At)
            .Uuid("organization_id", "The organization it happened in.", happened => happened.Organization.Value)
            .Object("data", "What the event is about.", DataOf(one), happened => happened);

    /// <summary>What the hub keeps no record of yet it fires no event of: then there is only the event's own id.</summary>
    private static Shape<HubEvent> DataOf(EventDefinition one) =>
        one == Dialect.Test ? Ping
        : one.Kind == TicketKinds.Ticket ? TicketData
        : one.Kind == TicketKinds.Reply ? MessageData
        : one.Kind == ContactKind.Kind ? ContactData
        : one.Kind == TimeEntryKinds.TimeEntry ? TimeEntryData
        : Identity;
}
