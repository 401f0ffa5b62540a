using System.Globalization;
using Hub.Access;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Tokens;
using Hub.Edge;
using Hub.Errors;
using Hub.Exporting;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Records;
using Hub.Resources;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Contracts.Inbenta;

/// <summary>Subscriptions by the inbenta contract: one item each, by a number or a UUID, without envelopes.</summary>
internal static class InbentaWebhooksApi
{
    private const string Tag = "Inbenta";
    private const string Root = "/v1/webhooks";

    public static void MapInbenta(this IEndpointRouteBuilder routes)
    {
        routes.AddJson(InbentaJson.Default);
        var api = routes.MapGroup("/v1").WithTags(Tag).InFlows(Visibility.Internal);
        api.MapInbentaMedia();
        var webhooks = api.MapGroup("/webhooks").OfResource(WebhookRefusals.NotFound);
        var reads = webhooks.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        reads.MapGet("", ListInbentaWebhooks).IsNotExported();
        reads.MapGet("/{id}", GetInbentaWebhook).Shows();

        var writes = webhooks.MapGroup("").RequireScope(Scope.TicketsWrite).LimitAs(Limit.Write);
        writes.MapPost("", CreateInbentaWebhook).MakesWebhooks();
        writes.MapPut("/{id}", UpdateInbentaWebhook).Changes();
        writes.MapDelete("/{id}", DeleteInbentaWebhook).TakesIfMatch();
    }

    /// <summary>List webhooks of inbenta. Shows the organization's that are active, the newest first.</summary>
    /// <returns>One page of webhooks.</returns>
    internal static async Task<Results<Ok<Many<InbentaWebhookResponse>>, Refused>> ListInbentaWebhooks(
        Query<ListInbentaWebhooks> list,
        Caller caller,
        WebhookAuthority authority,
        ReceiverKeeper receivers,
        IStore store,
        CancellationToken cancellation
    )
    {
        var (paging, filter) = list.Value.Read(list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var page = await WebhooksApi.Page(paging, filter, caller, authority, store, cancellation);
        return paging.Answer(page, one => InbentaWebhookResponse.Of(one, receivers));
    }

    /// <summary>Get a webhook of inbenta. Its secret is not shown, and credentials in its address are masked.</summary>
    /// <param name="id">The webhook's number or its UUID.</param>
    /// <returns>The webhook.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<Results<Ok<InbentaWebhookResponse>, StatusCodeHttpResult, Refused>> GetInbentaWebhook(
        string id,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        ReceiverKeeper receivers,
        HttpContext http
    )
    {
        if (await Find(id, caller, book, http.RequestAborted) is not { } uuid)
            return new Refused(WebhookRefusals.NotFound(id));
        var (stored, refused) = await authority.Find(uuid, InbentaItems.Dialect, caller, book, http.RequestAborted);
        return stored is null
            ? refused!
            : http.ShowBare(stored.Version, InbentaWebhookResponse.Of(stored.Value, receivers));
    }

    /// <summary>
    /// Create a webhook of inbenta. Its address is asked first whose it is: an empty GET shows the secret and a random text, which has
    /// to come back. The same address and item again is the same webhook, which is then enabled.
    /// </summary>
    /// <returns>The webhook; with its secret when the hub made it.</returns>
    /// <response code="422">
    /// A value does not hold: the address (INVALID_URL) or another field; or the receiver did not answer the challenge
    /// (challenge_failed), and the detail says what came back.
    /// </response>
    internal static async Task<Results<Created<InbentaWebhookResponse>, Refused>> CreateInbentaWebhook(
        Body<CreateInbentaWebhook> body,
        Caller caller,
        WebhookWriter writer,
        WebhookRules rules,
        ReceiverKeeper receivers,
        PublicAddress address,
        HttpContext http
    )
    {
        var webhook = new Body<CreateWebhook>(body.Value.ToWebhook(), body.Errors);
        var (written, refused) = await writer.Create(webhook, caller, http);
        if (refused is not null)
            return refused;
        http.SetETag(written.Version);
        var (created, secret, _) = written.Value!;
        return TypedResults.Created(
            address.Of(http, $"{Root}/{created.Number}"),
            InbentaWebhookResponse.Of(created, receivers, secret, rules.WarningsFor(created, body.Value.Secret))
        );
    }

    /// <summary>
    /// Update a webhook of inbenta. Fields that are left out stay as they are; another address is asked first whose it is, as at the
    /// creation.
    /// </summary>
    /// <param name="id">The webhook's number or its UUID.</param>
    /// <returns>The webhook as it is now.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    /// <response code="409">Another webhook has this address and this item (webhook_exists).</response>
    /// <response code="422">
    /// A value does not hold: the address (INVALID_URL) or another field; or the receiver did not answer the challenge
    /// (challenge_failed), and the detail says what came back.
    /// </response>
    internal static async Task<Results<Ok<InbentaWebhookResponse>, Refused>> UpdateInbentaWebhook(
        string id,
        Body<UpdateInbentaWebhook> body,
        Caller caller,
        SubscriptionStore book,
        WebhookWriter writer,
        WebhookRules rules,
        ReceiverKeeper receivers,
        HttpContext http
    )
    {
        if (await Find(id, caller, book, http.RequestAborted) is not { } uuid)
            return WebhookChecks.RefusalOf(body.Errors) ?? new Refused(WebhookRefusals.NotFound(id));
        var webhook = new Body<UpdateWebhook>(body.Value.ToWebhook(), body.Errors);
        var place = book.Webhook(caller, uuid, InbentaItems.Dialect);
        var (written, refused) = await writer.Update(place, webhook, caller, http);
        if (refused is not null)
            return refused;
        http.SetETag(written.Version);
        var updated = written.Value!;
        var warnings = rules.WarningsFor(updated, body.Value.Secret.Or(null));
        return TypedResults.Ok(InbentaWebhookResponse.Of(updated, receivers, warnings: warnings));
    }

    /// <summary>Delete a webhook of inbenta. The subscription ends, and deliveries that still wait are dropped.</summary>
    /// <param name="id">The webhook's number or its UUID.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<Results<NoContent, Refused>> DeleteInbentaWebhook(
        string id,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        OptimisticWriter writer,
        HttpContext http
    ) =>
        await Find(id, caller, book, http.RequestAborted) is { } uuid
            ? await WebhooksApi.Delete(
                book.Webhook(caller, uuid, InbentaItems.Dialect),
                caller,
                authority,
                writer,
                http
            )
            : new Refused(WebhookRefusals.NotFound(id));

    /// <summary>The UUID that is said, or that of the webhook with the number.</summary>
    private static async ValueTask<Guid?> Find(
        string id,
        Caller caller,
        SubscriptionStore book,
        CancellationToken cancellation
    ) =>
        Guid.TryParse(id, out var uuid) ? uuid
        : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (await book.FindByNumber(caller.Organization.Id, number, cancellation))?.Value.Id
        : null;
}
