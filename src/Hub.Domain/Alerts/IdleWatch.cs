using Hub.Domain.Tickets;

namespace Hub.Domain.Alerts;

/// <summary>When a ticket will have been left alone for too long.</summary>
/// <param name="Since">When somebody first wanted to know: what was left alone before counts from then on.</param>
public sealed record IdleWatch(DateTimeOffset Since)
{
    /// <summary>From when on the ticket is left alone.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Absent where its status says that it may be left alone, and once it was told.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Until somebody does something it is not told again.</summary>
    public bool IsTold { get; init; }

    /// <summary>The watch of the ticket as it has become; none where nobody wants to know.</summary>
    public static IdleWatch? Follow(IdleWatch? watch, Ticket ticket, AlertTerms terms, DateTimeOffset now)
    {
        if (terms.Settings.IdleHours is not { } hours)
            return null;
        var next = watch ?? new IdleWatch(now);
        var from = ticket.LastActiveAt > next.Since ? ticket.LastActiveAt : next.Since;
        var isTold = next.IsTold && next.From == from;
        return next with
        {
            From = from,
            IsTold = isTold,
            At =
                !isTold && terms.Settings.IdleStatuses.Contains(ticket.Status)
                    ? terms.IdleTime.Add(from, TimeSpan.FromHours(hours))
                    : null,
        };
    }
}
