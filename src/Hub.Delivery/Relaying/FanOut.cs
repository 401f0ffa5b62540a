using System.Runtime.CompilerServices;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Events;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Microsoft.Extensions.Options;

namespace Hub.Delivery.Relaying;

/// <summary>
/// Matches events with subscriptions: one delivery per pair, its id following from both. An organization has a turn of so
/// many deliveries; what its events ask for beyond that is left for later.
/// </summary>
public sealed class FanOut(
    SubscriptionIndex subscriptions,
    Departures departures,
    EventCache cache,
    IOptions<DeliveryOptions> options,
    TimeProvider time
)
{
    /// <summary>Deliveries at a time: one event may go to thousands of subscriptions, and each of many events to some.</summary>
    public const int AtOnce = 512;

    /// <summary>The deliveries of a turn of each organization's, a handful at a time, and with the last of them what is left.</summary>
    public async IAsyncEnumerable<FannedOut> Match(
        IReadOnlyList<CommittedEvent> events,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var handful = new List<DeliveryRecord>(Math.Min(events.Count, AtOnce));
        var later = new List<QueueMessage>();
        var turns = new Dictionary<OrganizationId, int>();
        var now = time.GetUtcNow();
        await subscriptions.CatchUp(events.Select(static one => one.Event.Organization).Distinct(), cancellation);
        foreach (var committed in events)
        {
            var happened = committed.Event;
            if (Departures.Is(happened))
                await departures.Follow(happened, cancellation);
            var known = await subscriptions.For(happened.Organization, cancellation);
            var left = turns.GetValueOrDefault(happened.Organization, options.Value.FanOutTurn);
            var (told, rest) = Matching.Of(known, committed, left, after: default);
            turns[happened.Organization] = left - told.Count;
            if (rest is { } reached)
                later.Add(FanOutStep.Of(committed, reached).Message(now));
            if (told.Count > 0)
                cache.Expect(happened, told.Count);
            foreach (var (subscription, name) in told)
            {
                handful.Add(Of(happened, subscription, name, now));
                if (handful.Count < AtOnce)
                    continue;
                yield return new(handful, []);
                handful = new List<DeliveryRecord>(AtOnce);
            }
        }
        if (handful.Count > 0 || later.Count > 0)
            yield return new(handful, later);
    }

    /// <summary>Another turn of an event's deliveries, to subscriptions after the one that was reached.</summary>
    public async Task<FannedOut> Continue(CommittedEvent committed, Guid after, CancellationToken cancellation)
    {
        var (happened, now) = (committed.Event, time.GetUtcNow());
        await subscriptions.CatchUp([happened.Organization], cancellation);
        var known = await subscriptions.For(happened.Organization, cancellation);
        var (told, rest) = Matching.Of(known, committed, options.Value.FanOutTurn, after);
        if (told.Count > 0)
            cache.Expect(happened, told.Count);
        return new(
            [.. told.Select(one => Of(happened, one.Subscription, one.Name, now))],
            rest is { } reached ? [FanOutStep.Of(committed, reached).Message(now)] : []
        );
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
}

/// <summary>Deliveries to be made, and messages that have the others made.</summary>
public sealed record FannedOut(IReadOnlyList<DeliveryRecord> Deliveries, IReadOnlyList<QueueMessage> Later);
