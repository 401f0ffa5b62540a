using Hub.Access;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Delivery.Tallies;
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
        var webhooks = api.MapGroup("/webhooks")
            .OfResource(WebhookRefusals.NotFound)
            .WithTags("Webhooks")
            .About("A webhook sends events to a server.");
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
    /// <remarks>
    /// Use it to list, show or get all webhooks and subscriptions; to see what was sent, use List deliveries of a webhook
    /// instead.
    /// </remarks>
    /// <returns>A page of webhooks.</returns>
    internal static async Task<Results<Ok<Many<WebhookResponse>>, Refused>> ListWebhooks(
        Query<ListWebhooks> list,
        [AsParameters] WebhookWork work
    )
    {
        var errors = list.Errors;
        var (paging, filter) = list.Value.Read(errors);
        var sort = list.Value.ReadSort(errors);
        if (errors.Any)
            return new Refused(errors);
        var page = await Page(paging, filter, sort, work.Caller, work.Authority, work.Store, work.Cancellation);
        return await Show(paging, page, work);
    }

    /// <summary>Webhooks, each with what its receiver said last.</summary>
    public static async Task<Results<Ok<Many<WebhookResponse>>, Refused>> Show(
        Paging paging,
        Page<Subscription> page,
        WebhookWork work
    )
    {
        var attempts = await LastAttempts.Of(
            page.Items.Select(static stored => stored.Value.Id),
            work.Organization,
            work.Deliveries,
            work.Cancellation
        );
        return paging.Answer(page, one =>
            work.Show(one) with
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
    ) => Page(paging, filter, new Sort("created_at", Descending: true), caller, authority, store, cancellation);

    private static Task<Page<Subscription>> Page(
        Paging paging,
        Filter filter,
        Sort sort,
        Caller caller,
        WebhookAuthority authority,
        IStore store,
        CancellationToken cancellation
    )
    {
        var query = paging.Over(authority.Narrow(filter, caller), sort) with { Partition = Subscription.Partition };
        return store.Query(Subscription.Document, caller.Organization.Id, query, cancellation);
    }

    /// <summary>
    /// Create a webhook. Subscribes a receiver to events; the same address, dialect, events, filters and target again is
    /// the same webhook (existing: true), which is then enabled. A secret that such a request brings takes over, and the one before
    /// signs too for 24 hours. A token can only subscribe to what its scopes let it read.
    /// </summary>
    /// <remarks>
    /// Use it to create, add, make or register a webhook, or to subscribe a server or URL of yours to events; to start this very
    /// flow, use a trigger as When a ticket is created instead.
    /// </remarks>
    /// <returns>The webhook; with its secret when the hub made it.</returns>
    /// <response code="422">
    /// A value does not hold: the address (INVALID_URL), the events (INVALID_EVENTS) or another field; or the receiver did
    /// not answer the dialect's challenge (challenge_failed).
    /// </response>
    internal static async Task<Results<Created<SavedWebhook>, Refused>> CreateWebhook(
        Body<CreateWebhook> body,
        [AsParameters] WebhookWork work
    )
    {
        await work.References.Check(body, work.Organization, work.Cancellation);
        var (written, refused) = await work.Writer.Create(body, work.Caller, work.Http);
        if (refused is not null)
            return refused;
        work.Http.SetETag(written.Version);
        var created = written.Value!;
        return TypedResults.Created(
            work.UrlOf($"{created.Subscription.Id}"),
            new SavedWebhook(
                work.Show(created.Subscription, created.NewSecret),
                created.Existing ? true : null,
                work.Rules.WarningsFor(created.Subscription, body.Value.Secret)
            )
        );
    }

    /// <summary>Get a webhook. Its secret is not shown, and credentials in its address are masked.</summary>
    /// <remarks>
    /// Use it to get, show, read or look up one webhook with its settings, and whether it works; for what was sent, use List
    /// deliveries of a webhook instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The webhook.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<Results<Ok<One<WebhookResponse>>, StatusCodeHttpResult, Refused>> GetWebhook(
        Guid id,
        [AsParameters] WebhookWork work
    )
    {
        var (stored, refused) = await work.Find(id);
        if (stored is null)
            return refused!;
        return work.Http.Show(stored.Version, work.Show(stored.Value));
    }

    /// <summary>
    /// Update a webhook. Fields that are left out stay as they are, null clears them. An address on another host, port or
    /// scheme drops the extra headers, which are often credentials, unless the request brings them.
    /// </summary>
    /// <remarks>
    /// Use it to update, change, edit or set the URL, events or filters of a webhook, or to pause, disable or turn it off for a
    /// while; if there is none yet, use Create a webhook instead.
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
        [AsParameters] WebhookWork work
    )
    {
        await work.References.Check(body, work.Organization, work.Cancellation);
        var (written, refused) = await work.Writer.Update(work.PlaceOf(id), body, work.Caller, work.Http);
        if (refused is not null)
            return refused;
        work.Http.SetETag(written.Version);
        var updated = written.Value!;
        return TypedResults.Ok(
            new SavedWebhook(work.Show(updated), Warnings: work.Rules.WarningsFor(updated, body.Value.Secret.Or(null)))
        );
    }

    /// <summary>Delete a webhook. The subscription ends, and deliveries that still wait are dropped.</summary>
    /// <remarks>
    /// Use it to delete or remove a webhook or subscription that is not used any more, or to unsubscribe a server; to only pause
    /// it, use Update a webhook instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static Task<Results<NoContent, Refused>> DeleteWebhook(Guid id, [AsParameters] WebhookWork work) =>
        Delete(work.PlaceOf(id), work.Caller, work.Authority, work.Changes, work.Http);

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
            stored => authority.Check(stored.Value, caller) is { } forbidden ? forbidden : WebhooksApi.Deleted(stored),
            http.RequestAborted
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }

    /// <summary>It is gone, and how its receiver answered with it.</summary>
    public static Proposal<Subscription> Deleted(Stored<Subscription> stored) =>
        Proposal.Delete(
            Subscription.Document,
            stored.Value.Organization,
            stored,
            beside: [new Delete(ReceiverDays.Document, stored.Id, Expected.Anything)]
        );
}
