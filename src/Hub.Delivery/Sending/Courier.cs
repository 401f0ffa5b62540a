using System.Diagnostics;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Dialects;
using Hub.Delivery.Digests;
using Hub.Delivery.Egress;
using Hub.Delivery.Events;
using Hub.Delivery.Graph;
using Hub.Delivery.Retries;
using Hub.Delivery.Subscriptions;
using Hub.Delivery.Tallies;
using Hub.Delivery.Telemetry;
using Hub.Domain.Organizations;
using Hub.Domain.Subscriptions;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Delivery.Sending;

/// <summary>Makes one attempt at one delivery: looks up what it needs, sends once, and settles log and queue together.</summary>
public sealed partial class Courier(
    SubscriptionIndex subscriptions,
    SubscriptionStore book,
    EventCache events,
    IDeliveryStore deliveries,
    IQueue queue,
    GuardedClient client,
    GraphClient graph,
    KnownOrganizations organizations,
    Packer packer,
    DigestBook digests,
    AttemptTally tally,
    IOutboundRate rate,
    DestinationPace pace,
    IOptions<DeliveryOptions> options,
    TimeProvider time,
    ILogger<Courier> logger
)
{
    /// <summary>
    /// Nothing leaves unsigned, or without what it should carry: the delivery waits, as for a receiver that is down, for the
    /// keys or for what they do not open to be set anew.
    /// </summary>
    private static readonly EgressResult Unreadable = new(
        EgressCategory.SecretUnreadable,
        StatusCode: null,
        TimeSpan.Zero,
        Snippet: "",
        Problem: "the hub's keys do not open the webhook's secret, address or headers; set them anew, or give the hub its keys back"
    );

    /// <summary>How soon a held message is looked at again, on queues that cannot choose lanes.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);

    private const string NotActive = "The subscription is not active.";
    private const string ToldOnce = "It was to be told once, and has been.";
    private const string NotKept = "The event is no longer kept.";
    private const string NotTold = "The webhook's dialect does not tell of the event.";

    internal async Task Deliver(LeasedMessage message, SendingLane lane, CancellationToken abort)
    {
        if (DeliveryMessageBody.IsDigest(message.Message.Lane))
        {
            await DeliverDigest(message, lane, abort);
            return;
        }
        var sent = false;
        try
        {
            if (await Current(message, abort) is not { } delivery)
            {
                await queue.Complete(message, abort);
                return;
            }
            var subscription = await subscriptions.Find(delivery.Organization, delivery.Subscription, abort);
            lane.Learn(subscription);
            if (subscription is not { IsActive: true })
                await Settle(message, delivery.Dropped(NotActive));
            else if (new Wanted(message, delivery) is var wanted && IsGathered(subscription, wanted))
                await Gather(subscription, [wanted], abort);
            else if (await events.Get(delivery.Event, message.Message.Enclosed, abort) is not { } happened)
                await Settle(message, delivery.GivenUp(NotKept));
            else if (await Pack(subscription, [happened], abort) is not { } parcel)
                await Settle(message, delivery.GivenUp(NotTold));
            else if (await NotYet(subscription, IsReplay(message), abort) is { } until)
                await queue.RetryAt(message, until, abort);
            else
            {
                var at = time.GetUtcNow();
                var result = await Send(subscription, parcel, delivery, at, abort);
                sent = true;
                events.Release(delivery.Event);
                lane.Ended(result.Acknowledged);
                queue.RoomChanged();
                await Conclude(message, subscription, delivery, at, result, parcel.RemarkOn(result));
            }
        }
        finally
        {
            if (!sent)
                lane.Released();
        }
    }

    /// <summary>What a request with the events carries; nothing when the dialect does not tell of the first.</summary>
    private async ValueTask<Parcel?> Pack(
        LiveSubscription subscription,
        IReadOnlyList<CachedEvent> told,
        CancellationToken abort
    )
    {
        var parcel = await packer.Pack(subscription, told, abort);
        if (parcel is Parcel.Message { Formatted: var formatted })
            await Flag(subscription, formatted);
        return parcel;
    }

    private static bool IsReplay(LeasedMessage message) => DeliveryMessageBody.IsReplay(message.Message.Lane);

    /// <summary>When to look again, where it is not the request's turn; otherwise its turn and its place in the minute are taken.</summary>
    private async ValueTask<DateTimeOffset?> NotYet(
        LiveSubscription subscription,
        bool areReplays,
        CancellationToken abort
    ) =>
        subscription.Format is { } format && await pace.Take(format.Destination, abort) is { } turn
            ? turn
            : await Held(subscription.Organization, areReplays, abort);

    /// <summary>When to look again, where the organization is suspended or its minute is used up; otherwise one request is taken of it.</summary>
    private async ValueTask<DateTimeOffset?> Held(
        OrganizationId organization,
        bool areReplays,
        CancellationToken abort
    ) =>
        await organizations.IsSuspended(organization, abort) ? time.GetUtcNow() + Hold
        : await rate.Take(organization, areReplays, abort) ? null
        : rate.Available(organization, areReplays).Again ?? time.GetUtcNow();

    /// <summary>
    /// The delivery as the log has it; the log need not be read for what is surely a first attempt. Nothing when the
    /// message does not speak for it any more.
    /// </summary>
    private ValueTask<DeliveryRecord?> Current(LeasedMessage message, CancellationToken abort)
    {
        if (message is { DeliveryCount: 1, Message: DeliveryMessage { Delivery: { Attempts.Count: 0 } fresh } })
            return new(fresh);
        var order = DeliveryMessageBody.Of(message.Message);
        return message.DeliveryCount == 1 && order is { Attempts: 0, IsRetry: false }
            ? new(order.ToRecord())
            : new(Logged(order, abort));
    }

    private async Task<DeliveryRecord?> Logged(DeliveryMessageBody order, CancellationToken abort)
    {
        var first = order.ToRecord();
        var logged = await deliveries.Get(first.Organization, first.Subscription, first.Id, abort) ?? first;
        return logged.Wants(order) ? logged : null;
    }

    private async Task<EgressResult> Send(
        LiveSubscription subscription,
        Parcel parcel,
        DeliveryRecord delivery,
        DateTimeOffset now,
        CancellationToken abort
    )
    {
        if (subscription is not { Secret: { } secret, Address: { } address, Headers: { } headers })
            return Unreadable;
        using var activity = HubMetrics.Activities.StartActivity("deliver");
        activity?.SetTag("hub.event", delivery.EventName).SetTag("hub.delivery", delivery.Id);
        var dispatch = new Dispatch(
            delivery.Id,
            delivery.Attempts.Count + 1,
            now,
            secret,
            subscription.PreviousSecretAt(now),
            delivery.Refusals,
            subscription.Id
        );
        using var request = Packer.Request(parcel, subscription.Dialect, address, headers, dispatch);
        var came = parcel.IsForGraph ? await graph.Send(request, abort) : await client.Send(request, abort);
        var answered = parcel.Judge(came, subscription.Dialect);
        var result = answered with { Snippet = subscription.WithoutEchoes(answered.Snippet) };
        activity?.SetTag("hub.outcome", result.Category).SetTag("http.response.status_code", result.StatusCode);
        if (!result.Acknowledged)
            activity?.SetStatus(ActivityStatusCode.Error, result.Problem);
        if (subscription.Format is { Destination: var destination } && AskedToWait(result) is { } wait)
            await pace.Hold(destination, wait, CancellationToken.None);
        return result;
    }

    /// <summary>A receiver that has too much to do, or has had all that it allows for now, says so to all who send there.</summary>
    private static TimeSpan? AskedToWait(EgressResult result) =>
        result is { RetryAfter: { } wait, Category: EgressCategory.RateLimited or EgressCategory.Unacknowledged }
            ? wait < RetrySchedule.LongestRetryAfter
                ? wait
                : RetrySchedule.LongestRetryAfter
            : result.Pause;
}
