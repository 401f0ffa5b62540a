using Hub.Domain.Documents;
using Hub.Domain.Queries;

namespace Hub.Domain.Records;

/// <summary>
/// A plain record that tickets are linked to. The links are part of it: they change one after the other, and whoever reads
/// the record knows how many there are.
/// </summary>
public abstract record LinkedRecord : Record
{
    /// <summary>The tickets' numbers, ascending, each once.</summary>
    public IReadOnlyList<long> TicketIds { get; init; } = [];
}

/// <summary>How tickets come to be linked to a record, and how records are found by their tickets.</summary>
public static class TicketLinking
{
    /// <summary>So many tickets are linked to one record at most.</summary>
    public const int MostTickets = 1_000;

    private const string Tickets = "tickets";

    /// <summary>Declares that such records are found by their tickets.</summary>
    public static DocumentType<T> LinksTickets<T>(this DocumentType<T> fields)
        where T : LinkedRecord => fields.IntegerArray(Tickets, static one => one.TicketIds);

    /// <summary>Records that the ticket is linked to.</summary>
    public static Filter LinkedTo(long ticket) => Filter.HasInteger(Tickets, ticket);

    /// <summary>The record with the ticket among its own; as it is where it is among them.</summary>
    public static Decision<T> Link<T>(this T record, long ticket, DateTimeOffset now)
        where T : LinkedRecord =>
        record.TicketIds.Contains(ticket) ? record
        : record.TicketIds.Count >= MostTickets
            ? Refusal.Conflict(
                "limit_reached",
                $"{MostTickets} tickets are linked to it already, which is the limit; unlink some first."
            )
        : record.With([.. record.TicketIds.Append(ticket).Order()], now);

    /// <summary>The record without the ticket; as it is where it has none of it.</summary>
    public static Decision<T> Unlink<T>(this T record, long ticket, DateTimeOffset now)
        where T : LinkedRecord =>
        record.TicketIds.Contains(ticket)
            ? record.With([.. record.TicketIds.Where(one => one != ticket)], now)
            : record;

    private static T With<T>(this T record, IReadOnlyList<long> tickets, DateTimeOffset now)
        where T : LinkedRecord => (T)((LinkedRecord)record with { TicketIds = tickets, UpdatedAt = now });
}
