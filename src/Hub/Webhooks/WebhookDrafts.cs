using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Secrets;
using Hub.Domain;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tokens;
using Hub.Idempotency;
using Hub.Wire;

namespace Hub.Webhooks;

/// <summary>What requests make of webhooks; nothing is checked or stored here.</summary>
internal sealed class WebhookDrafts(
    DialectCatalogue dialects,
    SecretKeeper secrets,
    ReceiverKeeper receivers,
    TimeProvider time
)
{
    /// <summary>How long the secret before one that a repeated request brings signs too: as when it is rotated by hand.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private static readonly Dictionary<string, string> NoHeaders = [];

    public Subscription New(
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
            ProtectedUrl = receivers.Protect(organization, request.Url!),
            Dialect = dialect.Name,
            Events = WebhookRules.Normalize(WebhookChecks.EventsOf(request, dialect)!),
            Entity = request.EntityAction?.Entity,
            Action = request.EntityAction?.Action,
            Filter = WebhookRules.FilterOf(request.Filters),
            Target = request.Target,
            TemplateId = request.TemplateId,
            TimeZone = request.TimeZone,
            Language = request.Language,
            Digest = request.Digest?.ToDigest(),
            ProtectedHeaders = receivers.Protect(request.Headers ?? NoHeaders),
            ProtectedSecret = secrets.Protect(secret),
            Owner = caller.Agent,
            IsOnce = request.IsOnce,
            CatchesUp = request.CatchesUp,
            State = request.IsToBeDisabled ? SubscriptionState.Disabled : SubscriptionState.Active,
            StateReason = request.IsToBeDisabled ? "Switched off." : null,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>
    /// The same receiver asks again: a flow platform repeats its request, or a flow was switched off and on. It keeps its
    /// id and its secret, unless it brings another one, and takes what else the request says.
    /// </summary>
    /// <param name="fresh">What the request would have made.</param>
    public Subscription Renewed(CreateWebhook request, Subscription known, Subscription fresh)
    {
        var now = fresh.UpdatedAt;
        var renewed = known with
        {
            Name = request.Name ?? known.Name,
            Description = request.Description ?? known.Description,
            Entity = fresh.Entity,
            Action = fresh.Action,
            TemplateId = fresh.TemplateId ?? known.TemplateId,
            TimeZone = fresh.TimeZone ?? known.TimeZone,
            Language = fresh.Language ?? known.Language,
            Digest = fresh.Digest ?? known.Digest,
            TemplateFault = null,
            IsOnce = fresh.IsOnce,
            CatchesUp = fresh.CatchesUp,
            ProtectedUrl = fresh.ProtectedUrl,
            ProtectedHeaders = request.Headers is null ? known.ProtectedHeaders : fresh.ProtectedHeaders,
            UpdatedAt = now,
        };
        // An earlier run of this very request was cut short: nobody has seen the secret it made.
        if (known.Id == fresh.Id)
            renewed = renewed with { ProtectedSecret = fresh.ProtectedSecret };
        else if (request.Secret is { } brought && brought != secrets.Reveal(known.ProtectedSecret))
            renewed = renewed.Rotate(fresh.ProtectedSecret, now + Overlap, now);
        renewed = request.IsToBeDisabled
            ? renewed.Disable(now)
            : renewed.Enable(fresh.ActiveFrom!.Value, fresh.Owner, now);
        return receivers.Protect(renewed);
    }

    /// <param name="from">The place in the order of commits from which on it is told, if the request enables it.</param>
    /// <param name="by">The agent who asks for it.</param>
    public Subscription Edited(UpdateWebhook request, Subscription current, long from, TokenOwner? by)
    {
        var now = time.Now();
        var changed = current with
        {
            Name = request.Name.Or(current.Name),
            Description = request.Description.Or(current.Description),
            Dialect = request.Dialect.Or(current.Dialect)!,
            Events = request.Events.IsPresent ? WebhookRules.Normalize(request.Events.Value!) : current.Events,
            Filter = request.Filters.IsPresent ? WebhookRules.FilterOf(request.Filters.Value) : current.Filter,
            UpdatedAt = now,
        };
        changed = Formatting(Choosing(changed, request, current), request);
        if (request.Url is { IsPresent: true, Value: { } url } && url != receivers.UrlOf(current))
            changed = Moved(changed, url);
        if (request.Headers.IsPresent)
            changed = changed with { ProtectedHeaders = receivers.Protect(request.Headers.Value ?? NoHeaders) };
        changed = receivers.Protect(changed);
        if (request.Secret is { IsPresent: true, Value: { } secret })
            changed = changed.Rotate(secrets.Protect(secret), now, now);
        return request.WantsActive switch
        {
            true => changed.Enable(from, by, now),
            false => changed.Disable(now),
            null => changed,
        };
    }

    /// <summary>With the entity and action that its events are chosen by; without them where it is told of what was named.</summary>
    private Subscription Choosing(Subscription changed, UpdateWebhook request, Subscription current)
    {
        if (request.EntityActionOf(current) is { } chosen)
            return changed with
            {
                Entity = chosen.Entity,
                Action = chosen.Action,
                Events = WebhookRules.Normalize(chosen.EventsOf(dialects.Find(changed.Dialect)!)),
            };
        return request.Events.IsPresent || changed.Dialect != current.Dialect
            ? changed with
            {
                Entity = null,
                Action = null,
            }
            : changed;
    }

    /// <summary>What the request says of its messages: without a target, nothing of that is left.</summary>
    private static Subscription Formatting(Subscription changed, UpdateWebhook request) =>
        !request.ConcernsFormat ? changed
        : request.Target.Or(changed.Target) is not { } target
            ? changed with
            {
                Target = null,
                TemplateId = null,
                TimeZone = null,
                Language = null,
                Digest = null,
                TemplateFault = null,
            }
        : changed with
        {
            Target = target,
            TemplateId = request.TemplateId.Or(changed.TemplateId),
            TimeZone = request.TimeZone.Or(changed.TimeZone),
            Language = request.Language.Or(changed.Language),
            Digest = request.Digest.IsPresent ? request.Digest.Value?.ToDigest() : changed.Digest,
            TemplateFault = null,
        };

    /// <summary>Its headers are often credentials, and meant for the receiver that they were given for.</summary>
    private Subscription Moved(Subscription subscription, string url) =>
        subscription with
        {
            ProtectedUrl = receivers.Protect(subscription.Organization, url),
            ProtectedHeaders = WebhookRules.IsSameReceiver(url, receivers.UrlOf(subscription))
                ? subscription.ProtectedHeaders
                : NoHeaders,
        };
}
