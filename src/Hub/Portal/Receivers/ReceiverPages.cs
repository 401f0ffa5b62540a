using Hub.Access;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Sending;
using Hub.Delivery.Tallies;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Portal.Receivers.Forms;
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
        read.MapGet("/{id}/replays/{replayId}", ShowReplay);
        var write = webhooks.MapGroup("").RequirePage(Scope.TicketsWrite);
        var shown = write.MapGroup("").LimitAs(Limit.Read);
        shown.MapGet("/new", ShowNewWebhook);
        shown.MapGet("/{id}/edit", ShowEdit);
        shown.MapGet("/{id}/secret", ShowSecret);
        shown.MapGet("/{id}/delete", ShowDelete);
        shown.MapGet("/{id}/test", ShowTest);
        var forms = write.MapGroup("").LimitAs(Limit.Write).TakesForms();
        forms.MapPost("/new", Create);
        forms.MapPost("/{id}/edit", Edit);
        forms.MapPost("/{id}/secret", Rotate);
        forms.MapPost("/{id}/delete", Delete);
        forms.MapPost("/{id}/test", Test);
        forms.MapPost("/{id}/enable", Enable);
        forms.MapPost("/{id}/pause", Pause);
        forms.MapPost("/{id}/replay", Replay);
        forms.MapPost("/{id}/deliveries/{deliveryId}/redeliver", Redeliver);
    }

    internal static async Task<Results<PortalPage, Refused>> ShowWebhooks(
        Query<ShownWebhooks> list,
        TallyBook tallies,
        [AsParameters] WebhookWork work
    )
    {
        var answer = await list.Value.Find(list.Errors, tallies, work);
        if (answer.Result is not Ok<Many<WebhookResponse>> { Value: { } page })
            return (Refused)answer.Result;
        var days = await tallies.Of(page.Data.Select(static one => one.Id), work.Organization, work.Cancellation);
        var today = DateOnly.FromDateTime(work.Time.GetUtcNow().UtcDateTime);
        return PortalPage.Of<WebhookListPage>(new WebhookListView(list.Value, page, days, today));
    }

    internal static async Task<Results<PortalPage, Refused>> ShowWebhook(
        Guid id,
        Query<ShownDeliveries> list,
        [AsParameters] WebhookWork work
    )
    {
        var (errors, asked) = (list.Errors, list.Value);
        var query = asked.Read(errors);
        if (errors.Any)
            return new Refused(errors);
        var (stored, refused) = await work.Find(id);
        if (stored is null)
            return refused!;
        var page = await work.Deliveries.List(work.Organization, id, query, work.Cancellation);
        var dialect = work.Rules.Find(stored.Value.Dialect);
        var view = new WebhookView(
            work.Show(stored.Value),
            asked,
            [.. page.Items.Take(ShownDeliveries.PerPage)],
            page.Items.Count > ShownDeliveries.PerPage,
            [.. dialect?.Events.Select(static one => one.Name) ?? []]
        );
        return IsRenewal(work.Http) ? PortalPage.Of<LiveDeliveries>(view) : PortalPage.Of<WebhookPage>(view);
    }

    internal static async Task<Results<PortalPage, Refused>> ShowDelivery(
        Guid id,
        Guid deliveryId,
        RequestView requests,
        [AsParameters] WebhookWork work
    )
    {
        var (stored, refused) = await work.Find(id);
        if (stored is null)
            return refused!;
        var found = await work.Deliveries.Get(work.Organization, id, deliveryId, work.Cancellation);
        if (found is not { } delivery)
            return new Refused(WebhookRefusals.DeliveryNotFound(deliveryId));
        // What was delivered once may be of events that the webhook is told of no more.
        var isShown =
            !IsRenewal(work.Http) && work.Authority.CheckEvent(stored.Value, delivery.EventName, work.Caller) is null;
        return PortalPage.Of<DeliveryPage>(
            new DeliveryView(
                work.Show(stored.Value),
                delivery,
                isShown ? await requests.Of(delivery, work.Cancellation) : null
            )
        );
    }

    internal static async Task<Results<PortalPage, Refused>> ShowReplay(
        Guid id,
        Guid replayId,
        [AsParameters] WebhookWork work
    )
    {
        var answer = await DeliveriesApi.GetReplay(id, replayId, work);
        return answer.Result is Ok<One<ReplayResponse>> { Value.Data: { } replay }
            ? PortalPage.Of<ReplayPage>(new ReplayView(id, replay))
            : (Refused)answer.Result;
    }

    /// <summary>Whether a page asks for its live parts alone: the others need not be worked out.</summary>
    private static bool IsRenewal(HttpContext http) => http.Request.Headers.ContainsKey("X-Renew");
}

/// <summary>A page of webhooks, and how their receivers answered on the days up to today.</summary>
internal sealed record WebhookListView(
    ShownWebhooks Asked,
    Many<WebhookResponse> Page,
    IReadOnlyDictionary<Guid, ReceiverDays> Days,
    DateOnly Today
);

/// <summary>A webhook and a page of its deliveries.</summary>
/// <param name="HasMore">Whether there are older ones; how many nobody counts.</param>
/// <param name="Events">What its deliveries may be of.</param>
internal sealed record WebhookView(
    WebhookResponse Webhook,
    ShownDeliveries Asked,
    IReadOnlyList<DeliveryRecord> Deliveries,
    bool HasMore,
    IReadOnlyList<string> Events
);

/// <summary>A delivery with its attempts.</summary>
/// <param name="Request">Absent where it cannot be shown, or need not be.</param>
internal sealed record DeliveryView(WebhookResponse Webhook, DeliveryRecord Delivery, ShownRequest? Request);

/// <summary>How far a replay has come.</summary>
internal sealed record ReplayView(Guid Webhook, ReplayResponse Replay);
