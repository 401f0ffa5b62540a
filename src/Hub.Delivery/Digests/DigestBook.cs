using Hub.Delivery.Deliveries;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Delivery.Digests;

/// <summary>
/// The digests of subscriptions: what is gathered stands in the store before the queue forgets it, each delivery in one
/// digest, whatever hub gathers it and wherever one is cut short.
/// </summary>
public sealed class DigestBook(IStore store, OptimisticWriter writer, IDeliveryStore deliveries, TimeProvider time)
{
    /// <summary>
    /// Puts deliveries into the open digest of their group, and closes those that are full; a repeat changes nothing. Durable
    /// when it returns.
    /// </summary>
    public async Task Gather(
        OrganizationId organization,
        Guid subscription,
        SubscriptionDigest settings,
        IReadOnlyList<Gathered> gathered,
        CancellationToken cancellation
    )
    {
        foreach (var group in gathered.GroupBy(static one => one.Group))
        {
            var written = await writer.Write<bool>(
                organization,
                Digest.PartitionOf(subscription),
                async cancellation =>
                {
                    var open = await Get(
                        organization,
                        subscription,
                        Digest.OpenId(subscription, group.Key),
                        cancellation
                    );
                    var fresh = await NotGathered(organization, subscription, [.. group], open?.Value, cancellation);
                    return fresh.Count == 0
                        ? Proposal<bool>.Keep(true)
                        : await Commit(
                            true,
                            Add(organization, subscription, group.Key, settings, open, fresh),
                            cancellation
                        );
                },
                cancellation
            );
            if (written.Obstacle is { } obstacle)
                throw new IOException($"A digest of the subscription {subscription} could not be written: {obstacle}");
        }
    }

    /// <summary>The digest that a message is to send, closed; nothing where it is another message's, or done with.</summary>
    public async Task<Digest?> Take(DigestOrder order, CancellationToken cancellation)
    {
        var (organization, subscription) = (new OrganizationId(order.Organization), order.Subscription);
        var written = await writer.Write<Digest?>(
            organization,
            Digest.PartitionOf(subscription),
            async cancellation =>
            {
                var id = DigestOrder.ClosedId(order.Digest);
                if (await Get(organization, subscription, id, cancellation) is { Value: var closed })
                    return Proposal<Digest?>.Keep(closed.IsFull == order.IsFull ? closed : null);
                var openId = Digest.OpenId(subscription, order.Group);
                if (await Get(organization, subscription, openId, cancellation) is not { } open)
                    return Proposal<Digest?>.Keep(null);
                if (open.Value.Id != order.Digest)
                    return Proposal<Digest?>.Keep(null);
                var closing = new Commit(organization, open.Partition)
                {
                    Changes =
                    [
                        new Put<Digest>(Digest.Document, id, open.Value, Expected.Absent),
                        new Delete(Digest.Document, openId, Expected.At(open.Version)),
                    ],
                };
                return await Commit<Digest?>(open.Value, closing, cancellation);
            },
            cancellation
        );
        return written.Obstacle is { } obstacle
            ? throw new IOException($"The digest {order.Digest} could not be closed: {obstacle}")
            : written.Value;
    }

    /// <summary>The deliveries of a closed digest that still want an attempt, as the log has them, in the order of their events.</summary>
    public async Task<List<DeliveryRecord>> Waiting(
        OrganizationId organization,
        Digest digest,
        CancellationToken cancellation
    )
    {
        var waiting = new List<DeliveryRecord>(digest.Members.Count);
        foreach (var one in digest.Members)
        {
            var logged = await deliveries.Get(organization, digest.Subscription, one.Delivery, cancellation);
            var delivery = logged ?? one.ToRecord(organization, digest.Subscription);
            if (delivery.Status is DeliveryStatus.Pending or DeliveryStatus.Retrying)
                waiting.Add(delivery);
        }
        waiting.Sort(static (one, other) => one.Event.Id.CompareTo(other.Event.Id));
        return waiting;
    }

    /// <summary>The log says what became of all its deliveries.</summary>
    public Task Forget(OrganizationId organization, Digest digest) =>
        store.Commit(
            new Commit(organization, Digest.PartitionOf(digest.Subscription))
            {
                Changes = [new Delete(Digest.Document, digest.ClosedId, Expected.Anything)],
            },
            CancellationToken.None
        );

    /// <summary>Somebody who was quicker has begun or closed the same digest: the next look tells.</summary>
    private async ValueTask<Proposal<T>> Commit<T>(T value, Commit commit, CancellationToken cancellation) =>
        await store.Commit(commit, cancellation) switch
        {
            CommitResult.Done => Proposal<T>.Keep(value),
            CommitResult.Exists exists => Proposal<T>.Blocked(new CommitResult.Stale(exists.Type, exists.Id)),
            var result => Proposal<T>.Blocked(result),
        };

    private ValueTask<Stored<Digest>?> Get(
        OrganizationId organization,
        Guid subscription,
        string id,
        CancellationToken cancellation
    ) => store.Get(Digest.Document, organization, Digest.PartitionOf(subscription), id, cancellation);

    /// <summary>
    /// Those that are in no digest and wait for one. Asked in this order: the open digest, those that are closed, the log. What
    /// was in the first and is no more is in the second, and what was there and is no more has an attempt in the log.
    /// </summary>
    private async Task<IReadOnlyList<DeliveryRecord>> NotGathered(
        OrganizationId organization,
        Guid subscription,
        IReadOnlyList<Gathered> wanted,
        Digest? open,
        CancellationToken cancellation
    )
    {
        if (wanted.All(static one => one.IsFresh))
            return [.. wanted.Select(static one => one.Delivery)];
        var known = new HashSet<Guid>((open?.Members ?? []).Select(static one => one.Delivery));
        var query = new Query { Partition = Digest.PartitionOf(subscription) };
        await foreach (var stored in store.All(Digest.Document, organization, query, cancellation))
            known.UnionWith(stored.Value.Members.Select(static one => one.Delivery));
        var found = new List<DeliveryRecord>(wanted.Count);
        foreach (var (delivery, _, isFresh) in wanted)
            if (!known.Contains(delivery.Id) && (isFresh || await IsPending(delivery, cancellation)))
                found.Add(delivery);
        return found;
    }

    private async Task<bool> IsPending(DeliveryRecord delivery, CancellationToken cancellation) =>
        await deliveries.Get(delivery.Organization, delivery.Subscription, delivery.Id, cancellation)
            is null
                or { Status: DeliveryStatus.Pending };

    /// <summary>The commit that adds them. A digest that is begun sets its own timer, one that is full is sent at once.</summary>
    private Commit Add(
        OrganizationId organization,
        Guid subscription,
        string group,
        SubscriptionDigest settings,
        Stored<Digest>? stored,
        IReadOnlyList<DeliveryRecord> fresh
    )
    {
        var now = time.GetUtcNow();
        var (changes, timers) = (new List<Change>(), new List<QueueMessage>());
        var (open, isBegun) = (stored?.Value ?? Begin(), stored is null);
        open = open with { Members = [.. open.Members, .. fresh.Select(DigestMember.Of)] };
        while (open.Members.Count >= settings.Events)
        {
            var full = open with { IsFull = true, Members = [.. open.Members.Take(settings.Events)] };
            changes.Add(new Put<Digest>(Digest.Document, full.ClosedId, full, Expected.Absent));
            timers.Add(DigestOrder.Message(organization, full, now));
            (open, isBegun) = (Begin() with { Members = [.. open.Members.Skip(settings.Events)] }, true);
        }
        var id = Digest.OpenId(subscription, group);
        var expected = stored is null ? Expected.Absent : Expected.At(stored.Version);
        if (open.Members.Count > 0)
        {
            changes.Insert(0, new Put<Digest>(Digest.Document, id, open, expected));
            if (isBegun)
                timers.Add(DigestOrder.Message(organization, open, open.Due));
        }
        else if (stored is not null)
            changes.Insert(0, new Delete(Digest.Document, id, expected));
        return new Commit(organization, Digest.PartitionOf(subscription)) { Changes = changes, Timers = timers };

        Digest Begin() =>
            new()
            {
                Id = Guid.CreateVersion7(now),
                Subscription = subscription,
                Group = group,
                Due = now.AddMinutes(settings.Minutes),
                Members = [],
            };
    }
}
