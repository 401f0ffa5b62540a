using Hub.Access;
using Hub.Delivery.Relaying;
using Hub.Delivery.Replays;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Edge;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Quotas;
using Hub.Resources;
using Hub.Templates;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Webhooks;

/// <summary>What can be done with a webhook beside changing it.</summary>
internal static class WebhookActionsApi
{
    /// <summary>Of one webhook, finished ones included.</summary>
    private const int MostReplays = 100;
    private const int MostRunningReplays = 10;

    public static void MapWebhookActions(this IEndpointRouteBuilder webhooks)
    {
        webhooks.MapPost("/{id}/test", TestWebhook);
        webhooks.MapPost("/{id}/enable", EnableWebhook).SetsETag();
        webhooks
            .MapPost("/{id}/rotate-secret", RotateWebhookSecret)
            .ShowsSecrets()
            .SetsETag()
            .EvenWhenFull("A secret that is out must not stay in use.");
        webhooks.MapPost("/{id}/replay", ReplayEvents);
        webhooks.MapWebhookPreview();
    }

    /// <summary>
    /// Send a test to a webhook. Queues the event test.ping; the answer says where to see how it went.
    /// </summary>
    /// <remarks>
    /// Use it to check with a test event that a server answers; for real ones, use Replay past events to a webhook instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The delivery that was queued.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    /// <response code="409">The webhook is not active (WEBHOOK_DISABLED).</response>
    internal static async Task<Results<Accepted<One<QueuedDeliveryResponse>>, Refused>> TestWebhook(
        Guid id,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        IStore store,
        TimeProvider time,
        PublicAddress address,
        HttpContext http
    )
    {
        var (stored, refused) = await FindActive(id, caller, book, authority, http.RequestAborted);
        if (stored is null)
            return refused!;
        var organization = caller.Organization.Id;
        var ping = HubEvent.Of(Fact.TestPing, organization, Subscription.Partition, caller.Actor, time.Now()) with
        {
            OnlyFor = id,
        };
        var commit = new Commit(organization, Subscription.Partition) { Events = [ping] };
        if (await store.Commit(commit, http.RequestAborted) is var result and not CommitResult.Done)
            return new Refused(result.ToRefusal());
        var delivery = FanOut.IdOf(ping, id);
        return TypedResults.Accepted(
            address.Of(http, $"/api/v1/webhooks/{id}/deliveries/{delivery}"),
            new One<QueuedDeliveryResponse>(new(delivery, "test.ping"))
        );
    }

    /// <summary>
    /// Enable a webhook. Also one that failed. It receives what happens from now on; a replay brings the past.
    /// </summary>
    /// <remarks>Use it to turn a webhook on again that failed or was paused; to change it, use Update a webhook instead.</remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The webhook, active.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<Results<Ok<One<WebhookResponse>>, Refused>> EnableWebhook(
        Guid id,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        IEventFeed feed,
        ReceiverKeeper receivers,
        TimeProvider time,
        HttpContext http
    )
    {
        var (_, refused) = await authority.Find(id, caller, book, http.RequestAborted);
        if (refused is not null)
            return refused;
        var now = time.Now();
        var from = await feed.Position(http.RequestAborted);
        var written = await book.Change(
            book.Webhook(caller, id),
            one => one.Enable(from, caller.Agent, now),
            http.RequestAborted
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(new One<WebhookResponse>(WebhookResponse.Of(written.Value, receivers)));
    }

    /// <summary>
    /// Rotate the secret of a webhook. The old secret signs too for a while, so that receivers can follow.
    /// </summary>
    /// <remarks>
    /// Use it when a signing secret got around, or is old; for anything else of a webhook, use Update a webhook instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The webhook; with its new secret when the hub made it.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<Results<Ok<One<WebhookResponse>>, Refused>> RotateWebhookSecret(
        Guid id,
        Body<RotateWebhookSecret> body,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        SecretKeeper secrets,
        ReceiverKeeper receivers,
        WebhookRules rules,
        TimeProvider time,
        HttpContext http
    )
    {
        var request = body.Value;
        var (known, refused) = await authority.Find(id, caller, book, http.RequestAborted);
        if (known is null)
            return refused!;
        WebhookRules.CheckSecret(request.Secret, rules.Find(known.Value.Dialect), body.Errors);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var secret = request.Secret ?? SecretKeeper.NewSecret();
        var now = time.Now();
        var until = now.AddHours(request.OverlapHours ?? 24);
        var written = await book.Change(
            book.Webhook(caller, id),
            one => one.Rotate(secrets.Protect(secret), until, now),
            http.RequestAborted
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(
            new One<WebhookResponse>(
                WebhookResponse.Of(written.Value, receivers, request.Secret is null ? secret : null),
                WebhookRules.WarningFor(request.Secret) is { } guessable ? [guessable] : null
            )
        );
    }

    /// <summary>
    /// Replay past events to a webhook. Delivers what happened since a time once more, under the same ids as before.
    /// </summary>
    /// <remarks>
    /// Use it to repeat all events of a time, after an outage of your server; for a single one, use Send a delivery again instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The replay, just begun.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    /// <response code="409">The webhook is not active (WEBHOOK_DISABLED).</response>
    internal static async Task<Results<Accepted<One<ReplayResponse>>, Refused>> ReplayEvents(
        Guid id,
        Body<ReplayEvents> body,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        IStore store,
        TimeProvider time,
        PublicAddress address,
        HttpContext http
    )
    {
        var now = time.Now();
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var (stored, refused) = await FindActive(id, caller, book, authority, http.RequestAborted);
        if (stored is null)
            return refused!;
        var replay = new Replay
        {
            Id = Guid.CreateVersion7(now),
            Subscription = id,
            Since = body.Value.Since!.Value,
            Until = now,
            CreatedAt = now,
        };
        var former = await store.Query(
            Replay.Document,
            caller.Organization.Id,
            new Query
            {
                Partition = Replay.PartitionOf(id),
                Sort = [new Sort("created_at")],
                Limit = MostReplays,
            },
            http.RequestAborted
        );
        if (former.Items.Count(static one => one.Value.Status == ReplayStatus.Running) >= MostRunningReplays)
            return new Refused(RecordLimits.Reached(MostRunningReplays, "replays under way for the webhook"));
        var start = ReplayHandler.Start(caller.Organization.Id, replay);
        // The oldest makes room: what became of it was there to be read for long.
        if (former.Items.Count == MostReplays)
            start = start with
            {
                Changes =
                [
                    .. start.Changes,
                    new Delete(
                        Replay.Document,
                        former.Items.First(static one => one.Value.Status != ReplayStatus.Running).Id,
                        Expected.Anything
                    ),
                ],
            };
        var result = await store.Commit(start, http.RequestAborted);
        return result is CommitResult.Done
            ? TypedResults.Accepted(
                address.Of(http, $"/api/v1/webhooks/{id}/replays/{replay.Id}"),
                new One<ReplayResponse>(ReplayResponse.Of(replay))
            )
            : new Refused(result.ToRefusal());
    }

    public static async Task<(Stored<Subscription>? Stored, Refused? Refused)> FindActive(
        Guid id,
        Caller caller,
        SubscriptionStore book,
        WebhookAuthority authority,
        CancellationToken cancellation
    )
    {
        var (stored, refused) = await authority.Find(id, caller, book, cancellation);
        if (stored is null)
            return (null, refused);
        return stored.Value.State == SubscriptionState.Active
            ? (stored, null)
            : (null, new Refused(WebhookRefusals.Disabled(stored.Value.StateReason)));
    }
}
