using Hub.Access;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Receivers;

/// <summary>Webhooks and what became of their deliveries: where people see why nothing arrives, and mend it.</summary>
internal static partial class ReceiverPages
{
    public const string Path = $"{PortalSetup.Root}/webhooks";

    public static void MapReceivers(this RouteGroupBuilder app)
    {
        var webhooks = app.MapGroup("/webhooks").OfResource(WebhookRefusals.NotFound);
        var read = webhooks.MapGroup("").RequirePage(Scope.TicketsRead).LimitAs(Limit.Read);
        read.MapGet("", ShowWebhooks);
        read.MapGet("/{id}", ShowWebhook);
        read.MapGet("/{id}/deliveries/{deliveryId}", ShowDelivery);
        var forms = webhooks.MapGroup("").RequirePage(Scope.TicketsWrite).LimitAs(Limit.Write).TakesForms();
        forms.MapPost("/{id}/test", Test);
        forms.MapPost("/{id}/enable", Enable);
        forms.MapPost("/{id}/deliveries/{deliveryId}/redeliver", Redeliver);
    }

    internal static async Task<Results<PortalPage, Refused>> ShowWebhooks(
        Query<ListWebhooks> list,
        Caller caller,
        WebhookAuthority authority,
        ReceiverKeeper receivers,
        IDeliveryStore deliveries,
        IStore store,
        CancellationToken cancellation
    )
    {
        var answer = await WebhooksApi.ListWebhooks(
            list,
            caller,
            authority,
            receivers,
            deliveries,
            store,
            cancellation
        );
        return answer.Result is Ok<Many<WebhookResponse>> { Value: { } page }
            ? PortalPage.Of<WebhookListPage>(page)
            : (Refused)answer.Result;
    }

    internal static async Task<Results<PortalPage, Refused>> ShowWebhook(
        Guid id,
        Query<ListDeliveries> list,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        ReceiverKeeper receivers,
        IDeliveryStore deliveries,
        CancellationToken cancellation
    )
    {
        var errors = list.Errors;
        var (paging, query) = list.Value.Read(errors);
        if (errors.Any)
            return new Refused(errors);
        var (stored, refused) = await authority.Find(id, caller, book, cancellation);
        if (stored is null)
            return refused!;
        var page = await DeliveriesApi.Page(id, paging, query, caller, deliveries, cancellation);
        return PortalPage.Of<WebhookPage>(
            new WebhookView(WebhookResponse.Of(stored.Value, receivers), list.Value, page)
        );
    }

    internal static async Task<Results<PortalPage, Refused>> ShowDelivery(
        Guid id,
        Guid deliveryId,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        ReceiverKeeper receivers,
        IDeliveryStore deliveries,
        CancellationToken cancellation
    )
    {
        var (stored, refused) = await authority.Find(id, caller, book, cancellation);
        if (stored is null)
            return refused!;
        return await deliveries.Get(caller.Organization.Id, id, deliveryId, cancellation) is { } delivery
            ? PortalPage.Of<DeliveryPage>(
                new DeliveryView(WebhookResponse.Of(stored.Value, receivers), DeliveryResponse.WithAttempts(delivery))
            )
            : new Refused(WebhookRefusals.DeliveryNotFound(deliveryId));
    }
}

/// <summary>A webhook and a page of its deliveries.</summary>
internal sealed record WebhookView(WebhookResponse Webhook, ListDeliveries Asked, Many<DeliveryResponse> Page);

/// <summary>A delivery with its attempts.</summary>
internal sealed record DeliveryView(WebhookResponse Webhook, DeliveryResponse Delivery);
