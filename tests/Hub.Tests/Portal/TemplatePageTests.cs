using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>Templates on pages.</summary>
public sealed class TemplatePageTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    [Fact]
    public async Task Templates_are_listed_by_target_and_shown_with_a_sample()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var list = (await browser.Get("/app/templates?target=teams")).Expect(HttpStatusCode.OK).Text;
        var page = (await browser.Get("/app/templates/teams-tickets")).Expect(HttpStatusCode.OK).Text;
        var other = (await browser.Get("/app/templates/teams-tickets?event=ticket.deleted")).Text;

        Assert.Contains("/app/templates/teams-tickets\"", list);
        Assert.DoesNotContain("slack-tickets", list);
        Assert.Contains("&quot;AdaptiveCard&quot;", page);
        Assert.Contains("value=\"ticket.created\" selected", page);
        Assert.Contains("value=\"ticket.deleted\" selected", other);
    }

    [Fact]
    public async Task An_organization_s_own_template_is_listed_and_another_s_is_not_there()
    {
        const string text = """{"text": "{{ event.ticket.subject }} <script>"}""";
        var template = new
        {
            name = "Ours <script>",
            target = "generic",
            text,
        };
        var own = (await hub.Admin.Send(HttpMethod.Post, "/api/v1/templates", template)).Expect(HttpStatusCode.Created);
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        using var neighbour = await Browser.SignedIn(hub.Host, hub.Neighbour.Token!);
        var path = $"/app/templates/{(string)own.Data["id"]!}";

        Assert.Contains("Ours &lt;script&gt;", (await browser.Get("/app/templates")).Text);
        var page = (await browser.Get(path)).Expect(HttpStatusCode.OK).Text;
        Assert.DoesNotContain("<script>", page);
        Assert.Contains("Ours &lt;script&gt;", page);
        (await neighbour.Get(path)).Expect(HttpStatusCode.NotFound);
        (await browser.Get("/app/templates/none")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_event_that_there_is_not_or_may_not_be_seen_is_refused()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        using var reader = await Browser.SignedIn(hub.Host, (await hub.Host.WithScopes("tickets:read")).Token!);

        var unknown = await browser.Get("/app/templates/teams-tickets?event=ticket.exploded");
        var hidden = await reader.Get("/app/templates/teams-people");

        unknown.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("users:read", hidden.Expect(HttpStatusCode.Forbidden).Text);
    }
}
