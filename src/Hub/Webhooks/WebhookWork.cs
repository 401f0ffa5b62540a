using Hub.Access;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Webhooks;

/// <summary>
/// What routes of webhooks work with, those of the API and of the pages alike. Handlers are bound at build time, where nobody knows
/// what is a service: unsaid, a parameter of a record might be a body too.
/// </summary>
internal sealed record WebhookWork(
    Caller Caller,
    HttpContext Http,
    [FromServices] PublicAddress Address,
    [FromServices] TimeProvider Time,
    [FromServices] IStore Store,
    [FromServices] OptimisticWriter Changes,
    [FromServices] IEventFeed Feed,
    [FromServices] IEventLog Log,
    [FromServices] IDeliveryStore Deliveries,
    [FromServices] SubscriptionStore Book,
    [FromServices] WebhookAuthority Authority,
    [FromServices] WebhookWriter Writer,
    [FromServices] WebhookRules Rules,
    [FromServices] References References,
    [FromServices] SecretKeeper Secrets,
    [FromServices] ReceiverKeeper Receivers
)
{
    public OrganizationId Organization => Caller.Organization.Id;

    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>The stored webhook, if the caller may have to do with it.</summary>
    public Task<(Stored<Subscription>? Stored, Refused? Refused)> Find(Guid id) =>
        Authority.Find(id, Caller, Book, Cancellation);

    /// <summary>The same where it is told of events.</summary>
    public async Task<(Stored<Subscription>? Stored, Refused? Refused)> FindActive(Guid id)
    {
        var (stored, refused) = await Find(id);
        return stored is null || stored.Value.State == SubscriptionState.Active
            ? (stored, refused)
            : (null, new Refused(WebhookRefusals.Disabled(stored.Value.StateReason)));
    }

    public Place<Subscription> PlaceOf(Guid id) => Book.Webhook(Caller, id);

    public WebhookResponse Show(Subscription subscription, string? secret = null) =>
        WebhookResponse.Of(subscription, Receivers, secret);

    public string UrlOf(string path) => Address.Of(Http, $"/api/v1/webhooks/{path}");
}
