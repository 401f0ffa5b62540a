using Hub.Delivery.Deliveries;
using Hub.Delivery.Dialects;
using Hub.Delivery.Retries;
using Hub.Delivery.Subscriptions;
using Hub.Delivery.Telemetry;
using Hub.Ports.Queue;

namespace Hub.Delivery.Sending;

public sealed partial class Courier
{
    /// <summary>A delivery that goes out with others, and the message that asked for it.</summary>
    private readonly record struct Wanted(LeasedMessage Message, DeliveryRecord Delivery);

    /// <summary>
    /// Makes one attempt at deliveries of one subscription, in one request: what it comes to, it comes to for all of them.
    /// </summary>
    internal async Task Deliver(IReadOnlyList<LeasedMessage> messages, SendingLane lane, CancellationToken abort)
    {
        var sent = false;
        try
        {
            var wanted = await StillWanted(messages, abort);
            if (wanted.Count == 0)
                return;
            var (organization, id) = (wanted[0].Delivery.Organization, wanted[0].Delivery.Subscription);
            var subscription = await subscriptions.Find(organization, id, abort);
            lane.Learn(subscription);
            if (subscription is not { IsActive: true })
            {
                await Settle(wanted, static delivery => delivery.Dropped(NotActive));
                return;
            }
            if (subscription.Format is not null || subscription.Dialect.Batching is null)
            {
                await GatherOrDeliver(subscription, wanted, lane, abort);
                return;
            }
            var (batch, outgoing) = await Render(subscription.Dialect, wanted, abort);
            if (batch.Count == 0)
                return;
            if (await Held(organization, batch.All(static one => IsReplay(one.Message)), abort) is { } until)
            {
                foreach (var one in batch)
                    await queue.RetryAt(one.Message, until, abort);
                return;
            }
            var at = time.GetUtcNow();
            var result = await Send(subscription, new Parcel.List(outgoing), batch[0].Delivery, at, abort);
            sent = true;
            foreach (var one in batch)
                events.Release(one.Delivery.Event);
            lane.Ended(result.Acknowledged);
            queue.RoomChanged();
            HubMetrics.Attempted(result.Category, subscription.Dialect.Name, result.Elapsed);
            // One throw of the dice: those that failed together are due together.
            var chance = Random.Shared.NextDouble();
            Verdict? verdict = null;
            var settlements = new List<Settlement>(batch.Count);
            foreach (var (message, delivery) in batch)
            {
                var (concluded, follows) = Conclusion(subscription, delivery, at, result, chance, remark: null);
                verdict = Graver(verdict, follows);
                settlements.Add(new Settlement(message, concluded));
            }
            await Leave(subscription, verdict!, at);
            await deliveries.Settle(settlements, CancellationToken.None);
        }
        finally
        {
            if (!sent)
                lane.Released();
        }
    }

    /// <summary>For a subscription that sends no lists, or none any more: what is not gathered goes out alone.</summary>
    private async Task GatherOrDeliver(
        LiveSubscription subscription,
        List<Wanted> wanted,
        SendingLane lane,
        CancellationToken abort
    )
    {
        var alone = wanted.FindAll(one => !IsGathered(subscription, one));
        await Gather(subscription, wanted.FindAll(one => IsGathered(subscription, one)), abort);
        await Task.WhenAll(
            alone.Select(one =>
            {
                lane.Started();
                return Deliver(one.Message, lane, abort);
            })
        );
    }

    /// <summary>
    /// The deliveries that their messages still speak for, in the order of their events: the queue keeps none among those that are
    /// due again together. The other messages are done with.
    /// </summary>
    private async Task<List<Wanted>> StillWanted(IReadOnlyList<LeasedMessage> messages, CancellationToken abort)
    {
        var wanted = new List<Wanted>(messages.Count);
        foreach (var message in messages)
            if (await Current(message, abort) is { } delivery)
                wanted.Add(new Wanted(message, delivery));
            else
                await queue.Complete(message, abort);
        wanted.Sort(static (one, other) => one.Delivery.Event.Id.CompareTo(other.Delivery.Event.Id));
        return wanted;
    }

    /// <summary>What there is to send; what cannot be sent any more is given up.</summary>
    private async Task<(List<Wanted> Batch, List<Outgoing> Outgoing)> Render(
        Dialect dialect,
        List<Wanted> wanted,
        CancellationToken abort
    )
    {
        var (batch, outgoing) = (new List<Wanted>(wanted.Count), new List<Outgoing>(wanted.Count));
        foreach (var one in wanted)
            if (await events.Get(one.Delivery.Event, one.Message.Message.Enclosed, abort) is not { } happened)
                await Settle(one.Message, one.Delivery.GivenUp(NotKept));
            else if (await packer.Render(happened, dialect, abort) is not { } rendered)
                await Settle(one.Message, one.Delivery.GivenUp(NotTold));
            else
            {
                batch.Add(one);
                outgoing.Add(
                    new Outgoing(rendered, dialect.NamesSubscription ? one.Delivery.Subscription : one.Delivery.Id)
                );
            }
        return (batch, outgoing);
    }

    private Task<IReadOnlyList<bool>> Settle(List<Wanted> wanted, Func<DeliveryRecord, DeliveryRecord> verb) =>
        deliveries.Settle(
            [.. wanted.Select(one => new Settlement(one.Message, verb(one.Delivery)))],
            CancellationToken.None
        );

    /// <summary>What the subscription hears of: that it is over, or else that a delivery was given up.</summary>
    private static Verdict Graver(Verdict? one, Verdict other) =>
        one is Verdict.EndSubscription or Verdict.GiveUp { FailsSubscription: true } ? one : other;
}
