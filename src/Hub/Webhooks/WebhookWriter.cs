using Hub.Access;
using Hub.Delivery.Replays;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Webhooks;

/// <summary>Stores webhooks, once checked.</summary>
internal sealed class WebhookWriter(
    IStore store,
    OptimisticWriter writer,
    IEventFeed feed,
    SubscriptionStore book,
    SameWebhook same,
    WebhookChecks checks,
    RecordLimits limits,
    OwnershipCheck ownership,
    WebhookDrafts drafts,
    ReceiverKeeper receivers,
    Departures departures
)
{
    /// <param name="NewSecret">The secret that the hub made, to be shown this once.</param>
    /// <param name="Existing">It was there before the request.</param>
    internal sealed record Created(Subscription Subscription, string? NewSecret, bool Existing = false);

    public async Task<(Written<Created> Written, Refused? Refused)> Create(
        Body<CreateWebhook> body,
        Caller caller,
        HttpContext http
    )
    {
        var (reservation, cancellation) = (http.Features.Get<Reservation>(), http.RequestAborted);
        var (refused, dialect) = await checks.Check(body, caller, cancellation);
        if (refused is not null)
            return (default, refused);
        var request = body.Value;
        var secret = request.Secret ?? SecretKeeper.NewSecret();
        var fresh = drafts.New(request, caller, dialect!, secret, reservation);
        fresh = fresh with { Number = reservation?.Id ?? await NextNumber(caller, cancellation) };
        // Before the change and outside of it: a receiver may take seconds, and nobody waits for it under a lock.
        if (await ownership.Fails(fresh, cancellation) is { } failed)
            return (default, new Refused(WebhookRefusals.ChallengeFailed(failed)));
        fresh = fresh with { ActiveFrom = await feed.Position(cancellation) };
        var written = await writer.Write(
            caller.Organization.Id,
            Subscription.Partition,
            async cancellation =>
                await same.Find(fresh, request.Url!, cancellation) is { } known
                    ? Resubscribe(request, known, fresh, secret)
                    : await Store(request, fresh, secret, cancellation),
            cancellation
        );
        if (written.IsRefused)
            return (written, new Refused(written.Refusal));
        await departures.Recheck(written.Value.Subscription, cancellation);
        return (written, null);
    }

    /// <param name="place">The webhook's.</param>
    public async Task<(Written<Subscription> Written, Refused? Refused)> Update(
        Place<Subscription> place,
        Body<UpdateWebhook> body,
        Caller caller,
        HttpContext http
    )
    {
        Refused? refused = null;
        var proven = (Url: (string?)null, Dialect: "");
        while (true)
        {
            Subscription? wanted = null;
            Subscription? unproven = null;
            var written = await writer.Change(
                place.AsAskedBy(http),
                async stored =>
                {
                    refused = await checks.Check(body, stored.Value, caller, http.RequestAborted);
                    if (refused is not null)
                        return Proposal<Subscription>.Keep(stored.Value);
                    var isEnabled = body.Value.WantsActive == true;
                    var changed = drafts.Edited(
                        body.Value,
                        stored.Value,
                        isEnabled ? await feed.Position(http.RequestAborted) : 0,
                        caller.Agent
                    );
                    if (changed.Number is null)
                        changed = changed with { Number = await NextNumber(caller, http.RequestAborted) };
                    wanted = changed;
                    var before = receivers.UrlOf(stored.Value);
                    var receiver = (Url: body.Value.Url.Or(before), changed.Dialect);
                    if (receiver != (before, stored.Value.Dialect) && receiver != proven)
                    {
                        unproven = changed;
                        return Proposal<Subscription>.Keep(stored.Value);
                    }
                    return Proposal.Put(
                        Subscription.Document,
                        caller.Organization.Id,
                        stored,
                        Decision<Subscription>.Accept(changed)
                    );
                },
                http.RequestAborted
            );
            if (unproven is not null)
            {
                // Outside of the change, too.
                if (await ownership.Fails(unproven, http.RequestAborted) is { } failed)
                    return (default, new Refused(WebhookRefusals.ChallengeFailed(failed)));
                proven = (receivers.UrlOf(unproven), unproven.Dialect);
                continue;
            }
            if (written.Obstacle is CommitResult.Taken)
            {
                // One that was stored long ago was in the way, and is not any more.
                if (await same.Find(wanted!, receivers.UrlOf(wanted!), http.RequestAborted) is null)
                    continue;
                refused = new Refused(WebhookRefusals.Exists);
            }
            // What is wrong in itself is so of whatever webhook.
            if (written.Refusal?.Kind == RefusalKind.NotFound)
                refused = WebhookChecks.RefusalOf(body.Errors);
            return (written, refused ?? (written.IsRefused ? new Refused(written.Refusal) : null));
        }
    }

    private ValueTask<long> NextNumber(Caller caller, CancellationToken cancellation) =>
        store.NextId(caller.Organization.Id, Subscription.Counter, cancellation);

    private static readonly Query Counted = new() { Partition = Subscription.Partition };

    /// <summary>What the limit of webhooks counts.</summary>
    public static readonly LimitedRecords Limited = new(
        RecordLimit.Webhooks,
        static (limits, organization, cancellation) =>
            limits.Count(Subscription.Document, organization, Counted, cancellation)
    );

    private async ValueTask<Proposal<Created>> Store(
        CreateWebhook request,
        Subscription fresh,
        string secret,
        CancellationToken cancellation
    ) =>
        await limits.Check(RecordLimit.Webhooks, Subscription.Document, fresh.Organization, Counted, cancellation)
            is { } full
            ? full
            : await StoreNew(request, fresh, secret, cancellation);

    private async ValueTask<Proposal<Created>> StoreNew(
        CreateWebhook request,
        Subscription fresh,
        string secret,
        CancellationToken cancellation
    ) =>
        await store.Commit(Write(fresh, Expected.Absent), cancellation) switch
        {
            CommitResult.Done done => Proposal<Created>.Keep(
                new(fresh, request.Secret is null ? secret : null),
                done.Versions[0]
            ),
            // An earlier run of this request made it, and somebody has made something else of it since.
            CommitResult.Exists when await Changed(fresh, cancellation) is { } changed => Proposal<Created>.Keep(
                new(changed.Value, NewSecret: null, Existing: true),
                changed.Version
            ),
            // Somebody was quicker, or one that was stored long ago is in the way: the next look tells.
            CommitResult.Taken or CommitResult.Exists => Proposal<Created>.Blocked(
                new CommitResult.Stale(Subscription.Document.Name, $"{fresh.Id}")
            ),
            var result => Proposal<Created>.Blocked(result),
        };

    private async Task<Stored<Subscription>?> Changed(Subscription fresh, CancellationToken cancellation) =>
        await book.Find(fresh.Organization, fresh.Id, cancellation) is { } stored
        && stored.Value.Fingerprint != fresh.Fingerprint
            ? stored
            : null;

    private Proposal<Created> Resubscribe(
        CreateWebhook request,
        Stored<Subscription> known,
        Subscription fresh,
        string secret
    )
    {
        var renewed = drafts.Renewed(request, known.Value, fresh);
        // An earlier run of this very request was cut short: nobody has seen the secret it made.
        var isUnanswered = known.Value.Id == fresh.Id;
        return Proposal<Created>.Write(
            new(renewed, request.Secret is null && isUnanswered ? secret : null, Existing: !isUnanswered),
            Write(renewed, Expected.At(known.Version)) with
            {
                Timers = Missed(known.Value, renewed),
            }
        );
    }

    /// <summary>A flow that waited, ended, for being turned on again is told of what happened meanwhile.</summary>
    private static IReadOnlyList<QueueMessage> Missed(Subscription known, Subscription renewed) =>
        known is { State: SubscriptionState.Ended, CatchesUp: true }
        && renewed is { State: SubscriptionState.Active, CatchesUp: true }
            ? [CatchUp.Of(known, renewed.UpdatedAt)]
            : [];

    private static Commit Write(Subscription subscription, Expected expected) =>
        new(subscription.Organization, Subscription.Partition)
        {
            Changes =
            [
                new Put<Subscription>(Subscription.Document, subscription.Id.ToString(), subscription, expected),
            ],
        };
}
