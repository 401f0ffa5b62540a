using Hub.Alerts;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Sla;

namespace Hub.Tickets;

/// <summary>What applies to which ticket as time passes.</summary>
internal sealed class TicketSchedules(SlaRules sla, AlertRules alerts)
{
    /// <summary>What applies to the ticket as it is now.</summary>
    public async ValueTask<TicketTerms> For(Ticket ticket, CancellationToken cancellation) =>
        new(await sla.For(ticket, cancellation), await alerts.For(ticket.Organization, cancellation));

    /// <summary>The same for any number of an organization's tickets, by what the store says at this moment.</summary>
    public async Task<Func<Ticket, CancellationToken, ValueTask<TicketTerms>>> ReadAnew(
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var covers = await sla.ReadAnew(organization, cancellation);
        var wanted = await alerts.Read(organization, cancellation);
        return async (ticket, cancelled) => new(await covers(ticket, cancelled), wanted);
    }
}
