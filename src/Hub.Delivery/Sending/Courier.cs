using System.Diagnostics;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
using Hub.Delivery.Events;
using Hub.Delivery.Retries;
using Hub.Delivery.Subscriptions;
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
    KnownOrganizations organizations,
    EventSurroundings surroundings,
    IOutboundRate rate,
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

    private const string ToldOnce = "It was to be told once, and has been.";
    private const string NotKept = "The event is no longer kept.";
    private const string NotTold = "The webhook's dialect does not tell of the event.";

    internal async Task Deliver(LeasedMessage message, SendingLane lane, CancellationToken abort)
    {
        var sent = false;
        try
        {
            if (await Current(message, abort) is not { } delivery)
            {
                await queue.Complete(message, abort);
                return;
            }
            var subscription = await subscriptions.Find(delivery.Organization, delivery.Subscription, abort);
            lane.Learn(subscription?.Dialect.Batching);
            if (subscription is not { IsActive: true })
                await Settle(message, delivery.Dropped("The subscription is not active."));
            else if (await events.Get(delivery.Event, abort) is not { } happened)
                await Settle(message, delivery.GivenUp(NotKept));
            else if (await Rendered(happened, subscription.Dialect, abort) is not { } rendered)
                await Settle(message, delivery.GivenUp(NotTold));
            else if (await Held(delivery.Organization, IsReplay(message), abort) is { } until)
                await queue.RetryAt(message, until, abort);
            else
            {
                var at = time.GetUtcNow();
                var result = await Send(subscription, rendered, batch: null, delivery, at, abort);
                sent = true;
                events.Release(delivery.Event);
                lane.Ended(result.Acknowledged);
                queue.RoomChanged();
                await Conclude(message, subscription, delivery, at, result);
            }
        }
        finally
        {
            if (!sent)
                lane.Released();
        }
    }

    private async ValueTask<RenderedEvent?> Rendered(CachedEvent happened, Dialect dialect, CancellationToken abort) =>
        happened.Known(dialect) ?? happened.In(dialect, await surroundings.Around(happened.Event, dialect, abort));

    private static bool IsReplay(LeasedMessage message) => DeliveryMessageBody.IsReplay(message.Message.Lane);

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
        RenderedEvent rendered,
        IReadOnlyList<Outgoing>? batch,
        DeliveryRecord delivery,
        DateTimeOffset now,
        CancellationToken abort
    )
    {
        if (subscription is not { Secret: { } secret, Target: { } target, Headers: { } headers })
            return Unreadable;
        using var activity = HubMetrics.Activities.StartActivity("deliver");
        activity?.SetTag("hub.event", delivery.EventName).SetTag("hub.delivery", delivery.Id);
        using var request = new HttpRequestMessage(HttpMethod.Post, target);
        var dispatch = new Dispatch(
            delivery.Id,
            delivery.Attempts.Count + 1,
            now,
            secret,
            subscription.PreviousSecretAt(now),
            delivery.Refusals,
            subscription.Id
        );
        if (batch is null)
            subscription.Dialect.Compose(request, rendered, dispatch);
        else
            subscription.Dialect.Compose(request, batch, dispatch);
        // Some names belong to the content (Content-Language, Expires): the request's own headers do not take those.
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        var answered = subscription.Dialect.Judge(await client.Send(request, abort));
        var result = answered with { Snippet = subscription.WithoutEchoes(answered.Snippet) };
        activity?.SetTag("hub.outcome", result.Category).SetTag("http.response.status_code", result.StatusCode);
        if (!result.Acknowledged)
            activity?.SetStatus(ActivityStatusCode.Error, result.Problem);
        return result;
    }

    private async Task Conclude(
        LeasedMessage message,
        LiveSubscription subscription,
        DeliveryRecord delivery,
        DateTimeOffset at,
        EgressResult result
    )
    {
        HubMetrics.Attempted(result.Category, subscription.Dialect.Name, result.Elapsed);
        var (concluded, verdict) = Conclusion(subscription, delivery, at, result, Random.Shared.NextDouble());
        // The subscription first: cut short in between, it has failed all the same and the message still knows why.
        await Leave(subscription, verdict, at);
        await Settle(message, concluded);
    }

    /// <summary>The delivery after the attempt, and what follows from it.</summary>
    private (DeliveryRecord Delivery, Verdict Verdict) Conclusion(
        LiveSubscription subscription,
        DeliveryRecord delivery,
        DateTimeOffset at,
        EgressResult result,
        double chance
    )
    {
        var attempt = Attempt.Of(delivery.Attempts.Count + 1, at, result);
        var verdict = subscription.Dialect.Retries.Decide(
            delivery.Round + 1,
            result,
            time.GetUtcNow(),
            options.Value.RetryPace,
            chance
        );
        var concluded = delivery.After(attempt, verdict);
        Report(subscription, concluded, attempt, result);
        return (concluded, verdict);
    }

    private async Task Leave(LiveSubscription subscription, Verdict verdict, DateTimeOffset at)
    {
        (string Reason, Func<Subscription, Subscription> Verb)? end = verdict switch
        {
            Verdict.EndSubscription ended => (ended.Reason, one => one.End(ended.Reason, at)),
            Verdict.GiveUp { FailsSubscription: true } given => (given.Reason, one => one.Fail(given.Reason, at)),
            Verdict.Delivered when subscription.Subscription.IsOnce => (ToldOnce, one => one.End(ToldOnce, at)),
            _ => null,
        };
        if (end is not var (reason, verb))
            return;
        var place = book.PlaceOf(subscription.Subscription.Organization, subscription.Id);
        var wasActive = false;
        var written = await book.Change(
            place,
            one =>
            {
                wasActive = one.State == SubscriptionState.Active;
                return verb(one);
            },
            CancellationToken.None
        );
        // Deleted meanwhile is as good as left; overtaken without end is an outage, and the message comes again.
        if (written.Obstacle is { } obstacle)
            throw new IOException($"The subscription {subscription.Id} could not be left: {obstacle}");
        // Others that failed with it say the same; one line is enough.
        if (wasActive && verdict is not Verdict.Delivered)
            Log.SwitchedOff(logger, subscription.Id, subscription.ShownTarget, reason);
    }

    private Task<bool> Settle(LeasedMessage message, DeliveryRecord delivery) =>
        deliveries.Settle(new Settlement(message, delivery), CancellationToken.None);

    private void Report(LiveSubscription subscription, DeliveryRecord delivery, Attempt attempt, EgressResult result)
    {
        var level = result.Acknowledged ? LogLevel.Debug : LogLevel.Warning;
        if (logger.IsEnabled(level))
            Log.Attempted(
                logger,
                level,
                delivery.Id,
                delivery.EventName,
                subscription.Id,
                subscription.Dialect.Name,
                attempt.Number,
                attempt.StatusCode,
                attempt.ResponseTimeMs,
                result.Category,
                delivery.Status,
                delivery.NextAttemptAt is { } next ? $"{next:O}" : "none",
                subscription.ShownTarget,
                result.Problem ?? "no remarks"
            );
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The webhook {Subscription} at {Url} is switched off: {Reason} "
                + "Once its receiver is well, POST /api/v1/webhooks/<id>/enable switches it on again"
        )]
        public static partial void SwitchedOff(ILogger logger, Guid subscription, string url, string reason);

        [LoggerMessage(
            Message = "Delivery {Delivery} of {Event} to {Subscription} ({Dialect}), attempt {Attempt}: "
                + "{StatusCode} in {Milliseconds} ms, {Category}, now {Status}, next {NextAttemptAt}, {Url}, {Remark}"
        )]
        public static partial void Attempted(
            ILogger logger,
            LogLevel level,
            Guid delivery,
            string @event,
            Guid subscription,
            string dialect,
            int attempt,
            int? statusCode,
            int milliseconds,
            EgressCategory category,
            DeliveryStatus status,
            string nextAttemptAt,
            string url,
            string remark
        );
    }
}
