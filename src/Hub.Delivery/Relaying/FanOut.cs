using Hub.Delivery.Deliveries;
using Hub.Delivery.Ports;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Events;

namespace Hub.Delivery.Relaying;

/// <summary>Matches events with subscriptions: one delivery per pair, its id following from both.</summary>
public sealed class FanOut(SubscriptionIndex subscriptions, TimeProvider time)
{
    public async ValueTask<List<DeliveryRecord>> Match(IReadOnlyList<HubEvent> events, CancellationToken cancellation)
    {
        var deliveries = new List<DeliveryRecord>(events.Count);
        var now = time.GetUtcNow();
        foreach (var happened in events)
        {
            var known = await subscriptions.For(happened.Organization, cancellation);
            foreach (var subscription in known.ListeningTo(happened.Fact))
                if (subscription.Subscription.ActiveSince <= happened.At && IsMeantFor(happened, subscription.Id))
                    if (subscription.NameOf(happened) is { } name)
                        deliveries.Add(Of(happened, subscription.Id, name, now));
        }
        return deliveries;
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

    private static bool IsMeantFor(HubEvent happened, Guid subscription) =>
        happened.OnlyFor is not { } only || only == subscription;
}
