using Hub.Access;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tokens;
using Hub.Edge;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Records;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Webhooks;

/// <summary>Subscriptions by the tiketti contract, in any dialect.</summary>
internal static class WebhooksApi
{
    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").OfResource(WebhookRefusals.NotFound).WithTags("Webhooks");
        var reads = webhooks.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        reads.MapGet("", ListWebhooks);
        reads.MapGet("/{id}", GetWebhook).Shows();
        reads.MapDeliveryReads();

        var writes = webhooks.MapGroup("").RequireScope(Scope.TicketsWrite).LimitAs(Limit.Write);
        writes.MapPost("", CreateWebhook).MakesWebhooks().InFlows(Visibility.Important);
        writes.MapPatch("/{id}", UpdateWebhook).Changes();
        writes.MapDelete("/{id}", DeleteWebhook).TakesIfMatch();
        writes.MapWebhookActions();
        writes.MapDeliveryActions();
    }

    /// <summary>What every route does that makes webhooks, whatever contract it is of.</summary>
    public static RouteHandlerBuilder MakesWebhooks(this RouteHandlerBuilder create) =>
        create.ShowsSecrets().Idempotent(Subscription.Counter).SetsETag().WithMetadata(WebhookWriter.Limited);

    /// <summary>
    /// List webhooks. Shows the organization's webhooks, the newest first: those of whose events the token may read all.
    /// </summary>
    /// <remarks>Use it to see where events are sent; to see what was sent, use List deliveries of a webhook instead.</remarks>
    /// <returns>One page of webhooks.</returns>
    internal static async Task<Results<Ok<Many<WebhookResponse>>, Refused>> ListWebhooks(
        Query<ListWebhooks> list,
        Caller caller,
        WebhookAuthority authority,
        ReceiverKeeper receivers,
        IDeliveryStore deliveries,
        IStore store,
        CancellationToken cancellation
    )
    {
        var errors = list.Errors;
        var (paging, filter) = list.Value.Read(errors);
        if (errors.Any)
            return new Refused(errors);
        var page = await Page(paging, filter, caller, authority, store, cancellation);
        var attempts = await LastAttempts.Of(
            page.Items.Select(static stored => stored.Value.Id),
            caller.Organization.Id,
            deliveries,
            cancellation
        );
        return paging.Answer(page, one =>
            WebhookResponse.Of(one, receivers) with
            {
                LastResponseCode = attempts.GetValueOrDefault(one.Id)?.StatusCode,
                LastAttemptAt = attempts.GetValueOrDefault(one.Id)?.At,
            }
        );
    }

    /// <summary>The newest first, as far as the token may be told of all their events.</summary>
    public static Task<Page<Subscription>> Page(
        Paging paging,
        Filter filter,
        Caller caller,
        WebhookAuthority authority,
        IStore store,
        CancellationToken cancellation
    )
    {
        if (authority.Narrow(caller) is { } visible)
            filter = new Filter.And([filter, visible]);
        var query = paging.Over(filter, new Sort("created_at", Descending: true)) with
        {
            Partition = Subscription.Partition,
        };
        return store.Query(Subscription.Document, caller.Organization.Id, query, cancellation);
    }

    /// <summary>
    /// Create a webhook. Subscribes a receiver to events; the same address, dialect, events, filters and target again is
    /// the same webhook (existing: true), which is then enabled. A secret that such a request brings takes over, and the one before
    /// signs too for 24 hours. A token can only subscribe to what its scopes let it read.
    /// </summary>
    /// <remarks>
    /// Use it to have a server of yours called with events; to start this very flow, use a trigger as When a ticket is created
    /// instead.
    /// </remarks>
    /// <returns>The webhook; with its secret when the hub made it.</returns>
    /// <response code="422">
    /// A value does not hold: the address (INVALID_URL), the events (INVALID_EVENTS) or another field; or the receiver did
    /// not answer the dialect's challenge (challenge_failed).
    /// </response>
    internal static async Task<Results<Created<SavedWebhook>, Refused>> CreateWebhook(
        Body<CreateWebhook> body,
        Caller caller,
        References references,
        WebhookWriter writer,
        WebhookRules rules,
        ReceiverKeeper receivers,
        PublicAddress address,
        HttpContext http
    )
    {
        await references.Check(body, caller.Organization.Id, http.RequestAborted);
        var (written, refused) = await writer.Create(body, caller, http);
        if (refused is not null)
            return refused;
        http.SetETag(written.Version);
        var created = written.Value!;
        return TypedResults.Created(
            address.Of(http, $"/api/v1/webhooks/{created.Subscription.Id}"),
            new SavedWebhook(
                WebhookResponse.Of(created.Subscription, receivers, created.NewSecret),
                created.Existing ? true : null,
                rules.WarningsFor(created.Subscription, body.Value.Secret)
            )
        );
    }

    /// <summary>Get a webhook. Its secret is not shown, and credentials in its address are masked.</summary>
    /// <remarks>
    /// Use it to read whether a webhook works, and why not; for what was sent, use List deliveries of a webhook instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The webhook.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<Results<Ok<One<WebhookResponse>>, StatusCodeHttpResult, Refused>> GetWebhook(
        Guid id,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        ReceiverKeeper receivers,
        HttpContext http
    )
    {
        var (stored, refused) = await authority.Find(id, caller, book, http.RequestAborted);
        if (stored is null)
            return refused!;
        return http.Show(stored.Version, WebhookResponse.Of(stored.Value, receivers));
    }

    /// <summary>
    /// Update a webhook. Fields that are left out stay as they are, null clears them. An address on another host, port or
    /// scheme drops the extra headers, which are often credentials, unless the request brings them.
    /// </summary>
    /// <remarks>
    /// Use it to change the URL, events or filters of a webhook that is there, or to pause it; to add a new one, use Create a
    /// webhook instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The webhook as it is now.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    /// <response code="409">Another webhook has this address, target, events and filters (webhook_exists).</response>
    /// <response code="422">
    /// A value does not hold: the address (INVALID_URL), the events (INVALID_EVENTS) or another field; or the receiver did
    /// not answer the dialect's challenge (challenge_failed).
    /// </response>
    internal static async Task<Results<Ok<SavedWebhook>, Refused>> UpdateWebhook(
        Guid id,
        Body<UpdateWebhook> body,
        Caller caller,
        References references,
        SubscriptionStore book,
        WebhookWriter writer,
        WebhookRules rules,
        ReceiverKeeper receivers,
        HttpContext http
    )
    {
        await references.Check(body, caller.Organization.Id, http.RequestAborted);
        var (written, refused) = await writer.Update(book.Webhook(caller, id), body, caller, http);
        if (refused is not null)
            return refused;
        http.SetETag(written.Version);
        var updated = written.Value!;
        return TypedResults.Ok(
            new SavedWebhook(
                WebhookResponse.Of(updated, receivers),
                Warnings: rules.WarningsFor(updated, body.Value.Secret.Or(null))
            )
        );
    }

    /// <summary>Delete a webhook. The subscription ends, and deliveries that still wait are dropped.</summary>
    /// <remarks>Use it to remove a webhook that is not needed any more; to only pause it, use Update a webhook instead.</remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static Task<Results<NoContent, Refused>> DeleteWebhook(
        Guid id,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        OptimisticWriter writer,
        HttpContext http
    ) => Delete(book.Webhook(caller, id), caller, authority, writer, http);

    public static async Task<Results<NoContent, Refused>> Delete(
        Place<Subscription> place,
        Caller caller,
        WebhookAuthority authority,
        OptimisticWriter writer,
        HttpContext http
    )
    {
        var written = await writer.Change(
            place.AsAskedBy(http),
            stored =>
                authority.Check(stored.Value, caller) is { } forbidden
                    ? forbidden
                    : Proposal.Delete(Subscription.Document, caller.Organization.Id, stored),
            http.RequestAborted
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }
}
