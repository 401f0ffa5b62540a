using Hub.Domain.Events;
using Hub.Domain.Records;

namespace Hub.Domain.Tickets;

/// <summary>A plain record that belongs to a ticket: kept in its partition, counted by it, and gone with it.</summary>
public abstract record TicketRecord : Record
{
    /// <summary>The same across all systems.</summary>
    public Guid Uuid { get; init; }

    public long TicketId { get; init; }
}

/// <summary>What happens to such records.</summary>
public static class TicketRecords
{
    /// <summary>The record as one that the ticket has from now on.</summary>
    /// <param name="draft">With its number and what somebody said of it.</param>
    public static T BelongTo<T>(this T draft, Ticket ticket, DateTimeOffset now)
        where T : TicketRecord =>
        (T)(
            (TicketRecord)draft with
            {
                Uuid = Guid.CreateVersion7(now),
                TicketId = ticket.Id,
                CreatedAt = now,
                UpdatedAt = now,
            }
        );

    /// <summary>The fact of a record and of the ticket that it belongs to.</summary>
    public static HubEvent Tell<T>(
        this Kind<T> kind,
        Fact fact,
        T record,
        Ticket ticket,
        Actor actor,
        DateTimeOffset now
    )
        where T : TicketRecord =>
        HubEvent.Of(fact, ticket.Organization, Ticket.PartitionOf(ticket.Id), actor, now) with
        {
            Subject = kind.Of(record),
            Parent = TicketKinds.Ticket.Of(ticket),
        };
}
