using Hub.Assignment;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Wire;

namespace Hub.Tickets.Subtickets;

/// <summary>
/// Tickets below tickets. A subticket names its parent, from its creation on and for as long as that is there: so there are no
/// circles, and nothing but the subticket is written.
/// </summary>
internal sealed class SubticketBook(
    IStore store,
    OptimisticWriter writer,
    RecordLimits limits,
    RuleTriggers rules,
    TimeProvider clock
)
{
    private static readonly RecordLimit Limit = new("subtickets of the ticket", static most =>
        most.SubticketsPerTicket
    );

    public static Filter Of(long parent) => Filter.Equal("parent_id", FieldValue.Integer(parent));

    /// <summary>Why the ticket takes no further subticket; nothing when it does, or is not there.</summary>
    public async Task<Refusal?> WhyNoMore(OrganizationId organization, long parent, CancellationToken cancellation)
    {
        if (await TicketCommits.Get(store, organization, parent, cancellation) is not { Value: var ticket })
            return Refusal.NotFound("ticket", parent);
        var above = 0;
        for (var next = ticket.ParentId; next is { } id && above < TicketBounds.DeepestSubticket; above++)
            next = (await TicketCommits.Get(store, organization, id, cancellation))?.Value.ParentId;
        return ticket.RefuseSubticket(above)
            ?? await limits.Check(
                Limit,
                TicketDocuments.Ticket,
                organization,
                new Query { Filter = Of(parent) },
                cancellation
            );
    }

    /// <summary>Makes the subtickets of a deleted ticket tickets of their own. May be done any number of times.</summary>
    public async Task Detach(OrganizationId organization, long parent, CancellationToken cancellation)
    {
        var below = new Query { Filter = Of(parent) };
        await foreach (var ticket in store.All(TicketDocuments.Ticket, organization, below, cancellation))
            await writer.Change(
                TicketCommits.PlaceOf(store, organization, ticket.Value.Id),
                stored =>
                    rules.Follow(
                        TicketCommits.Propose(stored, stored.Value.DetachFrom(parent, Actor.System, clock.Now())),
                        cancellation
                    ),
                cancellation
            );
    }
}
