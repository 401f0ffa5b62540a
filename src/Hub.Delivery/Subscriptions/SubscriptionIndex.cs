using Hub.Delivery.Dialects;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;

namespace Hub.Delivery.Subscriptions;

/// <summary>
/// Every organization's subscriptions in memory: read when its first event comes, kept fresh by the store's watch, so
/// that matching an event and sending a delivery read nothing.
/// </summary>
public sealed class SubscriptionIndex : IDisposable
{
    private readonly IStore store;
    private readonly DialectCatalogue dialects;
    private readonly SecretKeeper secrets;
    private readonly IDisposable watch;
    private readonly IdleCache<OrganizationId, OrganizationSubscriptions> organizations;

    public SubscriptionIndex(IStore store, DialectCatalogue dialects, SecretKeeper secrets, TimeProvider time)
    {
        this.store = store;
        this.dialects = dialects;
        this.secrets = secrets;
        organizations = new(time);
        watch = store.Watch(Subscription.Document, Changed);
    }

    public ValueTask<OrganizationSubscriptions> For(OrganizationId organization, CancellationToken cancellation) =>
        organizations.TryGet(organization, out var known) && !known.IsStale
            ? new(known)
            : new(Load(organization, cancellation));

    /// <summary>Done when this knows of every subscription that was made or changed before the call, at whichever hub.</summary>
    public ValueTask CatchUp(CancellationToken cancellation) => store.CatchUp(cancellation);

    public async ValueTask<LiveSubscription?> Find(
        OrganizationId organization,
        Guid id,
        CancellationToken cancellation
    ) => (await For(organization, cancellation)).Find(id);

    /// <summary>The subscription as far as memory has it; nothing when its organization was not read yet.</summary>
    public LiveSubscription? Known(OrganizationId organization, Guid id) =>
        organizations.TryGet(organization, out var known) ? known.Find(id) : null;

    public void Dispose() => watch.Dispose();

    private void Changed(ChangedDocument document)
    {
        if (organizations.TryGet(document.Organization, out var known))
            known.MarkStale(document.Id);
    }

    private async Task<OrganizationSubscriptions> Load(OrganizationId organization, CancellationToken cancellation)
    {
        // In place before the read, so that a change during it is noticed.
        var entry = organizations.GetOrAdd(organization, static _ => new OrganizationSubscriptions());
        await entry.Refreshing.WaitAsync(cancellation);
        try
        {
            if (entry.IsLoaded)
                await Refresh(organization, entry, cancellation);
            else
                entry.Fill(await ReadAll(organization, cancellation));
            return entry;
        }
        finally
        {
            entry.Refreshing.Release();
        }
    }

    private async Task Refresh(
        OrganizationId organization,
        OrganizationSubscriptions entry,
        CancellationToken cancellation
    )
    {
        var taken = new Queue<string>(entry.TakeStale());
        try
        {
            for (; taken.TryPeek(out var id); taken.Dequeue())
                entry.Set(id, await Read(organization, id, cancellation));
            entry.Refreshed();
        }
        finally
        {
            // The store is away: what could not be read is still to be read.
            foreach (var id in taken)
                entry.MarkStale(id);
        }
    }

    private async Task<LiveSubscription?> Read(OrganizationId organization, string id, CancellationToken cancellation)
    {
        var stored = await store.Get(Subscription.Document, organization, Subscription.Partition, id, cancellation);
        return stored is null ? null : Ready(stored.Value);
    }

    private async Task<List<LiveSubscription>> ReadAll(OrganizationId organization, CancellationToken cancellation)
    {
        var all = new List<LiveSubscription>();
        var query = new Query { Partition = Subscription.Partition };
        await foreach (var stored in store.All(Subscription.Document, organization, query, cancellation))
            all.Add(Ready(stored.Value));
        return all;
    }

    private LiveSubscription Ready(Subscription subscription) =>
        new(subscription, dialects.Find(subscription.Dialect)!, secrets);
}
