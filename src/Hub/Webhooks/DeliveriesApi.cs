using Hub.Access;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Replays;
using Hub.Domain;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Webhooks;

/// <summary>A webhook's delivery log, and deliveries made again.</summary>
internal static class DeliveriesApi
{
    /// <summary>Each attempt is kept with the delivery, so it is not made again for ever.</summary>
    private const int MostAttempts = 500;

    public static void MapDeliveryReads(this IEndpointRouteBuilder webhooks)
    {
        webhooks.MapGet("/{id}/deliveries", ListDeliveries);
        webhooks.MapGet("/{id}/deliveries/{deliveryId}", GetDelivery);
        webhooks.MapGet("/{id}/replays/{replayId}", GetReplay);
    }

    public static void MapDeliveryActions(this IEndpointRouteBuilder webhooks) =>
        webhooks.MapPost("/{id}/deliveries/{deliveryId}/redeliver", Redeliver);

    /// <summary>List deliveries of a webhook. The newest come first, each with how its last attempt went.</summary>
    /// <remarks>
    /// Use it to list, show or see all deliveries of events, and which succeeded, failed or wait; to repeat a delivery, use Retry
    /// a delivery instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>A page of deliveries, without their attempts.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<Results<Ok<Many<DeliveryResponse>>, Refused>> ListDeliveries(
        Guid id,
        Query<ListDeliveries> list,
        [AsParameters] WebhookWork work
    )
    {
        var errors = list.Errors;
        var (paging, query) = list.Value.Read(errors);
        if (errors.Any)
            return new Refused(errors);
        var (_, refused) = await work.Find(id);
        if (refused is not null)
            return refused;
        return TypedResults.Ok(await Page(id, paging, query, work.Caller, work.Deliveries, work.Cancellation));
    }

    public static async Task<Many<DeliveryResponse>> Page(
        Guid webhook,
        Paging paging,
        DeliveryQuery query,
        Caller caller,
        IDeliveryStore deliveries,
        CancellationToken cancellation
    )
    {
        var page = await deliveries.List(caller.Organization.Id, webhook, query, cancellation);
        return new([.. page.Items.Select(DeliveryResponse.Of)], new PageMeta(paging.Page, paging.PerPage, page.Total));
    }

    /// <summary>Get a delivery of a webhook. Shows every attempt made, with what the receiver answered.</summary>
    /// <remarks>
    /// Use it to get, show, look at or see one delivery and its details, or why it failed, attempt by attempt; without an ID, use
    /// List deliveries of a webhook instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <param name="deliveryId">The delivery's id, a UUID.</param>
    /// <returns>The delivery.</returns>
    /// <response code="404">There is no such webhook (WEBHOOK_NOT_FOUND), or it has no such delivery.</response>
    internal static async Task<Results<Ok<One<DeliveryResponse>>, Refused>> GetDelivery(
        Guid id,
        Guid deliveryId,
        [AsParameters] WebhookWork work
    )
    {
        var (_, refused) = await work.Find(id);
        if (refused is not null)
            return refused;
        return await work.Deliveries.Get(work.Organization, id, deliveryId, work.Cancellation) is { } delivery
            ? TypedResults.Ok(new One<DeliveryResponse>(DeliveryResponse.WithAttempts(delivery)))
            : new Refused(WebhookRefusals.DeliveryNotFound(deliveryId));
    }

    /// <summary>Get a replay. Shows how far it has come.</summary>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <param name="replayId">The replay's id, a UUID.</param>
    /// <returns>The replay.</returns>
    internal static async Task<Results<Ok<One<ReplayResponse>>, Refused>> GetReplay(
        Guid id,
        Guid replayId,
        [AsParameters] WebhookWork work
    )
    {
        var (_, refused) = await work.Find(id);
        if (refused is not null)
            return refused;
        var stored = await work.Store.Get(
            Replay.Document,
            work.Organization,
            Replay.PartitionOf(id),
            replayId.ToString(),
            work.Cancellation
        );
        return stored is null
            ? new Refused(Refusal.NotFound("replay", replayId))
            : TypedResults.Ok(new One<ReplayResponse>(ReplayResponse.Of(stored.Value)));
    }

    /// <summary>
    /// Retry a delivery. Makes a delivery again, at once and under the same id, whatever became of it before.
    /// </summary>
    /// <remarks>
    /// Use it to send, redeliver, retry or repeat one delivery or event that failed, or that a server did not receive; for all of
    /// a time, use Replay past events to a webhook instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <param name="deliveryId">The delivery's id, a UUID.</param>
    /// <returns>The delivery that was queued.</returns>
    /// <response code="404">There is no such webhook (WEBHOOK_NOT_FOUND), or it has no such delivery.</response>
    /// <response code="409">The webhook is not active (WEBHOOK_DISABLED).</response>
    internal static async Task<Results<Accepted<One<QueuedDeliveryResponse>>, Refused>> Redeliver(
        Guid id,
        Guid deliveryId,
        [AsParameters] WebhookWork work
    )
    {
        var (stored, refused) = await work.FindActive(id);
        if (stored is null)
            return refused!;
        var delivery = await work.Deliveries.Get(work.Organization, id, deliveryId, work.Cancellation);
        if (delivery is null)
            return new Refused(WebhookRefusals.DeliveryNotFound(deliveryId));
        var (queued, forbidden) = await Again(delivery, stored.Value, work);
        return queued is null
            ? forbidden!
            : TypedResults.Accepted(
                work.UrlOf($"{id}/deliveries/{deliveryId}"),
                new One<QueuedDeliveryResponse>(queued)
            );
    }

    /// <summary>Makes a delivery at once, whether it is on record or not.</summary>
    public static async Task<(QueuedDeliveryResponse? Queued, Refused? Refused)> Again(
        DeliveryRecord delivery,
        Subscription subscription,
        WebhookWork work
    )
    {
        if (work.Authority.CheckEvent(subscription, delivery.EventName, work.Caller) is { } forbidden)
            return (null, new Refused(forbidden));
        if (delivery.Attempts.Count >= MostAttempts)
            return (null, new Refused(RecordLimits.Reached(MostAttempts, "attempts at the delivery")));
        await work.Deliveries.Reschedule(delivery, isReplay: false, work.Cancellation);
        return (new(delivery.Id, delivery.EventName), null);
    }
}
