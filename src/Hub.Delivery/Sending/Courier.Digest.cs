using Hub.Delivery.Deliveries;
using Hub.Delivery.Digests;
using Hub.Delivery.Events;
using Hub.Delivery.Subscriptions;
using Hub.Delivery.Telemetry;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;

namespace Hub.Delivery.Sending;

public sealed partial class Courier
{
    /// <summary>How long a lease must last for log and digest to be written under it.</summary>
    private static readonly TimeSpan TimeToWrite = TimeSpan.FromSeconds(30);

    /// <summary>A test is to be seen at once, and so is what somebody asks for again.</summary>
    private static bool IsGathered(LiveSubscription subscription, Wanted one) =>
        subscription is { Digest: not null, Format: not null }
        && !one.Delivery.IsTest
        && (one.Delivery.Attempts.Count == 0 || IsReplay(one.Message));

    /// <summary>Puts deliveries into their digests; after that their messages are done with.</summary>
    private async Task Gather(LiveSubscription subscription, IReadOnlyList<Wanted> wanted, CancellationToken abort)
    {
        if (wanted.Count == 0)
            return;
        var settings = subscription.Digest!;
        var gathered = new List<Gathered>(wanted.Count);
        foreach (var (message, delivery) in wanted)
        {
            var group =
                settings.PerRecord && await events.Get(delivery.Event, message.Message.Enclosed, abort) is { } happened
                    ? Gathered.RecordOf(happened.Event)
                    : Gathered.Everything;
            gathered.Add(new Gathered(delivery, group, message.DeliveryCount == 1 && delivery.Attempts.Count == 0));
        }
        await digests.Gather(subscription.Organization, subscription.Id, settings, gathered, abort);
        foreach (var (message, delivery) in wanted)
        {
            events.Release(delivery.Event);
            await queue.Complete(message, CancellationToken.None);
        }
    }

    /// <summary>
    /// Makes one attempt at what a subscription has gathered. Log, digest and queue are written in this order, so that whoever
    /// takes up a message that was cut short finds what there is left to do.
    /// </summary>
    private async Task DeliverDigest(LeasedMessage message, SendingLane lane, CancellationToken abort)
    {
        var sent = false;
        try
        {
            var order = DigestOrder.Read(message.Message);
            var organization = new OrganizationId(order.Organization);
            if (await digests.Take(order, abort) is not { } digest)
            {
                await queue.Complete(message, abort);
                return;
            }
            var subscription = await subscriptions.Find(organization, order.Subscription, abort);
            lane.Learn(subscription);
            var waiting = await digests.Waiting(organization, digest, abort);
            if (subscription is not { IsActive: true })
                await deliveries.Record([.. waiting.Select(static one => one.Dropped(NotActive))], abort);
            else if (subscription.Format is null)
                foreach (var one in waiting)
                    await deliveries.Reschedule(one, isReplay: false, abort);
            else if (await Happened(subscription, waiting, abort) is { Count: > 0 } told)
            {
                var parcel = await Pack(subscription, [.. told.Select(static one => one.Event)], abort);
                if (await NotYet(subscription, areReplays: false, abort) is { } until)
                {
                    await queue.RetryAt(message, until, abort);
                    return;
                }
                var at = time.GetUtcNow();
                var result = await Send(subscription, parcel!, told[0].Delivery, at, abort);
                sent = true;
                lane.Ended(result.Acknowledged);
                queue.RoomChanged();
                HubMetrics.Attempted(result.Category, subscription.Dialect.Name, result.Elapsed);
                var chance = Random.Shared.NextDouble();
                var concluded = told.ConvertAll(one =>
                    Conclusion(subscription, one.Delivery, at, result, chance, parcel!.RemarkOn(result))
                );
                await Leave(subscription, concluded.ConvertAll(static one => one.Verdict).Aggregate(Graver), at);
                // Another hub has the newer lease, and writes what came of it.
                if (await queue.Renew(message, TimeToWrite, CancellationToken.None) is not { } held)
                    return;
                message = held;
                await deliveries.Record([.. concluded.Select(static one => one.Delivery)], CancellationToken.None);
                if (concluded.Min(static one => one.Delivery.NextAttemptAt) is { } next)
                {
                    await queue.RetryAt(message, next, CancellationToken.None);
                    return;
                }
            }
            await digests.Forget(organization, digest);
            await queue.Complete(message, CancellationToken.None);
        }
        finally
        {
            if (!sent)
                lane.Released();
        }
    }

    /// <summary>The events of the deliveries; what cannot be told any more is given up.</summary>
    private async Task<List<(DeliveryRecord Delivery, CachedEvent Event)>> Happened(
        LiveSubscription subscription,
        List<DeliveryRecord> waiting,
        CancellationToken abort
    )
    {
        var told = new List<(DeliveryRecord, CachedEvent)>(waiting.Count);
        foreach (var one in waiting)
            if (await events.Get(one.Event, null, abort) is not { } happened)
                await deliveries.Record([one.GivenUp(NotKept)], abort);
            else if (subscription.Dialect.DefinitionOf(happened.Event) is null)
                await deliveries.Record([one.GivenUp(NotTold)], abort);
            else
                told.Add((one, happened));
        return told;
    }
}
