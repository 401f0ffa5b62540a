using Hub.Delivery.Dialects;
using Hub.Delivery.Secrets;
using Hub.Delivery.SettingAside;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;
using Microsoft.Extensions.Options;

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
    private readonly ReceiverKeeper receivers;
    private readonly SetAside setAside;
    private readonly long most;
    private readonly IDisposable watch;
    private readonly IdleCache<OrganizationId, OrganizationSubscriptions> organizations;

    public SubscriptionIndex(
        IStore store,
        DialectCatalogue dialects,
        SecretKeeper secrets,
        ReceiverKeeper receivers,
        SetAside setAside,
        IOptions<DeliveryOptions> options,
        TimeProvider time
    )
    {
        this.setAside = setAside;
        most = options.Value.SubscriptionMemory * 1024L * 1024L;
        this.store = store;
        this.dialects = dialects;
        this.secrets = secrets;
        this.receivers = receivers;
        organizations = new(time);
        watch = store.Watch(Subscription.Document, Changed);
    }

    public ValueTask<OrganizationSubscriptions> For(OrganizationId organization, CancellationToken cancellation) =>
        organizations.TryGet(organization, out var known) && !known.IsStale
            ? new(known)
            : new(Load(organization, cancellation));

    /// <summary>One that is not there or not active may have come or been enabled at another hub: that is asked for first.</summary>
    public async ValueTask<LiveSubscription?> Find(OrganizationId organization, Guid id, CancellationToken cancellation)
    {
        if (await FindKnown(organization, id, cancellation) is { IsActive: true } active)
            return active;
        await CatchUp(organization, cancellation);
        return await FindKnown(organization, id, cancellation);
    }

    /// <summary>Whatever hub answered that a subscription was made, changed or deleted before the call: it holds here too.</summary>
    public Task CatchUp(IEnumerable<OrganizationId> organizations, CancellationToken cancellation) =>
        Task.WhenAll(organizations.Select(one => CatchUp(one, cancellation).AsTask()));

    /// <summary>The subscription as far as memory has it; nothing when its organization was not read yet.</summary>
    public LiveSubscription? Known(OrganizationId organization, Guid id) =>
        organizations.TryGet(organization, out var known) ? known.Find(id) : null;

    public void Dispose() => watch.Dispose();

    /// <summary>An organization that was not read yet will be, as it is then.</summary>
    private ValueTask CatchUp(OrganizationId organization, CancellationToken cancellation) =>
        organizations.TryGet(organization, out _)
            ? store.CatchUp(Subscription.Document, organization, Subscription.Partition, cancellation)
            : ValueTask.CompletedTask;

    private async ValueTask<LiveSubscription?> FindKnown(
        OrganizationId organization,
        Guid id,
        CancellationToken cancellation
    )
    {
        var known = await For(organization, cancellation);
        // What does not fit is read each time: what was queued for it before still goes out.
        return known.Find(id) ?? (known.IsOverfull ? await Read(organization, $"{id}", cancellation) : null);
    }

    private void Changed(ChangedDocument document)
    {
        if (organizations.TryGet(document.Organization, out var known))
            known.MarkStale(document.Id);
    }

    private async Task<OrganizationSubscriptions> Load(OrganizationId organization, CancellationToken cancellation)
    {
        // In place before the read, so that a change during it is noticed.
        var entry = organizations.GetOrAdd(organization, static (_, most) => new OrganizationSubscriptions(most), most);
        await entry.Refreshing.WaitAsync(cancellation);
        try
        {
            if (entry.IsLoaded)
                await Refresh(organization, entry, cancellation);
            else
                await Fill(organization, entry, cancellation);
            if (entry.IsOverfull)
                setAside.Note(
                    organization,
                    SetAsideSorts.Subscriptions,
                    Subscription.Partition,
                    new TooManyException()
                );
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
        return stored is null ? null : TryMakeReady(stored.Value);
    }

    /// <summary>The oldest first, as long as there is room; those behind are not even read.</summary>
    private async Task Fill(
        OrganizationId organization,
        OrganizationSubscriptions entry,
        CancellationToken cancellation
    )
    {
        var (all, room) = (new List<LiveSubscription>(), most);
        var query = new Query { Partition = Subscription.Partition, Sort = [new Sort("created_at")] };
        await foreach (var stored in store.All(Subscription.Document, organization, query, cancellation))
        {
            if (TryMakeReady(stored.Value) is not { } ready)
                continue;
            all.Add(ready);
            if ((room -= ready.Weight) < 0)
                break;
        }
        entry.Fill(all);
    }

    /// <summary>One that cannot be made ready is told of nothing, and keeps no other from being told.</summary>
    private LiveSubscription? TryMakeReady(Subscription subscription)
    {
        try
        {
            return dialects.Find(subscription.Dialect) is { } dialect
                ? new LiveSubscription(subscription, dialect, secrets, receivers)
                : throw new NotSupportedException($"The hub has no dialect {subscription.Dialect}.");
        }
        catch (Exception problem) when (problem is not IOException)
        {
            var place = $"{Subscription.Partition}/{subscription.Id}";
            setAside.Note(subscription.Organization, SetAsideSorts.Document, place, problem);
            return null;
        }
    }

    private sealed class TooManyException()
        : Exception("The webhooks do not fit into the memory that Delivery:SubscriptionMemory allows an organization.");
}
