using Hub.Domain.Events;

namespace Hub.Domain.Tickets;

public static partial class TicketVerbs
{
    /// <summary>Removes a reply or a note. A closed ticket allows it: text may have to go long after the conversation.</summary>
    public static Decision<TicketChange> DeleteReply(this Ticket ticket, Reply reply, Actor actor, DateTimeOffset now)
    {
        if (RefuseWhenMerged(ticket) is { } merged)
            return merged;

        var next = ticket.Touched(actor, now) with { ReplyCount = ticket.ReplyCount - (reply.Internal ? 0 : 1) };
        return Decision<TicketChange>.Accept(
            new TicketChange(next)
            {
                Removed = reply,
                Timeline = [Entry(TicketHistory.ReplyDeleted, actor, now) with { ReplyId = reply.Id }],
            },
            Happened(ReplyFacts.Deleted, reply, next, actor, now)
        );
    }
}
