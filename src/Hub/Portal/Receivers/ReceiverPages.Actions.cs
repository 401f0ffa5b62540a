using Hub.Delivery.Deliveries;
using Hub.Domain;
using Hub.Errors;
using Hub.Webhooks;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Receivers;

internal static partial class ReceiverPages
{
    /// <summary>So many that still wait are counted before a webhook is deleted.</summary>
    private const int MostCounted = 100;

    internal static async Task<Results<RedirectHttpResult, Refused>> Enable(Guid id, [AsParameters] WebhookWork work) =>
        Then(await WebhookActionsApi.EnableWebhook(id, work), $"{id}");

    internal static async Task<Results<RedirectHttpResult, Refused>> Pause(Guid id, [AsParameters] WebhookWork work)
    {
        var body = FormBody.Of(new UpdateWebhook { Active = false }, work.Time.Now());
        return Then(await WebhooksApi.UpdateWebhook(id, body, work), $"{id}");
    }

    internal static async Task<Results<PortalPage, Refused>> ShowSecret(Guid id, [AsParameters] WebhookWork work)
    {
        var (stored, refused) = await work.Find(id);
        return stored is null
            ? refused!
            : PortalPage.Of<SecretPage>(new SecretView(work.Show(stored.Value), null, null, null));
    }

    internal static async Task<Results<PortalPage, Refused>> Rotate(
        Guid id,
        PortalForm form,
        [AsParameters] WebhookWork work
    )
    {
        var (stored, missing) = await work.Find(id);
        if (stored is null)
            return missing!;
        var errors = new FieldErrors();
        var wish = new RotateWebhookSecret
        {
            Secret = form["secret"],
            OverlapHours = form.Count("overlap_hours", errors),
        };
        var body = FormBody.Of(wish, work.Time.Now(), errors);
        var answer = await WebhookActionsApi.RotateWebhookSecret(id, body, work);
        return answer.Result is Ok<One<WebhookResponse>> { Value.Data: { Secret: not null } rotated }
                ? PortalPage.Of<SavedWebhookPage>(new SavedWebhook(rotated))
            : answer.Result is Ok<One<WebhookResponse>> { Value.Data: var changed }
                ? PortalPage.Of<SecretPage>(new SecretView(changed, null, null, null))
            : Again(((Refused)answer.Result).Value);

        PortalPage Again(Problem problem) =>
            PortalPage.Of<SecretPage>(
                new SecretView(work.Show(stored.Value), form["overlap_hours"], form["secret"], problem),
                problem.Status
            );
    }

    internal static async Task<Results<PortalPage, Refused>> ShowDelete(Guid id, [AsParameters] WebhookWork work)
    {
        var (stored, refused) = await work.Find(id);
        if (stored is null)
            return refused!;
        var open = 0;
        foreach (var status in (DeliveryStatus[])[DeliveryStatus.Pending, DeliveryStatus.Retrying])
        {
            var query = new DeliveryQuery
            {
                Status = status,
                Limit = MostCounted,
                Count = false,
            };
            open += (await work.Deliveries.List(work.Organization, id, query, work.Cancellation)).Items.Count;
        }
        return PortalPage.Of<DeleteWebhookPage>(new DeletionView(work.Show(stored.Value), open, MostCounted));
    }

    internal static async Task<Results<RedirectHttpResult, Refused>> Delete(Guid id, [AsParameters] WebhookWork work) =>
        Then(await WebhooksApi.DeleteWebhook(id, work), "");

    internal static async Task<Results<RedirectHttpResult, Refused>> Redeliver(
        Guid id,
        Guid deliveryId,
        [AsParameters] WebhookWork work
    ) => Then(await DeliveriesApi.Redeliver(id, deliveryId, work), $"{id}/deliveries/{deliveryId}");

    internal static async Task<Results<RedirectHttpResult, Refused>> Replay(
        Guid id,
        PortalForm form,
        [AsParameters] WebhookWork work
    )
    {
        var errors = new FieldErrors();
        var wish = new ReplayEvents { Since = ShownDeliveries.Time("since", form["since"], errors) };
        var answer = await WebhookActionsApi.ReplayEvents(id, FormBody.Of(wish, work.Time.Now(), errors), work);
        return answer.Result is Accepted<One<ReplayResponse>> { Value.Data: var replay }
            ? To($"{id}/replays/{replay.Id}")
            : (Refused)answer.Result;
    }

    /// <summary>Back to where the button was, if it was carried out.</summary>
    private static Results<RedirectHttpResult, Refused> Then(INestedHttpResult answer, string page) =>
        answer.Result is Refused refused ? refused : To(page);

    private static RedirectHttpResult To(string page) =>
        TypedResults.Redirect(page.Length == 0 ? Path : $"{Path}/{page}");
}

/// <summary>A webhook's keys, and what was put in for another one.</summary>
internal sealed record SecretView(WebhookResponse Webhook, string? Hours, string? Secret, Problem? Problem);

/// <summary>What is lost with a webhook.</summary>
/// <param name="Open">Deliveries that still wait; more than <paramref name="Counted"/> are not counted.</param>
internal sealed record DeletionView(WebhookResponse Webhook, int Open, int Counted);
