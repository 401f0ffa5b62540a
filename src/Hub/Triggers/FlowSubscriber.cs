using Hub.Access;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Triggers;

/// <summary>Flows subscribe, go and come back: what they missed comes with them, if they wish.</summary>
internal sealed class FlowSubscriber(
    IStore store,
    SubscriptionStore book,
    WebhookWriter writer,
    WebhookAuthority authority,
    OptimisticWriter optimistic,
    ReceiverKeeper receivers,
    TimeProvider time
)
{
    /// <summary>Those of flows among the subscriptions.</summary>
    public static readonly Filter OfFlows = new Filter.In(
        "dialect",
        [.. TriggersApi.Dialects.Select(static dialect => FieldValue.Text(dialect.Name))]
    );

    private const string WaitsForFlow = "Its flow was turned off; what happens until it is turned on again comes then.";

    public async Task<(Subscription? Subscription, Refused? Refused)> Subscribe(
        Body<CreateWebhook> body,
        Caller caller,
        HttpContext http
    )
    {
        var cancellation = http.RequestAborted;
        var former = body is { Errors.Any: false, Value.CatchesUp: true }
            ? await Former(body.Value, caller, cancellation)
            : null;
        // Under its new address it is found to be the same, and is renewed.
        if (former is not null && receivers.UrlOf(former) != body.Value.Url)
            await book.Change(
                book.PlaceOf(caller.Organization.Id, former.Id),
                one => one with { ProtectedUrl = receivers.Protect(caller.Organization.Id, body.Value.Url!) },
                cancellation
            );
        var (written, refused) = await writer.Create(body, caller, http);
        return (written.Value?.Subscription, refused);
    }

    /// <summary>A flow's subscription; a webhook that is no flow's is not there.</summary>
    public async Task<(Subscription? Subscription, Refused? Refused)> Find(
        Guid id,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var (stored, refused) = await authority.Find(id, caller, book, cancellation);
        return stored is null ? (null, refused)
            : TriggersApi.Dialects.Any(dialect => dialect.Name == stored.Value.Dialect) ? (stored.Value, null)
            : (null, new Refused(WebhookRefusals.NotFound(id)));
    }

    /// <summary>Ends it, or has it wait for its flow to come back.</summary>
    public async Task<Refused?> Unsubscribe(Guid id, Caller caller, HttpContext http)
    {
        var (subscription, refused) = await Find(id, caller, http.RequestAborted);
        return subscription is null ? refused : await Leave(subscription, caller, http);
    }

    /// <summary>The same of every subscription of the address, or of those to any of the events.</summary>
    /// <param name="events">As the dialect calls them.</param>
    public async Task<(int Ended, Refused? Refused)> Unsubscribe(
        string url,
        IReadOnlyCollection<string> events,
        Caller caller,
        HttpContext http
    )
    {
        var mark = StoredAddress.MarkOf(receivers.Protect(caller.Organization.Id, url));
        var ended = 0;
        await foreach (var one in All(caller, [], http.RequestAborted))
        {
            if (
                StoredAddress.MarkOf(one.ProtectedUrl) != mark
                || (events.Count > 0 && !one.Events.Any(events.Contains))
            )
                continue;
            if (await Leave(one, caller, http) is { } refused)
                return (ended, refused);
            ended++;
        }
        return (ended, null);
    }

    private async Task<Refused?> Leave(Subscription subscription, Caller caller, HttpContext http)
    {
        if (authority.Check(subscription, caller) is { } forbidden)
            return new Refused(forbidden);
        var place = book.PlaceOf(caller.Organization.Id, subscription.Id);
        if (subscription is { CatchesUp: true, IsOnce: false })
        {
            await book.Change(place, one => one.End(WaitsForFlow, time.Now()), http.RequestAborted);
            return null;
        }
        var written = await optimistic.Change(place, stored => WebhooksApi.Deleted(stored), http.RequestAborted);
        return written.Refusal is { Kind: not RefusalKind.NotFound } refusal ? new Refused(refusal) : null;
    }

    /// <summary>The subscription of the same flow that went: by its address, or by the name that its maker gave it.</summary>
    private async Task<Subscription?> Former(CreateWebhook request, Caller caller, CancellationToken cancellation)
    {
        var mark = StoredAddress.MarkOf(receivers.Protect(caller.Organization.Id, request.Url!));
        var events = WebhookRules.Normalize(request.Events!);
        var narrowing = WebhookRules.FilterOf(request.Filters).Fingerprint;
        await foreach (
            var one in All(
                caller,
                [Filter.Equal("state", FieldValue.Text(SubscriptionState.Ended.Name()))],
                cancellation
            )
        )
            if (
                one.CatchesUp
                && one.Dialect == request.Dialect
                && one.Events.SequenceEqual(events)
                && one.Filter.Fingerprint == narrowing
                && (StoredAddress.MarkOf(one.ProtectedUrl) == mark || (request.Name is { } name && one.Name == name))
                && authority.Check(one, caller) is null
            )
                return one;
        return null;
    }

    private async IAsyncEnumerable<Subscription> All(
        Caller caller,
        IReadOnlyList<Filter> further,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        const int AtOnce = 100;
        var found = new List<Subscription>();
        var isLast = false;
        while (!isLast)
        {
            var query = new Query
            {
                Partition = Subscription.Partition,
                Filter = Filter.AllOf([OfFlows, .. further]),
                Sort = [new Sort("created_at", Descending: true)],
                Limit = AtOnce,
                Offset = found.Count,
            };
            var page = await store.Query(Subscription.Document, caller.Organization.Id, query, cancellation);
            found.AddRange(page.Items.Select(static stored => stored.Value));
            isLast = page.Items.Count < AtOnce;
        }
        foreach (var one in found)
            yield return one;
    }
}
