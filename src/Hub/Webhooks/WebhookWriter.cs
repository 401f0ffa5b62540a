using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Webhooks;

/// <summary>Stores webhooks, once checked.</summary>
internal sealed class WebhookWriter(
    IStore store,
    IEventFeed feed,
    SubscriptionStore book,
    SameWebhook same,
    WebhookChecks checks,
    SecretKeeper secrets,
    TimeProvider time
)
{
    /// <summary>How long the secret before one that a repeated request brings signs too: as when it is rotated by hand.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <param name="NewSecret">The secret that the hub made, to be shown this once.</param>
    /// <param name="Existing">It was there before the request.</param>
    internal sealed record Created(Stored<Subscription> Stored, string? NewSecret, bool Existing = false);

    public async Task<(Created? Created, Refused? Refused)> Create(
        CreateWebhook request,
        Caller caller,
        Reservation? reservation,
        CancellationToken cancellation
    )
    {
        if (checks.Check(request, caller, out var dialect) is { } refused)
            return (null, refused);
        var secret = request.Secret ?? SecretKeeper.NewSecret();
        var from = await feed.Position(cancellation);
        var fresh = Build(request, caller, dialect!, secret, reservation, from);
        while (true)
        {
            if (await same.Find(fresh, cancellation) is { } known)
            {
                if (await Resubscribe(request, known, fresh, secret, cancellation) is { } again)
                    return (again, null);
                continue;
            }
            switch (await store.Commit(Write(fresh, Expected.Absent), cancellation))
            {
                case CommitResult.Done done:
                    return (new(Stored(fresh, done.Versions[0]), request.Secret is null ? secret : null), null);
                // An earlier run of this request made it, and somebody has made something else of it since.
                case CommitResult.Exists when await Changed(fresh, cancellation) is { } changed:
                    return (new(changed, null, Existing: true), null);
                case CommitResult.Taken or CommitResult.Exists:
                    // Somebody was quicker, or one that was stored long ago is in the way: the next look tells.
                    break;
                case var result:
                    return (null, new Refused(result.ToRefusal()));
            }
        }
    }

    public async Task<(Stored<Subscription>? Stored, Refused? Refused)> Update(
        Guid id,
        UpdateWebhook request,
        Caller caller,
        HttpContext http
    )
    {
        while (true)
        {
            var organization = caller.Organization.Id;
            var stored = await store.Get(
                Subscription.Document,
                organization,
                Subscription.Partition,
                id.ToString(),
                http.RequestAborted
            );
            if (stored is null)
                return (null, new Refused(WebhookRefusals.NotFound(id)));
            if (http.CheckIfMatch(stored.Version) is { } stale)
                return (null, new Refused(stale));
            if (checks.Check(request, stored.Value, caller) is { } refused)
                return (null, refused);
            var from = request.Active.Or(null) == true ? await feed.Position(http.RequestAborted) : 0;
            var changed = Apply(request, stored.Value, from);
            switch (await store.Commit(Write(changed, Expected.At(stored.Version)), http.RequestAborted))
            {
                case CommitResult.Done done:
                    return (Stored(changed, done.Versions[0]), null);
                case CommitResult.Stale:
                    break;
                case CommitResult.Taken when await same.Find(changed, http.RequestAborted) is null:
                    break;
                case CommitResult.Taken:
                    return (null, new Refused(WebhookRefusals.Exists));
                case var result:
                    return (null, new Refused(result.ToRefusal()));
            }
        }
    }

    private Subscription Build(
        CreateWebhook request,
        Caller caller,
        Dialect dialect,
        string secret,
        Reservation? reservation,
        long from
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
            State = request.Active == false ? SubscriptionState.Disabled : SubscriptionState.Active,
            StateReason = request.Active == false ? "Switched off." : null,
            CreatedAt = now,
            UpdatedAt = now,
            ActiveFrom = from,
        };
    }

    private async Task<Stored<Subscription>?> Changed(Subscription fresh, CancellationToken cancellation) =>
        await book.Find(fresh.Organization, fresh.Id, cancellation) is { } stored
        && stored.Value.Fingerprint != fresh.Fingerprint
            ? stored
            : null;

    /// <summary>
    /// The same receiver asks again: a flow platform repeats its request, or a flow was switched off and on. It keeps its
    /// id and its secret, unless it brings another one, and takes what else the request says.
    /// </summary>
    private async Task<Created?> Resubscribe(
        CreateWebhook request,
        Stored<Subscription> known,
        Subscription fresh,
        string secret,
        CancellationToken cancellation
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
        renewed = request.Active == false ? renewed.Disable(now) : renewed.Enable(fresh.ActiveFrom!.Value, now);
        return await store.Commit(Write(renewed, Expected.At(known.Version)), cancellation) is CommitResult.Done done
            ? new(
                Stored(renewed, done.Versions[0]),
                request.Secret is null && isUnanswered ? secret : null,
                Existing: !isUnanswered
            )
            : null;
    }

    private Subscription Apply(UpdateWebhook request, Subscription current, long from)
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
            Headers = request.Headers.IsPresent
                ? request.Headers.Value ?? new Dictionary<string, string>()
                : current.Headers,
            UpdatedAt = now,
        };
        if (request.Secret is { IsPresent: true, Value: { } secret })
            changed = changed.Rotate(secrets.Protect(secret), now, now);
        return request.Active.Or(null) switch
        {
            true => changed.Enable(from, now),
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

    private static Stored<Subscription> Stored(Subscription subscription, DocumentVersion version) =>
        new(Subscription.Partition, subscription.Id.ToString(), subscription, version);
}
