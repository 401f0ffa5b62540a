using Hub.Delivery.Dialects;
using Hub.Delivery.Relaying;
using Hub.Domain;
using Hub.Domain.Events;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Webhooks;

/// <summary>Events for one webhook alone, because somebody wants to see what its receiver does with them.</summary>
internal static class TestEvents
{
    /// <summary>Queues the sample of an event, whether the webhook is told of such events or not.</summary>
    /// <param name="name">As the webhook's dialect calls it.</param>
    public static async Task<(QueuedDeliveryResponse? Queued, Refused? Refused)> Pretend(
        string name,
        Subscription subscription,
        WebhookWork work
    )
    {
        var dialect = work.Rules.Find(subscription.Dialect)!;
        if ((name == Dialect.TestPing ? Dialect.Test : dialect.Find(name)) is not { } definition)
            return (null, Unknown(name, dialect));
        if (work.Authority.CheckEvent(subscription, name, work.Caller) is { } forbidden)
            return (null, new Refused(forbidden));
        var sample = definition.SampleEvent;
        var happened = HubEvent.Of(
            sample.Fact,
            work.Organization,
            Subscription.Partition,
            work.Caller.Actor,
            work.Time.Now()
        ) with
        {
            Subject = sample.Subject,
            Parent = sample.Parent,
            Changes = sample.Changes,
            Move = sample.Move,
            OnlyFor = subscription.Id,
        };
        var commit = new Commit(work.Organization, Subscription.Partition) { Events = [happened] };
        return await work.Store.Commit(commit, work.Cancellation) is var result and not CommitResult.Done
            ? (null, new Refused(result.ToRefusal()))
            : (new(FanOut.IdOf(happened, subscription.Id), name), null);
    }

    /// <summary>Delivers what has happened, under the id that it has or would have had.</summary>
    public static async Task<(QueuedDeliveryResponse? Queued, Refused? Refused)> Repeat(
        Guid past,
        Subscription subscription,
        WebhookWork work
    )
    {
        var dialect = work.Rules.Find(subscription.Dialect)!;
        if (
            await work.Log.Find(work.Organization, past, work.Cancellation) is not { OnlyFor: null } happened
            || dialect.DefinitionOf(happened) is not { } definition
        )
            return (null, new Refused(Refusal.NotFound("event", past)));
        var fresh = FanOut.Of(happened, subscription.Id, definition.Name, work.Time.Now());
        var known = await work.Deliveries.Get(work.Organization, subscription.Id, fresh.Id, work.Cancellation);
        return await DeliveriesApi.Again(known ?? fresh, subscription, work);
    }

    private static Refused Unknown(string name, Dialect dialect)
    {
        var errors = new FieldErrors();
        var names = dialect.Events.Select(static one => one.Name).Prepend(Dialect.TestPing);
        errors.Add(
            "event",
            $"{dialect.Name} has no event {FieldErrors.Shorten(name)}; it has {string.Join(", ", names)}."
        );
        return new Refused(errors);
    }
}
