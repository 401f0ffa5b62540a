using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Portal.Receivers.Forms;
using Hub.Ports.Store;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Receivers;

internal static partial class ReceiverPages
{
    /// <summary>First where it goes, then the form of that.</summary>
    internal static async Task<Results<PortalPage, Refused>> ShowNewWebhook(
        Query<ChosenDestination> chosen,
        [AsParameters] WebhookWork work
    )
    {
        if (chosen.Errors.Any)
            return new Refused(chosen.Errors);
        if (Destination.Find(chosen.Value.To) is not { } to)
            return PortalPage.Of<NewWebhookPage>(chosen.Value);
        var form = new WebhookForm
        {
            Dialect = to.Dialect,
            Target = to.Target?.Name,
            Entity = EntityAction.All,
            Action = EntityAction.All,
        };
        return await Form(form, null, null, work);
    }

    internal static async Task<Results<PortalPage, Refused>> Create(PortalForm posted, [AsParameters] WebhookWork work)
    {
        if (Destination.Find(posted["to"]) is not { } to)
            return PortalPage.Of<NewWebhookPage>(new ChosenDestination());
        var form = WebhookForm.Read(posted, to.Dialect, to.Target?.Name);
        var answer = await WebhooksApi.CreateWebhook(form.ToCreate(work.Time.Now()), work);
        return answer.Result is Created<SavedWebhook> { Value: { } saved }
            ? PortalPage.Of<SavedWebhookPage>(saved, StatusCodes.Status201Created)
            : await Form(form, null, ((Refused)answer.Result).Value, work);
    }

    internal static async Task<Results<PortalPage, Refused>> ShowEdit(Guid id, [AsParameters] WebhookWork work)
    {
        var (stored, refused) = await work.Find(id);
        return stored is null ? refused! : await Form(WebhookForm.Of(stored.Value), stored.Value, null, work);
    }

    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> Edit(
        Guid id,
        PortalForm posted,
        [AsParameters] WebhookWork work
    )
    {
        var (stored, refused) = await work.Find(id);
        if (stored is null)
            return refused!;
        var form = WebhookForm.Read(posted, stored.Value.Dialect, stored.Value.Target);
        var answer = await WebhooksApi.UpdateWebhook(id, form.ToUpdate(stored.Value, work.Time.Now()), work);
        return answer.Result is Refused wrong ? await Form(form, stored.Value, wrong.Value, work) : To($"{id}");
    }

    /// <param name="current">The webhook that is changed; absent where one is made.</param>
    /// <param name="problem">Why the form was not taken.</param>
    private static async Task<PortalPage> Form(
        WebhookForm form,
        Subscription? current,
        Problem? problem,
        WebhookWork work
    )
    {
        var choices = await WebhookChoices.For(form, work);
        return PortalPage.Of<WebhookFormPage>(
            new WebhookFormView(form, choices, current is null ? null : work.Show(current), problem),
            problem
        );
    }
}

/// <summary>Where a webhook is to go, once that was chosen.</summary>
internal sealed record ChosenDestination
{
    /// <summary>The name of a <see cref="Destination"/>.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }
}

/// <summary>A webhook's form as it was filled in.</summary>
/// <param name="Webhook">The one that is changed; absent where one is made.</param>
/// <param name="Problem">Why the form was not taken.</param>
internal sealed record WebhookFormView(
    WebhookForm Form,
    WebhookChoices Choices,
    WebhookResponse? Webhook,
    Problem? Problem
);
