using Hub.Access;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Webhooks;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Receivers;

internal static partial class ReceiverPages
{
    internal static async Task<Results<RedirectHttpResult, Refused>> Test(
        Guid id,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        IStore store,
        TimeProvider time,
        PublicAddress address,
        HttpContext http
    ) =>
        Then(
            await WebhookActionsApi.TestWebhook(id, caller, book, authority, store, time, address, http),
            $"{id}",
            http
        );

    internal static async Task<Results<RedirectHttpResult, Refused>> Enable(
        Guid id,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        IEventFeed feed,
        ReceiverKeeper receivers,
        TimeProvider time,
        HttpContext http
    ) =>
        Then(
            await WebhookActionsApi.EnableWebhook(id, caller, book, authority, feed, receivers, time, http),
            $"{id}",
            http
        );

    internal static async Task<Results<RedirectHttpResult, Refused>> Redeliver(
        Guid id,
        Guid deliveryId,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        IDeliveryStore deliveries,
        PublicAddress address,
        HttpContext http
    ) =>
        Then(
            await DeliveriesApi.Redeliver(id, deliveryId, caller, book, authority, deliveries, address, http),
            $"{id}/deliveries/{deliveryId}",
            http
        );

    /// <summary>Back to where the button was, if it was carried out.</summary>
    private static Results<RedirectHttpResult, Refused> Then(INestedHttpResult answer, string page, HttpContext http)
    {
        if (answer.Result is Refused refused)
            return refused;
        http.Response.Headers.ETag = default;
        return TypedResults.Redirect($"{Path}/{page}");
    }
}
