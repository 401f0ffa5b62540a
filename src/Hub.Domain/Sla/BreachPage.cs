using Hub.Domain.Tickets;

namespace Hub.Domain.Sla;

/// <summary>Whoever is on call is to be paged: a ticket missed its deadline.</summary>
/// <param name="RotationId">The rotation whose agents are paged, as the policy said then.</param>
/// <param name="Target">Which deadline: <c>first_response</c> or <c>resolution</c>.</param>
/// <param name="At">When that was decided.</param>
public sealed record BreachPage(long RotationId, string Target, DateTimeOffset At)
{
    /// <summary>Whether there is something to look at still: not of a target that was met, late as it was, or a ticket that is over.</summary>
    public static bool IsWanted(Ticket ticket, string target) =>
        ticket.MergedIntoId is null
        && ticket.Sla is { } sla
        && sla.TargetOf(target) is { MetAt: null }
        && (sla.RunningSince is not null || ticket.Status is not (TicketStatus.Resolved or TicketStatus.Closed));

    /// <summary>What tells the page of a breach from any other one: each target of a ticket is missed once.</summary>
    public static string CauseOf(long ticket, string target) => $"sla_breach:{ticket}:{target}";
}
