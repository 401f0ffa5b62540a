using Hub.Access;
using Hub.Delivery.Relaying;
using Hub.Delivery.Subscriptions;
using Hub.Delivery.Templates;
using Hub.Errors;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Webhooks;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Templates;

/// <summary>What a webhook would have sent, by its filter and its template together.</summary>
internal static class WebhookPreviewApi
{
    private const int UsualLast = 50;

    public static void MapWebhookPreview(this IEndpointRouteBuilder webhooks) =>
        webhooks
            .MapPost("/{id}/preview", PreviewWebhook)
            .LimitAs(Limit.Read)
            .WithTags("Webhooks")
            .InFlows(Visibility.Internal);

    /// <summary>
    /// Preview a webhook. Says which of the organization's last events it would have sent and shows each as it would look; with
    /// another template too. Nothing is sent.
    /// </summary>
    /// <param name="id">The webhook's id, a UUID.</param>
    /// <returns>The messages, the newest event first, and of how many events.</returns>
    /// <response code="404">There is no such webhook in the organization of the token (WEBHOOK_NOT_FOUND).</response>
    internal static async Task<Results<Ok<WebhookPreviewResponse>, Refused>> PreviewWebhook(
        Guid id,
        Body<PreviewWebhook> body,
        Caller caller,
        SubscriptionIndex subscriptions,
        Previewing previews,
        TemplateBook book,
        IEventLog log,
        CancellationToken cancellation
    )
    {
        var (asked, errors) = (body.Value, body.Errors);
        if (await subscriptions.Find(caller.Organization.Id, id, cancellation) is not { } webhook)
            return new Refused(WebhookRefusals.NotFound(id));
        if (WebhookAuthority.Check([.. webhook.Events], webhook.Dialect, caller) is { } forbidden)
            return new Refused(forbidden);
        var given = TemplatePreviewApi.Parse(asked.Template, errors);
        var other = await TemplatePreviewApi.Saved(asked.TemplateId, caller, book, errors, cancellation);
        if (webhook.Format is null)
            foreach (var (field, value) in new[] { ("template", asked.Template), ("template_id", asked.TemplateId) })
                if (value is not null && !errors.Has(field))
                    errors.Add(field, "The webhook has no target, so no template either.");
        if (errors.Any)
            return new Refused(errors);

        var own = webhook.Format?.TemplateId is { } its
            ? await book.Find(caller.Organization.Id, its, cancellation)
            : null;
        var isChange = given is not null || other is not null;
        var shown = new List<PreviewResponse>();
        var considered = 0;
        await foreach (var happened in log.Newest(caller.Organization.Id, cancellation))
        {
            if (happened.OnlyFor is not null)
                continue;
            if (webhook.NameOf(happened) is not null)
                shown.Add(await Show(happened));
            if (++considered == (asked.Last ?? UsualLast))
                break;
        }
        return TypedResults.Ok(new WebhookPreviewResponse(shown, new(considered, shown.Count), errors.Warnings));

        Task<PreviewResponse> Show(Domain.Events.HubEvent happened)
        {
            var delivery = FanOut.IdOf(happened, id);
            if (webhook.Format is not { Target: var target } format)
                return previews.Show(happened, webhook.Dialect, delivery, id, cancellation);
            return previews.Show(
                happened,
                family => given is not null ? new(given) : Chosen.Of(other ?? own, target, family),
                family => isChange ? Chosen.Of(own, target, family) : null,
                format.Settings,
                cancellation,
                message =>
                    webhook.Address is { } address
                        ? target.Personalize(target.BodyFor(address, message), address, delivery)
                        : message
            );
        }
    }
}
