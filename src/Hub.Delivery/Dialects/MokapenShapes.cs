using Hub.Domain.Shapes;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Dialects;

/// <summary>Mokapen's payloads, where they are not the records as the hub has them.</summary>
internal static class MokapenShapes
{
    /// <summary>A ticket with its requester beside its own fields, flat as mokapen's other records are.</summary>
    public static readonly Shape<Ticket> Ticket = new Shape<Ticket>()
        .Integer("id", "Its number, as routes take it.", ticket => ticket.Id)
        .Text("code", "Its number as people say it, as in ACME-42.", ticket => ticket.Code)
        .Text("subject", "What it is about, in a line.", ticket => ticket.Subject)
        .Choice("status", "Where it stands.", TicketShapes.Statuses, ticket => ticket.Status.Name())
        .Choice("priority", "How soon it wants attention.", TicketShapes.Priorities, ticket => ticket.Priority.Name())
        .Text("requester_email", "Who asked, by e-mail address.", ticket => ticket.Requester.Email, "email")
        .Integer("contact_id", "The contact who asked; absent for who asked before contacts were kept.", ticket =>
            ticket.Requester.ContactId
        )
        .Optional()
        .Integer("department_id", "The department it belongs to; absent when none.", ticket => ticket.DepartmentId)
        .Optional()
        .Instant("created_at", "When it was created.", ticket => ticket.CreatedAt)
        .Spread(CommonShapes.FurtherTicket, ticket => ticket);
}
