using Hub.Delivery.Deliveries;
using Hub.Delivery.Egress;
using Hub.Delivery.Retries;
using Hub.Delivery.Subscriptions;
using Hub.Delivery.Telemetry;
using Hub.Domain.Subscriptions;
using Hub.Ports.Queue;
using Microsoft.Extensions.Logging;

namespace Hub.Delivery.Sending;

/// <summary>What follows from an attempt, for the delivery and for its subscription.</summary>
public sealed partial class Courier
{
    /// <summary>How long a subscription says at least that its template failed.</summary>
    private static readonly TimeSpan FlagsStand = TimeSpan.FromMinutes(1);

    private async Task Conclude(
        LeasedMessage message,
        LiveSubscription subscription,
        DeliveryRecord delivery,
        DateTimeOffset at,
        EgressResult result,
        string? remark
    )
    {
        HubMetrics.Attempted(result.Category, subscription.Dialect.Name, result.Elapsed);
        var (concluded, verdict) = Conclusion(subscription, delivery, at, result, Random.Shared.NextDouble(), remark);
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
        double chance,
        string? remark
    )
    {
        var attempt = Attempt.Of(delivery.Attempts.Count + 1, at, result, remark);
        tally.Add(subscription, at, result.Acknowledged);
        var verdict = AdviceOn(result, subscription) is { } advice
            ? new Verdict.GiveUp(advice, FailsSubscription: true)
            : subscription.Dialect.Retries.Decide(
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

    /// <summary>What the owner must do before the target takes anything again.</summary>
    private static string? AdviceOn(EgressResult result, LiveSubscription subscription) =>
        result.Acknowledged ? null : subscription.Format?.Target.Advice(result);

    /// <summary>
    /// The subscription says that its template fails, from the first time on, and that it does no more once it has made a
    /// message of the same event again: never for a moment, so that one which fails now and then costs no write each time.
    /// </summary>
    private async ValueTask Flag(LiveSubscription subscription, Formatted formatted)
    {
        var (known, now) = (subscription.TemplateFault, time.GetUtcNow());
        Func<Subscription, Subscription>? verb = null;
        if (formatted.Problem is { } problem && known is null)
        {
            var place = problem.Line > 0 ? (problem.Line, problem.Column) : default((int?, int?));
            var fault = new TemplateFault(problem.Message, place.Item1, place.Item2, formatted.Type, now);
            verb = one => one.Flag(fault);
        }
        else if (formatted.UsedOwn && known?.Event == formatted.Type && now - known.At >= FlagsStand)
            verb = one => one.Unflag(known);
        if (verb is not null)
            await book.Change(book.PlaceOf(subscription.Organization, subscription.Id), verb, CancellationToken.None);
    }

    private async Task Leave(LiveSubscription subscription, Verdict verdict, DateTimeOffset at)
    {
        (string Reason, Func<Subscription, Subscription> Verb)? end = verdict switch
        {
            Verdict.EndSubscription ended => (ended.Reason, one => one.End(ended.Reason, at)),
            Verdict.GiveUp { FailsSubscription: true } given => (given.Reason, one => one.Fail(given.Reason, at)),
            Verdict.Delivered when subscription.IsOnce => (ToldOnce, one => one.End(ToldOnce, at)),
            _ => null,
        };
        if (end is not var (reason, verb))
            return;
        var place = book.PlaceOf(subscription.Organization, subscription.Id);
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
            Log.SwitchedOff(logger, subscription.Id, subscription.ShownAddress, reason);
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
                subscription.ShownAddress,
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
