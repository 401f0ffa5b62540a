using Hub.Access;
using Hub.Delivery.Ports;
using Hub.Delivery.Relaying;
using Hub.Delivery.Replays;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Webhooks;

/// <summary>What can be done with a webhook beside changing it.</summary>
internal static class WebhookActionsApi
{
    public static void MapWebhookActions(this IEndpointRouteBuilder webhooks)
    {
        webhooks.MapPost("/{id:guid}/test", TestWebhook);
        webhooks.MapPost("/{id:guid}/enable", EnableWebhook);
        webhooks.MapPost("/{id:guid}/rotate-secret", RotateWebhookSecret);
        webhooks.MapPost("/{id:guid}/replay", ReplayEvents);
    }

    /// <summary>Sends a test.ping to the webhook. The answer says where to see how it went.</summary>
    internal static async Task<Results<Accepted<One<QueuedDeliveryResponse>>, Refused>> TestWebhook(
        Guid id,
        Caller caller,
        SubscriptionBook book,
        IStore store,
        TimeProvider time,
        PublicAddress address,
        HttpContext http
    )
    {
        var (stored, refused) = await FindActive(id, caller, book, http.RequestAborted);
        if (stored is null)
            return refused!;
        var organization = caller.Organization.Id;
        var ping = HubEvent.Of(Fact.TestPing, organization, Subscription.Partition, caller.Actor, time.GetUtcNow()) with
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

    /// <summary>Enables a webhook, also one that failed. It receives what happens from now on; replay brings the past.</summary>
    internal static async Task<Results<Ok<One<WebhookResponse>>, Refused>> EnableWebhook(
        Guid id,
        Caller caller,
        SubscriptionBook book,
        TimeProvider time,
        HttpContext http
    )
    {
        var now = time.GetUtcNow();
        var stored = await book.Change(caller.Organization.Id, id, one => one.Enable(now), http.RequestAborted);
        return stored is null
            ? new Refused(WebhookRefusals.NotFound(id))
            : TypedResults.Ok(new One<WebhookResponse>(WebhookResponse.Of(stored.Value)));
    }

    /// <summary>Changes the signing secret. The old one signs too for a while, so that receivers can follow.</summary>
    internal static async Task<Results<Ok<One<WebhookResponse>>, Refused>> RotateWebhookSecret(
        Guid id,
        RotateWebhookSecret? request,
        Caller caller,
        SubscriptionBook book,
        SecretKeeper secrets,
        TimeProvider time,
        HttpContext http
    )
    {
        request ??= new RotateWebhookSecret();
        var errors = new FieldErrors();
        WebhookRules.CheckSecret(request.Secret, errors);
        if (request.OverlapHours is < 0 or > 168)
            errors.Add("overlap_hours", "Must be between 0 and 168.");
        if (errors.Any)
            return new Refused(errors);
        var secret = request.Secret ?? SecretKeeper.NewSecret();
        var now = time.GetUtcNow();
        var until = now.AddHours(request.OverlapHours ?? 24);
        var stored = await book.Change(
            caller.Organization.Id,
            id,
            one => one.Rotate(secrets.Protect(secret), until, now),
            http.RequestAborted
        );
        return stored is null
            ? new Refused(WebhookRefusals.NotFound(id))
            : TypedResults.Ok(
                new One<WebhookResponse>(WebhookResponse.Of(stored.Value, request.Secret is null ? secret : null))
            );
    }

    /// <summary>Delivers past events again, those since a time. Their ids are the same as before.</summary>
    internal static async Task<Results<Accepted<One<ReplayResponse>>, Refused>> ReplayEvents(
        Guid id,
        ReplayEvents request,
        Caller caller,
        SubscriptionBook book,
        IStore store,
        TimeProvider time,
        PublicAddress address,
        HttpContext http
    )
    {
        var now = time.GetUtcNow();
        var errors = new FieldErrors();
        if (request.Since is not { } since || since > now)
            errors.Add("since", "Must be a time in the past.");
        if (errors.Any)
            return new Refused(errors);
        var (stored, refused) = await FindActive(id, caller, book, http.RequestAborted);
        if (stored is null)
            return refused!;
        var replay = new Replay
        {
            Id = Guid.CreateVersion7(now),
            Subscription = id,
            Since = request.Since!.Value,
            Until = now,
            CreatedAt = now,
        };
        var result = await store.Commit(ReplayHandler.Start(caller.Organization.Id, replay), http.RequestAborted);
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
        SubscriptionBook book,
        CancellationToken cancellation
    )
    {
        var stored = await book.Find(caller.Organization.Id, id, cancellation);
        if (stored is null)
            return (null, new Refused(WebhookRefusals.NotFound(id)));
        return stored.Value.State == SubscriptionState.Active
            ? (stored, null)
            : (null, new Refused(WebhookRefusals.Disabled(stored.Value.StateReason)));
    }
}
