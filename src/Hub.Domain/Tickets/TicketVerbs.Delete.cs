using Hub.Domain.Events;

namespace Hub.Domain.Tickets;

public static partial class TicketVerbs
{
    /// <summary>Removes a ticket whatever its state; the event carries its last one.</summary>
    public static Decision<Ticket> Delete(this Ticket ticket, Actor actor, DateTimeOffset now) =>
        Decision<Ticket>.Accept(ticket, Happened(TicketFacts.Deleted, ticket, actor, now));
}
