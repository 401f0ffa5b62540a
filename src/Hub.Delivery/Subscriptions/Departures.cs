using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;

namespace Hub.Delivery.Subscriptions;

/// <summary>
/// Switches off what an agent who leaves has subscribed to, before anybody is told that they left: nothing more goes where they
/// wanted it, and what is switched off is there for somebody else to take over.
/// </summary>
public sealed class Departures(SubscriptionIndex subscriptions, SubscriptionStore book, IStore store, TimeProvider time)
{
    public static bool Is(HubEvent happened) =>
        happened is { OnlyFor: null } && happened.Fact == AgentFacts.Deactivated;

    public async Task Follow(HubEvent departure, CancellationToken cancellation)
    {
        if (departure.About<Agent>() is not { Uuid: var agent })
            return;
        var known = await subscriptions.For(departure.Organization, cancellation);
        foreach (var one in known.OwnedBy(agent))
            await Abandon(departure.Organization, one.Id, agent, cancellation);
    }

    /// <summary>One that was being made while its agent left may have come after their departure was followed.</summary>
    public async Task Recheck(Subscription made, CancellationToken cancellation)
    {
        if (made.Owner is not { } owner)
            return;
        var agent = await store.Get(
            PeopleDocuments.Agent,
            made.Organization,
            PeopleDocuments.Partition,
            Agent.KeyOf(owner.Uuid),
            cancellation
        );
        if (agent is not { Value: { IsActive: true } there } || there.AccessGeneration != owner.AccessGeneration)
            await Abandon(made.Organization, made.Id, owner.Uuid, cancellation);
    }

    private Task<Written<Subscription>> Abandon(
        OrganizationId organization,
        Guid id,
        Guid agent,
        CancellationToken cancellation
    ) => book.Change(book.PlaceOf(organization, id), one => one.Abandon(agent, time.GetUtcNow()), cancellation);
}
