using Hub.Domain.Events;
using Hub.Domain.Tokens;

namespace Hub.Delivery.Dialects;

/// <summary>The 22 events that maktab publishes.</summary>
internal static class MaktabEvents
{
    public static readonly IReadOnlyList<EventDefinition> All =
    [
        new("ticket.created", Fact.TicketCreated, Scope.TicketsRead, "A ticket came in, through whatever channel."),
        new(
            "ticket.updated",
            Fact.TicketUpdated,
            Scope.TicketsRead,
            "Fields of a ticket changed; changes lists which."
        ),
        new(
            "ticket.assigned",
            Fact.TicketAssigned,
            Scope.TicketsRead,
            "A ticket was given to an agent, or to another one."
        ),
        new("ticket.resolved", Fact.TicketResolved, Scope.TicketsRead, "A ticket went to the status resolved."),
        new("ticket.closed", Fact.TicketClosed, Scope.TicketsRead, "A ticket was closed."),
        new(
            "ticket.escalated",
            Fact.TicketEscalated,
            Scope.TicketsRead,
            "A ticket missed its deadline and was escalated."
        ),
        new("ticket.merged", Fact.TicketMerged, Scope.TicketsRead, "A ticket was merged into another one."),
        new("reply.created", Fact.ReplyAdded, Scope.TicketsRead, "Somebody answered on a ticket, agent or requester."),
        new("reply.note_added", Fact.NoteAdded, Scope.TicketsRead, "An agent left an internal note on a ticket."),
        new("user.created", Fact.UserCreated, Scope.UsersRead, "An agent's account was opened."),
        new("user.deactivated", Fact.UserDeactivated, Scope.UsersRead, "An agent's account was deactivated."),
        new(
            "client.created",
            Fact.ContactCreated,
            Scope.UsersRead,
            "A person asked for help for the first time, or was added."
        ),
        new("client.company.created", Fact.CompanyCreated, Scope.UsersRead, "A client company was added."),
        new("sla.breached", Fact.SlaBreached, Scope.TicketsRead, "A ticket's deadline passed."),
        new(
            "sla.at_risk",
            Fact.SlaAtRisk,
            Scope.TicketsRead,
            "Only a fifth of the time to a ticket's deadline is left."
        ),
        new("csat.submitted", Fact.SurveyAnswered, Scope.ReportsRead, "A requester said how satisfied they are."),
        new(
            "kb.article.published",
            Fact.ArticlePublished,
            Scope.KbRead,
            "An article of the knowledge base was published."
        ),
        new("incident.created", Fact.IncidentDeclared, Scope.TicketsRead, "A major incident was declared."),
        new("incident.resolved", Fact.IncidentResolved, Scope.TicketsRead, "A major incident was declared over."),
        new("change.approved", Fact.ChangeApproved, Scope.TicketsRead, "The board approved a change request."),
        new("on_call.escalated", Fact.OnCallEscalated, Scope.TicketsRead, "An on-call alert went to the next in line."),
        new("asset.discovered", Fact.AssetDiscovered, Scope.AssetsRead, "An asset was discovered, or added by hand."),
    ];
}
