using Hub.Domain.Alerts;
using Hub.Domain.Sla;

namespace Hub.Domain.Tickets;

/// <summary>A timer that is set for a ticket: a message of the queue, due at the time.</summary>
public sealed record TicketTimer(Guid Id, DateTimeOffset At)
{
    /// <summary>
    /// The timer of the ticket as it has become, of all the moments that are to come the earliest. It stays where the time
    /// stays: a change that moves nothing sets no other one. It also stays where nothing but somebody's doing puts off when the
    /// ticket is idle: it goes off early then, and is set anew, so that not every reply costs a message.
    /// </summary>
    public static TicketTimer? Of(Ticket ticket, DateTimeOffset now)
    {
        var idle = ticket.Idle?.At;
        var at = Earlier(Earlier(ticket.Sla?.NextAt, ticket.Expected?.NextAt), idle);
        return at == ticket.Timer?.At || (at is not null && at == idle && ticket.Timer?.At < at) ? ticket.Timer
            : at is { } time ? new TicketTimer(Guid.CreateVersion7(now), time)
            : null;
    }

    internal static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;
}

/// <summary>What applies to a ticket as time passes: its SLA, and what its organization wants to be told beside it.</summary>
public sealed record TicketTerms(SlaTerms Sla, AlertTerms Alerts);
