using System.Text.RegularExpressions;

namespace Hub.Portal.Browsers;

/// <summary>A page that is looked at.</summary>
/// <param name="Name">What its pictures are called.</param>
/// <param name="Path">With names of <see cref="SampleOrganization"/> in braces.</param>
/// <param name="Status">What it answers.</param>
/// <param name="By">Who looks at it.</param>
internal sealed record Shown(string Name, string Path, int Status = 200, Looker By = Looker.Member);

/// <summary>Who looks at pages: somebody of the organization who may do everything, nobody whom the hub knows, or the operator.</summary>
internal enum Looker
{
    Member,
    Stranger,
    Operator,
}

/// <summary>Every page that there is, and what there is of some of them beside the usual.</summary>
internal static partial class Pages
{
    public static readonly IReadOnlyList<Shown> All =
    [
        new("sign-in", "/app/sign-in", By: Looker.Stranger),
        new("sign-in-link", "/app/sign-in/{code}", By: Looker.Stranger),
        new("nowhere", "/app/nowhere", 404),
        new("start", "/app"),
        new("tickets", "/app/tickets"),
        new("tickets-none", "/app/tickets?q=nothing-is-called-so"),
        new("ticket-new", "/app/tickets/new"),
        new("ticket", "/app/tickets/{ticket}"),
        new("webhooks", "/app/webhooks"),
        new("webhook-where", "/app/webhooks/new"),
        new("webhook-new", "/app/webhooks/new?to=standard"),
        new("webhook-new-ticketing", "/app/webhooks/new?to=ticketing"),
        new("webhook-new-teams", "/app/webhooks/new?to=teams"),
        new("webhook", "/app/webhooks/{webhook}"),
        new("webhook-none", "/app/webhooks/{healthy}?status=failed"),
        new("webhook-edit", "/app/webhooks/{webhook}/edit"),
        new("webhook-secret", "/app/webhooks/{webhook}/secret"),
        new("webhook-delete", "/app/webhooks/{webhook}/delete"),
        new("webhook-test", "/app/webhooks/{webhook}/test"),
        new("replay", "/app/webhooks/{healthy}/replays/{replay}"),
        new("delivery", "/app/webhooks/{webhook}/deliveries/{delivery}"),
        new("templates", "/app/templates"),
        new("template", "/app/templates/{template}"),
        new("template-shipped", "/app/templates/teams-tickets"),
        new("template-begin", "/app/templates/new"),
        new("template-new", "/app/templates/new?base_id=slack-tickets"),
        new("template-edit", "/app/templates/{template}/edit"),
        new("template-version", "/app/templates/{template}/versions/1"),
        new("events", "/app/events"),
        new("event", "/app/events/{event}"),
        new("event-catalogue", "/app/events/catalogue"),
        new("event-definition", "/app/events/catalogue/{dialect}/ticket.created"),
        new("connector", "/app/connector"),
        new("connections", "/app/connections"),
        new("tokens", "/app/connections/tokens"),
        new("scim", "/app/connections/scim"),
        new("saml", "/app/connections/saml"),
        new("entra", "/app/connections/entra"),
        new("settings", "/app/settings"),
        new("policies", "/app/settings/sla-policies"),
        new("policy-new", "/app/settings/sla-policies/new"),
        new("policy", "/app/settings/sla-policies/{policy}"),
        new("calendars", "/app/settings/sla-calendars"),
        new("calendar-new", "/app/settings/sla-calendars/new"),
        new("calendar", "/app/settings/sla-calendars/{calendar}"),
        new("rules", "/app/settings/assignment-rules"),
        new("rule", "/app/settings/assignment-rules/{rule}"),
        new("rule-new", "/app/settings/assignment-rules/new"),
        new("audit", "/app/audit"),
        new("operator-sign-in", "/app/operator/sign-in", By: Looker.Stranger),
        new("organizations", "/app/operator", By: Looker.Operator),
        new("operator-tokens", "/app/operator/organizations/{organization}/tokens", By: Looker.Operator),
        new("health", "/app/operator/health", By: Looker.Operator),
    ];

    /// <summary>Routes that answer with something else than a page.</summary>
    public static readonly IReadOnlyList<string> Apart =
    [
        "/app/{}",
        "/app/assets/{}",
        "/app/assets/template-words.json",
        "/app/audit/export",
        "/app/connector/apiDefinition.swagger.json",
        "/app/connector/apiProperties.json",
        "/app/entra/sign-in",
        "/app/saml/metadata",
        "/app/saml/sign-in",
        "/app/saml/{}/metadata",
        "/app/saml/{}/sign-in",
        "/app/saml/{}/finish",
        "/app/saml/{}/sign-out",
    ];

    /// <summary>The path as routes are told apart: whatever is in braces is the same.</summary>
    public static string ShapeOf(string path) => Braces().Replace(path.Split('?')[0], "{}").TrimEnd('/');

    /// <summary>Whether the page is one of the route's.</summary>
    public static bool IsOf(string route, string page) =>
        Regex.IsMatch(ShapeOf(page), $"^{Regex.Escape(route).Replace("\\{}", "[^/]+", StringComparison.Ordinal)}$");

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex Braces();
}
