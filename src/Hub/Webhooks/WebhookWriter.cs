using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
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
    SecretKeeper secrets,
    Departures departures,
    TimeProvider time
)
{
    /// <summary>How long the secret before one that a repeated request brings signs too: as when it is rotated by hand.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <param name="NewSecret">The secret that the hub made, to be shown this once.</param>
    /// <param name="Existing">It was there before the request.</param>
    internal sealed record Created(Subscription Subscription, string? NewSecret, bool Existing = false);

    public async Task<(Written<Created> Written, Refused? Refused)> Create(
        Body<CreateWebhook> body,
        Caller caller,
        Reservation? reservation,
        CancellationToken cancellation
    )
    {
        if (checks.Check(body, caller, out var dialect) is { } refused)
            return (default, refused);
        var request = body.Value;
        var secret = request.Secret ?? SecretKeeper.NewSecret();
        var fresh = Build(request, caller, dialect!, secret, reservation);
        // Before the change and outside of it: a receiver may take seconds, and nobody waits for it under a lock.
        if (await ownership.Fails(fresh, cancellation) is { } failed)
            return (default, new Refused(WebhookRefusals.ChallengeFailed(failed)));
        fresh = fresh with { ActiveFrom = await feed.Position(cancellation) };
        var written = await writer.Write(
            caller.Organization.Id,
            Subscription.Partition,
            async cancellation =>
                await same.Find(fresh, cancellation) is { } known
                    ? Resubscribe(request, known, fresh, secret)
                    : await Store(request, fresh, secret, cancellation),
            cancellation
        );
        if (written.IsRefused)
            return (written, new Refused(written.Refusal));
        await departures.Recheck(written.Value.Subscription, cancellation);
        return (written, null);
    }

    public async Task<(Written<Subscription> Written, Refused? Refused)> Update(
        Guid id,
        Body<UpdateWebhook> body,
        Caller caller,
        HttpContext http
    )
    {
        Refused? refused = null;
        var proven = (Url: "", Dialect: "");
        while (true)
        {
            Subscription? wanted = null;
            Subscription? unproven = null;
            var written = await writer.Change(
                book.Webhook(caller, id).AsAskedBy(http),
                async stored =>
                {
                    refused = checks.Check(body, stored.Value, caller);
                    if (refused is not null)
                        return Proposal<Subscription>.Keep(stored.Value);
                    var isEnabled = body.Value.Active.Or(null) == true;
                    var changed = Apply(
                        body.Value,
                        stored.Value,
                        isEnabled ? await feed.Position(http.RequestAborted) : 0,
                        caller.Agent
                    );
                    wanted = changed;
                    var receiver = (changed.Url, changed.Dialect);
                    if (receiver != (stored.Value.Url, stored.Value.Dialect) && receiver != proven)
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
                proven = (unproven.Url, unproven.Dialect);
                continue;
            }
            if (written.Obstacle is CommitResult.Taken)
            {
                // One that was stored long ago was in the way, and is not any more.
                if (await same.Find(wanted!, http.RequestAborted) is null)
                    continue;
                refused = new Refused(WebhookRefusals.Exists);
            }
            // What is wrong in itself is so of whatever webhook.
            if (written.Refusal?.Kind == RefusalKind.NotFound)
                refused = WebhookChecks.RefusalOf(body.Errors);
            return (written, refused ?? (written.IsRefused ? new Refused(written.Refusal) : null));
        }
    }

    private Subscription Build(
        CreateWebhook request,
        Caller caller,
        Dialect dialect,
        string secret,
        Reservation? reservation
    )
    {
        var now = time.Now();
        var organization = caller.Organization.Id;
        return new Subscription
        {
            Id = reservation is null
                ? Guid.CreateVersion7(now)
                : NamedGuid.Of(organization.Value, $"webhook:{reservation.Id}"),
            Organization = organization,
            Name = request.Name,
            Description = request.Description,
            Url = request.Url!,
            Dialect = dialect.Name,
            Events = WebhookRules.Normalize(request.Events!),
            Filter = WebhookRules.FilterOf(request.Filters),
            Headers = request.Headers ?? new Dictionary<string, string>(),
            ProtectedSecret = secrets.Protect(secret),
            Owner = caller.Agent,
            State = request.Active == false ? SubscriptionState.Disabled : SubscriptionState.Active,
            StateReason = request.Active == false ? "Switched off." : null,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private async ValueTask<Proposal<Created>> Store(
        CreateWebhook request,
        Subscription fresh,
        string secret,
        CancellationToken cancellation
    ) =>
        await limits.Check(
            RecordLimit.Webhooks,
            Subscription.Document,
            fresh.Organization,
            new Query { Partition = Subscription.Partition },
            cancellation
        )
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

    /// <summary>
    /// The same receiver asks again: a flow platform repeats its request, or a flow was switched off and on. It keeps its
    /// id and its secret, unless it brings another one, and takes what else the request says.
    /// </summary>
    private Proposal<Created> Resubscribe(
        CreateWebhook request,
        Stored<Subscription> known,
        Subscription fresh,
        string secret
    )
    {
        var now = fresh.UpdatedAt;
        // An earlier run of this very request was cut short: nobody has seen the secret it made.
        var isUnanswered = known.Value.Id == fresh.Id;
        var renewed = known.Value with
        {
            Name = request.Name ?? known.Value.Name,
            Description = request.Description ?? known.Value.Description,
            Headers = request.Headers is null ? known.Value.Headers : fresh.Headers,
            UpdatedAt = now,
        };
        if (isUnanswered)
            renewed = renewed with { ProtectedSecret = fresh.ProtectedSecret };
        else if (request.Secret is { } brought && brought != secrets.Reveal(known.Value.ProtectedSecret))
            renewed = renewed.Rotate(fresh.ProtectedSecret, now + Overlap, now);
        renewed =
            request.Active == false ? renewed.Disable(now) : renewed.Enable(fresh.ActiveFrom!.Value, fresh.Owner, now);
        return Proposal<Created>.Write(
            new(renewed, request.Secret is null && isUnanswered ? secret : null, Existing: !isUnanswered),
            Write(renewed, Expected.At(known.Version))
        );
    }

    private Subscription Apply(UpdateWebhook request, Subscription current, long from, TokenOwner? by)
    {
        var now = time.Now();
        var changed = current with
        {
            Name = request.Name.Or(current.Name),
            Description = request.Description.Or(current.Description),
            Url = request.Url.Or(current.Url)!,
            Dialect = request.Dialect.Or(current.Dialect)!,
            Events = request.Events.IsPresent ? WebhookRules.Normalize(request.Events.Value!) : current.Events,
            Filter = request.Filters.IsPresent ? WebhookRules.FilterOf(request.Filters.Value) : current.Filter,
            Headers =
                request.Headers.IsPresent ? request.Headers.Value ?? new Dictionary<string, string>()
                // They are often credentials, and meant for the receiver that they were given for.
                : WebhookRules.IsSameReceiver(request.Url.Or(current.Url)!, current.Url) ? current.Headers
                : new Dictionary<string, string>(),
            UpdatedAt = now,
        };
        if (request.Secret is { IsPresent: true, Value: { } secret })
            changed = changed.Rotate(secrets.Protect(secret), now, now);
        return request.Active.Or(null) switch
        {
            true => changed.Enable(from, by, now),
            false => changed.Disable(now),
            null => changed,
        };
    }

    private static Commit Write(Subscription subscription, Expected expected) =>
        new(subscription.Organization, Subscription.Partition)
        {
            Changes =
            [
                new Put<Subscription>(Subscription.Document, subscription.Id.ToString(), subscription, expected),
            ],
        };
}
