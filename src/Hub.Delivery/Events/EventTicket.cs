using Hub.Domain.Events;
using Hub.Domain.OnCall;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Events;

/// <summary>The ticket that an event is about, whether it is told with it or not.</summary>
public static class EventTicket
{
    /// <summary>Its number; nothing where the event is about none.</summary>
    public static long? IdOf(HubEvent happened) =>
        happened.About<Ticket>()?.Id
        ?? happened.Subject?.Value switch
        {
            TicketRecord record => record.TicketId,
            Reply reply => reply.TicketId,
            Page page => page.TicketId,
            // There is one of a ticket, by its number.
            Survey survey => survey.Id,
            _ => null,
        };
}
