using System.Runtime.CompilerServices;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Events;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Events;
using Hub.Ports.Store;

namespace Hub.Delivery.Relaying;

/// <summary>Matches events with subscriptions: one delivery per pair, its id following from both.</summary>
public sealed class FanOut(SubscriptionIndex subscriptions, Departures departures, EventCache cache, TimeProvider time)
{
    /// <summary>Deliveries at a time: one event may go to thousands of subscriptions, and each of many events to some.</summary>
    private const int AtOnce = 512;

    public async IAsyncEnumerable<IReadOnlyList<DeliveryRecord>> Match(
        IReadOnlyList<CommittedEvent> events,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var deliveries = new List<DeliveryRecord>(Math.Min(events.Count, AtOnce));
        var now = time.GetUtcNow();
        await subscriptions.CatchUp(events.Select(static one => one.Event.Organization).Distinct(), cancellation);
        foreach (var (position, happened) in events)
        {
            if (Departures.Is(happened))
                await departures.Follow(happened, cancellation);
            var known = await subscriptions.For(happened.Organization, cancellation);
            foreach (var subscription in known.ListeningTo(happened))
            {
                if (NameFor(subscription, happened, position) is not { } name)
                    continue;
                cache.Expect(happened, 1);
                deliveries.Add(Of(happened, subscription.Id, name, now));
                if (deliveries.Count < AtOnce)
                    continue;
                yield return deliveries;
                deliveries = new List<DeliveryRecord>(AtOnce);
            }
        }
        if (deliveries.Count > 0)
            yield return deliveries;
    }

    public static Guid IdOf(HubEvent happened, Guid subscription) =>
        NamedGuid.OfPair(happened.At, happened.Id, subscription);

    public static DeliveryRecord Of(HubEvent happened, Guid subscription, string name, DateTimeOffset now) =>
        new()
        {
            Id = IdOf(happened, subscription),
            Organization = happened.Organization,
            Subscription = subscription,
            Event = EventReference.Of(happened),
            EventName = name,
            CreatedAt = now,
            NextAttemptAt = now,
        };

    /// <summary>What the subscription calls the event; nothing when it is not told of it.</summary>
    private static string? NameFor(LiveSubscription subscription, HubEvent happened, long position) =>
        subscription.Subscription.IsToldFrom(position) ? subscription.NameOf(happened) : null;
}
