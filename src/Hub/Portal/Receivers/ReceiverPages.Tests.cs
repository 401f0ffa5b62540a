using Hub.Delivery.Deliveries;
using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Templates;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Receivers;

internal static partial class ReceiverPages
{
    private const int MostPast = 20;

    internal static async Task<Results<PortalPage, Refused>> ShowTest(
        Guid id,
        Query<ShownTest> shown,
        Previewing previews,
        [AsParameters] WebhookWork work
    ) =>
        shown.Errors.Any
            ? new Refused(shown.Errors)
            : await TestPage(id, shown.Value.Delivery, shown.Value.Event, null, previews, work);

    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> Test(
        Guid id,
        PortalForm form,
        Previewing previews,
        [AsParameters] WebhookWork work
    )
    {
        var errors = new FieldErrors();
        var past = default(Guid?);
        if (form["event_id"] is { } text)
            if (Guid.TryParse(text, out var chosen))
                past = chosen;
            else
                errors.Add("event_id", Texts.Of("test.choose_event"));
        var wish = new TestWebhook { Event = past is null ? form["event"] : null, EventId = past };
        var answer = await WebhookActionsApi.TestWebhook(id, FormBody.Of(wish, work.Time.Now(), errors), work);
        if (answer.Result is Accepted<One<QueuedDeliveryResponse>> { Value.Data: var queued })
            return To($"{id}/test?delivery={queued.DeliveryId}&event={Uri.EscapeDataString(queued.Event)}");
        var refused = (Refused)answer.Result;
        var page = await TestPage(id, null, form["event"], refused.Value, previews, work);
        return page.Result is PortalPage again ? again : (Refused)page.Result;
    }

    private static async Task<Results<PortalPage, Refused>> TestPage(
        Guid id,
        string? delivery,
        string? name,
        Problem? problem,
        Previewing previews,
        WebhookWork work
    )
    {
        var (stored, refused) = await work.Find(id);
        if (stored is null)
            return refused!;
        var dialect = work.Rules.Find(stored.Value.Dialect)!;
        var sent = Guid.TryParse(delivery, out var its)
            ? await work.Deliveries.Get(work.Organization, id, its, work.Cancellation)
            : null;
        var past = IsRenewal(work.Http)
            ? []
            : await previews.Last(
                MostPast,
                happened => IsTellable(happened, dialect, work),
                work.Organization,
                work.Cancellation
            );
        return PortalPage.Of<TestWebhookPage>(
            new TestView(
                work.Show(stored.Value),
                [
                    Dialect.TestPing,
                    .. dialect.Events.Where(one => work.Caller.Allows(one.Scope)).Select(one => one.Name),
                ],
                name,
                [.. past.Select(one => new PastEvent(one.Id, dialect.DefinitionOf(one)!.Name, one.At, CodeOf(one)))],
                delivery is not null,
                sent,
                problem
            ),
            problem
        );
    }

    private static bool IsTellable(HubEvent happened, Dialect dialect, WebhookWork work) =>
        happened.OnlyFor is null && dialect.DefinitionOf(happened) is { } one && work.Caller.Allows(one.Scope);

    private static string? CodeOf(HubEvent happened) => happened.About<Ticket>()?.Code;
}

/// <summary>Which test's answer a page shows.</summary>
internal sealed record ShownTest
{
    [FromQuery(Name = "delivery")]
    public string? Delivery { get; init; }

    /// <summary>The event that was sent, to be chosen again.</summary>
    [FromQuery(Name = "event")]
    public string? Event { get; init; }
}

/// <summary>What a webhook can be tried with, and what came of it.</summary>
/// <param name="Events">Names of the dialect that the caller may be told of.</param>
/// <param name="Event">The one that is chosen.</param>
/// <param name="IsSent">Whether a test was sent.</param>
/// <param name="Delivery">It, once it is on record.</param>
internal sealed record TestView(
    WebhookResponse Webhook,
    IReadOnlyList<string> Events,
    string? Event,
    IReadOnlyList<PastEvent> Past,
    bool IsSent,
    DeliveryRecord? Delivery,
    Problem? Problem
);

/// <summary>An event that has happened.</summary>
/// <param name="Ticket">The code of its ticket, where it has one.</param>
internal sealed record PastEvent(Guid Id, string Name, DateTimeOffset At, string? Ticket);
