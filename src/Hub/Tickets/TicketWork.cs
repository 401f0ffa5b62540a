using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Records;

namespace Hub.Tickets;

/// <summary>
/// Load, decide, commit. Without <c>If-Match</c> the last write wins: whoever was overtaken decides again on what is
/// there now.
/// </summary>
internal sealed class TicketWork(IStore store, OptimisticWriter writer)
{
    public Task<Written<TicketChange>> Change(
        HttpContext http,
        OrganizationId organization,
        long id,
        Func<Ticket, Decision<TicketChange>> decide,
        CancellationToken cancellation
    ) => writer.Change(PlaceOf(http, organization, id), stored => Propose(stored, decide(stored.Value)), cancellation);

    public Task<Written<TicketChange>> Change(
        HttpContext http,
        OrganizationId organization,
        long id,
        Func<Ticket, ValueTask<Decision<TicketChange>>> decide,
        CancellationToken cancellation
    ) =>
        writer.Change(
            PlaceOf(http, organization, id),
            async stored => Propose(stored, await decide(stored.Value)),
            cancellation
        );

    /// <summary>What is not a change of the ticket alone.</summary>
    public Task<Written<T>> Change<T>(
        HttpContext http,
        OrganizationId organization,
        long id,
        Func<Stored<Ticket>, ValueTask<Proposal<T>>> propose,
        CancellationToken cancellation
    ) => writer.Change(PlaceOf(http, organization, id), propose, cancellation);

    private Place<Ticket> PlaceOf(HttpContext http, OrganizationId organization, long id) =>
        new Place<Ticket>(
            organization,
            Ticket.PartitionOf(id),
            cancellation => TicketCommits.Get(store, organization, id, cancellation),
            () => Refusal.NotFound("ticket", id)
        ).AsAskedBy(http);

    private static Proposal<TicketChange> Propose(Stored<Ticket> stored, Decision<TicketChange> decision) =>
        decision.IsRefused ? decision.Refusal
        : decision.State.HasEffect
            ? Proposal<TicketChange>.Write(
                decision.State,
                TicketCommits.Of(decision.State, stored.Version, decision.Events)
            )
        : Proposal<TicketChange>.Keep(decision.State, stored.Version);
}

internal static class TicketSetup
{
    public static void AddTickets(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<TicketWork>();
}
