using System.Text.RegularExpressions;

namespace Hub.Portal.Browsers;

/// <summary>A page that is looked at.</summary>
/// <param name="Name">What its pictures are called.</param>
/// <param name="Path">With names of <see cref="SampleOrganization"/> in braces.</param>
/// <param name="Status">What it answers.</param>
/// <param name="IsOpen">It is looked at by somebody who has not signed in.</param>
internal sealed record Shown(string Name, string Path, int Status = 200, bool IsOpen = false);

/// <summary>Every page that there is, and what there is of some of them beside the usual.</summary>
internal static partial class Pages
{
    public static readonly IReadOnlyList<Shown> All =
    [
        new("sign-in", "/app/sign-in", IsOpen: true),
        new("sign-in-link", "/app/sign-in/{code}", IsOpen: true),
        new("nowhere", "/app/nowhere", 404),
        new("tickets", "/app/tickets"),
        new("tickets-none", "/app/tickets?q=nothing-is-called-so"),
        new("ticket-new", "/app/tickets/new"),
        new("ticket", "/app/tickets/{ticket}"),
        new("webhooks", "/app/webhooks"),
        new("webhook", "/app/webhooks/{webhook}"),
        new("webhook-none", "/app/webhooks/{healthy}?status=failed"),
        new("delivery", "/app/webhooks/{webhook}/deliveries/{delivery}"),
        new("templates", "/app/templates"),
        new("template", "/app/templates/{template}"),
        new("template-shipped", "/app/templates/teams-tickets"),
    ];

    /// <summary>Routes that answer with something else than a page.</summary>
    public static readonly IReadOnlyList<string> Apart = ["/app", "/app/{}", "/app/assets/{}"];

    /// <summary>The path as routes are told apart: whatever is in braces is the same.</summary>
    public static string ShapeOf(string path) => Braces().Replace(path.Split('?')[0], "{}").TrimEnd('/');

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex Braces();
}
