using Hub.Access;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;

namespace Hub.Webhooks;

/// <summary>The error codes of the published contract, as published.</summary>
internal static class WebhookRefusals
{
    public static Refusal NotFound(object id) =>
        new(RefusalKind.NotFound, "WEBHOOK_NOT_FOUND", $"There is no webhook {id} in this organization.");

    /// <summary>The webhook that a request is about.</summary>
    public static Place<Subscription> Webhook(this SubscriptionStore book, Caller caller, Guid id) =>
        book.PlaceOf(caller.Organization.Id, id) with
        {
            Missing = () => NotFound(id),
        };

    /// <summary>The same where it is of the dialect; another contract's webhook is not there.</summary>
    public static Place<Subscription> Webhook(this SubscriptionStore book, Caller caller, Guid id, string dialect)
    {
        var place = book.Webhook(caller, id);
        return place with
        {
            Find = async cancellation =>
                await place.Find(cancellation) is { } stored && stored.Value.Dialect == dialect ? stored : null,
        };
    }

    public static Refusal Exists { get; } =
        Refusal.Conflict("webhook_exists", "Another webhook has this address, target, events and filters.");

    public static Refusal InvalidUrl(string why) => Refusal.Invalid("INVALID_URL", why, "url");

    public static Refusal InvalidEvents(string why) => Refusal.Invalid("INVALID_EVENTS", why, "events");

    /// <param name="why">What came back in place of the proof.</param>
    public static Refusal ChallengeFailed(string why) =>
        Refusal.Invalid("challenge_failed", $"The receiver did not answer the challenge: {why}.", "url");

    public static Refusal Disabled(string? reason) =>
        Refusal.Conflict(
            "WEBHOOK_DISABLED",
            $"The webhook is not active: {reason ?? "Switched off."} Enable it first."
        );

    public static Refusal DeliveryNotFound(Guid id) => Refusal.NotFound("delivery", id);
}
