using Hub.Delivery.Dialects;
using Hub.Delivery.Replays;
using Hub.Delivery.Secrets;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Edge;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Quotas;
using Hub.Records;
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
    /// Test a webhook. Queues the event test.ping, the sample of another event, or one that has happened; the answer
    /// says where to see how it went.
    /// </summary>
    /// <remarks>
    /// Use it to test or check that a webhook works, by sending it a test event; for real events, use Replay past events to a
    /// webhook instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The delivery that was queued.</returns>
    /// <response code="404">There is no such webhook (WEBHOOK_NOT_FOUND), or the organization has no such event.</response>
    /// <response code="409">The webhook is not active (WEBHOOK_DISABLED).</response>
    internal static async Task<Results<Accepted<One<QueuedDeliveryResponse>>, Refused>> TestWebhook(
        Guid id,
        Body<TestWebhook> body,
        [AsParameters] WebhookWork work
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var (stored, refused) = await work.FindActive(id);
        if (stored is null)
            return refused!;
        var (queued, forbidden) = body.Value.EventId is { } past
            ? await TestEvents.Repeat(past, stored.Value, work)
            : await TestEvents.Pretend(body.Value.Event ?? Dialect.TestPing, stored.Value, work);
        return queued is null
            ? forbidden!
            : TypedResults.Accepted(work.UrlOf($"{id}/deliveries/{queued.DeliveryId}"), body.Answer(queued));
    }

    /// <summary>
    /// Enable a webhook. Also one that failed. It receives what happens from now on; a replay brings the past.
    /// </summary>
    /// <remarks>
    /// Use it to enable, resume or turn on again a webhook that failed or is not active; to change it, use Update a webhook
    /// instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The webhook, active.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<Results<Ok<One<WebhookResponse>>, Refused>> EnableWebhook(
        Guid id,
        [AsParameters] WebhookWork work
    )
    {
        var (_, refused) = await work.Find(id);
        if (refused is not null)
            return refused;
        var now = work.Time.Now();
        var from = await work.Feed.Position(work.Cancellation);
        var written = await work.Book.Change(
            work.PlaceOf(id),
            one => one.Enable(from, work.Caller.Agent, now),
            work.Cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        work.Http.SetETag(written.Version);
        return TypedResults.Ok(new One<WebhookResponse>(work.Show(written.Value)));
    }

    /// <summary>
    /// Rotate the secret of a webhook. The old secret signs too for a while, so that receivers can follow.
    /// </summary>
    /// <remarks>
    /// Use it to change, renew or rotate a signing secret that got around, or is old; for anything else of a webhook, use Update a webhook instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The webhook; with its new secret when the hub made it.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<Results<Ok<One<WebhookResponse>>, Refused>> RotateWebhookSecret(
        Guid id,
        Body<RotateWebhookSecret> body,
        [AsParameters] WebhookWork work
    )
    {
        var request = body.Value;
        var (known, refused) = await work.Find(id);
        if (known is null)
            return refused!;
        WebhookRules.CheckSecret(request.Secret, work.Rules.Find(known.Value.Dialect), body.Errors);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var secret = request.Secret ?? SecretKeeper.NewSecret();
        var now = work.Time.Now();
        var until = now.AddHours(request.OverlapHours ?? 24);
        var written = await work.Book.Change(
            work.PlaceOf(id),
            one => one.Rotate(work.Secrets.Protect(secret), until, now),
            work.Cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        work.Http.SetETag(written.Version);
        return TypedResults.Ok(
            new One<WebhookResponse>(
                work.Show(written.Value, request.Secret is null ? secret : null),
                WebhookRules.WarningFor(request.Secret) is { } guessable ? [guessable] : null
            )
        );
    }

    /// <summary>
    /// Replay past events to a webhook. Delivers what happened since a time once more, under the same ids as before.
    /// </summary>
    /// <remarks>
    /// Use it to replay, send again or repeat all events of a time, as those of yesterday that your server missed in an outage;
    /// for a single delivery, use Retry a delivery instead.
    /// </remarks>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The replay, just begun.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    /// <response code="409">The webhook is not active (WEBHOOK_DISABLED).</response>
    internal static async Task<Results<Accepted<One<ReplayResponse>>, Refused>> ReplayEvents(
        Guid id,
        Body<ReplayEvents> body,
        [AsParameters] WebhookWork work
    )
    {
        var now = work.Time.Now();
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var (stored, refused) = await work.FindActive(id);
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
        var former = await work.Store.Query(
            Replay.Document,
            work.Organization,
            new Query
            {
                Partition = Replay.PartitionOf(id),
                Sort = [new Sort("created_at")],
                Limit = MostReplays,
            },
            work.Cancellation
        );
        if (former.Items.Count(static one => one.Value.Status == ReplayStatus.Running) >= MostRunningReplays)
            return new Refused(RecordLimits.Reached(MostRunningReplays, "replays under way for the webhook"));
        var start = ReplayHandler.Start(work.Organization, replay);
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
        var result = await work.Store.Commit(start, work.Cancellation);
        return result is CommitResult.Done
            ? TypedResults.Accepted(
                work.UrlOf($"{id}/replays/{replay.Id}"),
                new One<ReplayResponse>(ReplayResponse.Of(replay))
            )
            : new Refused(result.ToRefusal());
    }
}
