using Hub.Delivery.Deliveries;
using Hub.Delivery.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Storage.Deliveries;

/// <summary>
/// The delivery log of one engine in step with the queue of another. There is no transaction over both, so the log is
/// always written first and the queue second, and a repeat of either changes nothing: whoever did not get an answer repeats
/// the whole step. Between the two a crash leaves a message to be attempted once more, never a delivery without a message
/// that somebody was told of.
/// </summary>
/// <param name="events">What goes with the messages; nothing where no other hub delivers.</param>
internal sealed class QueuedDeliveries(IDeliveryLog log, IQueue queue, EventCache? events, TimeProvider time)
    : IDeliveryStore
{
    /// <summary>How long a lease must last for the log to be written under it.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(30);

    public async Task Schedule(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation)
    {
        if (deliveries.Count == 0)
            return;
        var recorded = await log.Add(deliveries, cancellation);
        // One that is on record without an attempt may have missed its message: the queue drops it if not.
        await Enqueue(
            [.. recorded.Where(static delivery => delivery is { Attempts.Count: 0, Status: DeliveryStatus.Pending })],
            isReplay: false,
            cancellation
        );
    }

    public async Task Reschedule(DeliveryRecord delivery, bool isReplay, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var pending = delivery with { Status = DeliveryStatus.Pending, Round = 0, NextAttemptAt = now, Reason = null };
        await log.Put(pending, cancellation);
        await Enqueue([pending], isReplay, cancellation);
    }

    public async Task<bool> Settle(Settlement settlement, CancellationToken cancellation)
    {
        var (message, delivery) = settlement;
        if (await queue.Renew(message, SettlingTime, cancellation) is not { } held)
            return false;
        if (await IsDelivered(message, delivery, cancellation))
            return await queue.Complete(held, cancellation);
        await log.Put(delivery, cancellation);
        return await SettleMessage(held, delivery, cancellation);
    }

    /// <summary>The log takes all of them together; the queue settles each message after it.</summary>
    public async Task<IReadOnlyList<bool>> Settle(IReadOnlyList<Settlement> settlements, CancellationToken cancellation)
    {
        var (held, done) = (new LeasedMessage?[settlements.Count], new bool[settlements.Count]);
        for (var index = 0; index < held.Length; index++)
        {
            var (message, delivery) = settlements[index];
            held[index] = await queue.Renew(message, SettlingTime, cancellation);
            done[index] = held[index] is not null && await IsDelivered(message, delivery, cancellation);
        }
        var logged = settlements.Where((_, index) => held[index] is not null && !done[index]);
        await log.Put([.. logged.Select(static settlement => settlement.Delivery)], cancellation);
        var settled = new bool[held.Length];
        for (var index = 0; index < held.Length; index++)
            if (held[index] is { } message)
                settled[index] = done[index]
                    ? await queue.Complete(message, cancellation)
                    : await SettleMessage(message, settlements[index].Delivery, cancellation);
        return settled;
    }

    public Task Record(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation) =>
        log.Put(deliveries, cancellation);

    public Task<DeliveryRecord?> Get(
        OrganizationId organization,
        Guid subscription,
        Guid delivery,
        CancellationToken cancellation
    ) => log.Get(organization, subscription, delivery, cancellation);

    public Task<DeliveryPage> List(
        OrganizationId organization,
        Guid subscription,
        DeliveryQuery query,
        CancellationToken cancellation
    ) => log.List(organization, subscription, query, cancellation);

    public Task<int> Purge(DateTimeOffset before, CancellationToken cancellation) => log.Purge(before, cancellation);

    private Task<bool> SettleMessage(LeasedMessage held, DeliveryRecord delivery, CancellationToken cancellation) =>
        delivery is { Status: DeliveryStatus.Retrying, NextAttemptAt: { } due }
            ? queue.RetryAt(held, due, cancellation)
            : queue.Complete(held, cancellation);

    /// <summary>
    /// A message that was leased before may be the second of an attempt that succeeded but lost its queue half: the log
    /// keeps the success.
    /// </summary>
    private async Task<bool> IsDelivered(
        LeasedMessage message,
        DeliveryRecord delivery,
        CancellationToken cancellation
    ) =>
        message.DeliveryCount > 1
        && delivery.Status is not DeliveryStatus.Success
        && await log.Get(delivery.Organization, delivery.Subscription, delivery.Id, cancellation)
            is { Status: DeliveryStatus.Success };

    /// <summary>With what this hub has at hand of the events: it may be another one that delivers them.</summary>
    private Task Enqueue(IReadOnlyList<DeliveryRecord> deliveries, bool isReplay, CancellationToken cancellation)
    {
        if (deliveries.Count == 0)
            return Task.CompletedTask;
        var messages = new List<QueueMessage>(deliveries.Count);
        foreach (var together in deliveries.GroupBy(static one => one.Event.Id))
        {
            var enclosed = events?.Enclose(together.Key, together.Count());
            messages.AddRange(together.Select(one => DeliveryMessage.Of(one, isReplay) with { Enclosed = enclosed }));
        }
        return queue.Enqueue(messages, cancellation);
    }
}
