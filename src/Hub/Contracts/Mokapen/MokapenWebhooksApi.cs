using Hub.Access;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Dialects;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
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

namespace Hub.Contracts.Mokapen;

/// <summary>Subscriptions by the mokapen contract: those of its dialect, with the organization's number.</summary>
internal static class MokapenWebhooksApi
{
    public const string Dialect = "mokapen";

    private const string Tag = "Mokapen";

    public static void MapMokapen(this IEndpointRouteBuilder routes)
    {
        routes.AddJson(MokapenJson.Default);
        var api = routes.MapGroup("/api").WithTags(Tag).InFlows(Visibility.Internal);
        api.MapGet("/webhook-events", ListMokapenEvents)
            .RequireScope(Scope.RecordsRead)
            .LimitAs(Limit.Read)
            .IsNotExported();
        var webhooks = api.MapGroup("/webhooks").OfResource(WebhookRefusals.NotFound);
        var reads = webhooks.MapGroup("").RequireScope(Scope.RecordsRead).LimitAs(Limit.Read);
        reads.MapGet("", ListMokapenWebhooks).IsNotExported();
        reads.MapGet("/{id}", GetMokapenWebhook).Shows();
        reads.MapGet("/{id}/logs", ListMokapenDeliveries);

        var writes = webhooks.MapGroup("").RequireScope(Scope.RecordsWrite).LimitAs(Limit.Write);
        writes.MapPost("", CreateMokapenWebhook).MakesWebhooks();
        writes.MapPut("/{id}", UpdateMokapenWebhook).Changes();
        writes.MapDelete("/{id}", DeleteMokapenWebhook).TakesIfMatch();
    }

    /// <summary>List webhooks of mokapen. Shows the organization's, the newest first: those of whose events the token may read all.</summary>
    /// <returns>One page of webhooks.</returns>
    /// <response code="403">The number is another organization's (wrong_organization), or the token lacks a scope.</response>
    internal static async Task<Results<Ok<Many<MokapenWebhookResponse>>, Refused>> ListMokapenWebhooks(
        Query<ListMokapenWebhooks> list,
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
        if (WrongOrganization(list.Value.OrgId, caller) is { } wrong)
            return wrong;
        var page = await WebhooksApi.Page(paging, filter, caller, authority, store, cancellation);
        return paging.Answer(page, one => MokapenWebhookResponse.Of(one, caller, receivers));
    }

    /// <summary>Get a webhook of mokapen. Its secret is not shown, and credentials in its address are masked.</summary>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The webhook.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<
        Results<Ok<One<MokapenWebhookResponse>>, StatusCodeHttpResult, Refused>
    > GetMokapenWebhook(
        Guid id,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        ReceiverKeeper receivers,
        HttpContext http
    )
    {
        var (stored, refused) = await authority.Find(id, Dialect, caller, book, http.RequestAborted);
        if (stored is null)
            return refused!;
        return http.Show(stored.Version, MokapenWebhookResponse.Of(stored.Value, caller, receivers));
    }

    /// <summary>
    /// Create a webhook of mokapen. Subscribes a receiver to events; the same address and events again is the same webhook.
    /// </summary>
    /// <returns>The webhook; with its secret when the hub made it.</returns>
    /// <response code="403">The number is another organization's (wrong_organization), or the token lacks a scope.</response>
    /// <response code="422">A value does not hold: the address (INVALID_URL), the events (INVALID_EVENTS) or another field.</response>
    internal static async Task<Results<Created<One<MokapenWebhookResponse>>, Refused>> CreateMokapenWebhook(
        Body<CreateMokapenWebhook> body,
        Caller caller,
        WebhookWriter writer,
        WebhookRules rules,
        ReceiverKeeper receivers,
        PublicAddress address,
        HttpContext http
    )
    {
        if (WrongOrganization(body.Value.OrgId, caller) is { } wrong)
            return wrong;
        var webhook = new Body<CreateWebhook>(body.Value.ToWebhook(), body.Errors);
        var (written, refused) = await writer.Create(webhook, caller, http);
        if (refused is not null)
            return refused;
        http.SetETag(written.Version);
        var created = written.Value!;
        return TypedResults.Created(
            address.Of(http, $"/api/webhooks/{created.Subscription.Id}"),
            new One<MokapenWebhookResponse>(
                MokapenWebhookResponse.Of(created.Subscription, caller, receivers, created.NewSecret),
                rules.WarningsFor(created.Subscription, body.Value.Secret)
            )
        );
    }

    /// <summary>Update a webhook of mokapen. Fields that are left out stay as they are.</summary>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The webhook as it is now.</returns>
    /// <response code="403">The number is another organization's (wrong_organization), or the token lacks a scope.</response>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    /// <response code="409">Another webhook has this address and these events (webhook_exists).</response>
    /// <response code="422">A value does not hold: the address (INVALID_URL), the events (INVALID_EVENTS) or another field.</response>
    internal static async Task<Results<Ok<One<MokapenWebhookResponse>>, Refused>> UpdateMokapenWebhook(
        Guid id,
        Body<UpdateMokapenWebhook> body,
        Caller caller,
        SubscriptionStore book,
        WebhookWriter writer,
        WebhookRules rules,
        ReceiverKeeper receivers,
        HttpContext http
    )
    {
        if (WrongOrganization(body.Value.OrgId.Or(null), caller) is { } wrong)
            return wrong;
        var webhook = new Body<UpdateWebhook>(body.Value.ToWebhook(), body.Errors);
        var (written, refused) = await writer.Update(book.Webhook(caller, id, Dialect), webhook, caller, http);
        if (refused is not null)
            return refused;
        http.SetETag(written.Version);
        var updated = written.Value!;
        return TypedResults.Ok(
            new One<MokapenWebhookResponse>(
                MokapenWebhookResponse.Of(updated, caller, receivers),
                rules.WarningsFor(updated, body.Value.Secret.Or(null))
            )
        );
    }

    /// <summary>Delete a webhook of mokapen. The subscription ends, and deliveries that still wait are dropped.</summary>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static Task<Results<NoContent, Refused>> DeleteMokapenWebhook(
        Guid id,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        OptimisticWriter writer,
        HttpContext http
    ) => WebhooksApi.Delete(book.Webhook(caller, id, Dialect), caller, authority, writer, http);

    /// <summary>List the log of a webhook of mokapen. Shows its deliveries, the newest first, each with how its last attempt went.</summary>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>One page of deliveries.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<Results<Ok<Many<DeliveryResponse>>, Refused>> ListMokapenDeliveries(
        Guid id,
        Query<ListDeliveries> list,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        IDeliveryStore deliveries,
        CancellationToken cancellation
    )
    {
        var (paging, query) = list.Value.Read(list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var (_, missing) = await authority.Find(id, Dialect, caller, book, cancellation);
        return missing is null
            ? TypedResults.Ok(await DeliveriesApi.Page(id, paging, query, caller, deliveries, cancellation))
            : missing;
    }

    /// <summary>List the events of mokapen. Shows each event that a webhook may name, with a sample and a JSON Schema of its payload.</summary>
    /// <returns>One page of events; all of them, unless it is to be smaller.</returns>
    internal static Results<Ok<Many<WebhookEventResponse>>, Refused> ListMokapenEvents(
        Query<ListMokapenEvents> list,
        DialectCatalogue dialects
    )
    {
        var (dialect, asked) = (dialects.Find(Dialect)!, list.Value);
        var paging = Paging.Read(asked.Page, asked.PerPage ?? Paging.LargestPerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        return TypedResults.Ok(paging.Of(dialect.Events, one => WebhookEventResponse.Of(dialect, one)));
    }

    private static Refused? WrongOrganization(long? number, Caller caller)
    {
        var own = caller.Organization.KnownNumber;
        return number is null || number == own
            ? null
            : new Refused(
                new Refusal(
                    RefusalKind.Forbidden,
                    "wrong_organization",
                    $"This token belongs to the organization {own}; leave org_id out, or send that.",
                    "org_id"
                )
            );
    }
}
