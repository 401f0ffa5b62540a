using Hub.Domain.Subscriptions;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.RateLimits;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Starting;

/// <summary>Where people arrive: what to do first, and what needs somebody to look at it.</summary>
internal static class StartPages
{
    public static void MapStart(this RouteGroupBuilder app) =>
        app.MapGroup("").RequirePage(null).LimitAs(Limit.Read).MapGet("", ShowStart);

    internal static async Task<Results<PortalPage, Refused>> ShowStart([AsParameters] WebhookWork work)
    {
        if (!work.Caller.Allows(Scope.TicketsRead))
            return PortalPage.Of<StartPage>(new StartView(0, []));
        var asked = new Query<ListWebhooks>(new ListWebhooks { PerPage = Paging.LargestPerPage }, new FieldErrors());
        var answer = await WebhooksApi.ListWebhooks(asked, work);
        return answer.Result is Ok<Many<WebhookResponse>> { Value: { } page }
            ? PortalPage.Of<StartPage>(new StartView(page.Meta.Total, [.. page.Data.Where(NeedsSomebody)]))
            : (Refused)answer.Result;
    }

    /// <summary>Paused on purpose is fine; what the hub gave up, and what fails now, is not.</summary>
    private static bool NeedsSomebody(WebhookResponse webhook) =>
        webhook.Status is SubscriptionState.Failed
        || (webhook.Active && webhook.LastAttemptAt is not null && webhook.LastResponseCode is not (>= 200 and < 300))
        || webhook.TemplateProblem is not null;
}

/// <summary>How many webhooks there are, and those of the newest that need somebody.</summary>
internal sealed record StartView(long Webhooks, IReadOnlyList<WebhookResponse> Failing);
