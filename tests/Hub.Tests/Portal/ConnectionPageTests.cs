using System.Net;
using System.Text.RegularExpressions;
using Hub.Tests.Hosting;
using Hub.Tests.Saml;
using Hub.Tests.Scim;

namespace Hub.Tests.Portal;

/// <summary>Tokens, SCIM, SAML and Entra ID as pages.</summary>
public sealed partial class ConnectionPageTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    private const string Tokens = "/app/connections/tokens";

    [Fact]
    public async Task A_token_is_made_by_choosing_shown_once_and_works()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var made = await browser.Send(
            Tokens,
            Tokens,
            ("name", "Nightly <report>"),
            ("abilities", "tickets:read"),
            ("abilities", "kb:read"),
            ("lifetime", "30")
        );

        var token = WebUtility.HtmlDecode(Secret().Match(made.Expect(HttpStatusCode.OK).Text).Groups[1].Value);
        Assert.Contains("Nightly &lt;report&gt;", made.Text);
        Assert.Contains("data-copy=\"secret\"", made.Text);
        (await hub.Host.As(token).ListTickets()).Expect(HttpStatusCode.OK);
        (await hub.Host.As(token).CreateTicket()).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        var list = (await browser.Get(Tokens)).Text;
        Assert.DoesNotContain(token.Split('|')[1], list);
        Assert.Contains("kb:read, tickets:read".Split(", ")[1], list);
        var stored = (await hub.Admin.Get($"/api/v1/tokens/{token.Split('|')[0]}")).Data;
        Assert.InRange(
            (DateTimeOffset)stored["expires_at"]! - DateTimeOffset.UtcNow,
            TimeSpan.FromDays(29),
            TimeSpan.FromDays(30)
        );

        (await browser.Send(Tokens, $"{Tokens}/{token.Split('|')[0]}/revoke")).Expect(HttpStatusCode.Redirect);

        (await hub.Host.As(token).ListTickets()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_token_for_which_nothing_was_chosen_is_not_one_for_everything()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var refused = await browser.Send(
            Tokens,
            Tokens,
            ("name", "Careless"),
            ("agent_id", "x"),
            ("requests_per_minute", "9")
        );

        Assert.Contains("Choose what the token may do", refused.Expect(HttpStatusCode.UnprocessableEntity).Text);
        Assert.Contains("There is no x, or more than one", refused.Text);
        Assert.Contains("value=\"Careless\"", refused.Text);
        Assert.Contains("value=\"9\"", refused.Text);
        Assert.DoesNotContain(">Careless<", (await browser.Get(Tokens)).Text);
    }

    [Fact]
    public async Task All_scopes_are_a_choice_too()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var made = await browser.Send(Tokens, Tokens, ("name", "Owner"), ("all", "on"));

        var token = WebUtility.HtmlDecode(Secret().Match(made.Expect(HttpStatusCode.OK).Text).Groups[1].Value);
        (await hub.Host.As(token).CreateToken(new { name = "By the owner" })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Whoever_may_only_read_sees_what_there_is_and_changes_nothing()
    {
        var reader = (await hub.Host.WithScopes("admin:read")).Token!;
        using var browser = await Browser.SignedIn(hub.Host, reader);
        using var other = await Browser.SignedIn(hub.Host, (await hub.Host.WithScopes("tickets:read")).Token!);

        foreach (var path in (string[])["", "/tokens", "/scim", "/saml", "/entra"])
        {
            (await browser.Get("/app/connections" + path)).Expect(HttpStatusCode.OK);
            (await other.Get("/app/connections" + path)).Expect(HttpStatusCode.Forbidden);
        }
        Assert.Contains("a session with all scopes", (await browser.Get(Tokens)).Text);
        (await browser.Send(Tokens, Tokens, ("name", "x"), ("all", "on"))).Expect(HttpStatusCode.Forbidden);
        (await browser.Send(Tokens, "/app/connections/saml/delete")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nobody_sees_or_revokes_a_neighbour_s_token()
    {
        using var browser = await Browser.SignedIn(hub.Host, hub.Neighbour.Token!);
        var token = (await hub.Host.WithScopes("tickets:read")).Token!;

        (await browser.Send(Tokens, $"{Tokens}/{token.Split('|')[0]}/revoke")).Expect(HttpStatusCode.NotFound);

        Assert.DoesNotContain("Scoped", (await browser.Get(Tokens)).Text);
        (await hub.Host.As(token).ListTickets()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_that_there_is_not_is_told()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        (await browser.Get($"{Tokens}?page=x")).Expect(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_provider_gets_a_token_and_the_page_tells_what_it_did()
    {
        const string Scim = "/app/connections/scim";
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var made = await browser.Send(Scim, Scim, ("name", "Okta of the page"), ("requests_per_minute", "600"));
        var token = WebUtility.HtmlDecode(Secret().Match(made.Expect(HttpStatusCode.OK).Text).Groups[1].Value);
        var provider = new ScimClient(hub.Host.Http, hub.Admin, token);

        var user = $"p{Guid.NewGuid():N}@company.com";
        var created = await provider.Post(
            "/Users",
            $$"""{"schemas":["{{ScimClient.UserUrn}}"],"userName":"{{user}}"}"""
        );

        Assert.Equal(HttpStatusCode.Created, created.Status);
        var page = (await browser.Get(Scim)).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("/scim/v2\"", page);
        Assert.Contains("Okta of the page", page);
        Assert.Matches(@"agent \d+: created", page);
        Assert.Contains("Provisioning, To App", page);
        Assert.DoesNotContain(token, page);
    }

    [Fact]
    public async Task Saml_is_set_up_changed_and_switched_off_by_forms()
    {
        const string Saml = "/app/connections/saml";
        using var provider = new Provider();
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var role = (
            await hub.Admin.Send(HttpMethod.Post, "/api/v1/roles", new { name = $"Desk {Guid.NewGuid():N}" })
        ).Id;

        var wrong = await browser.Send(Saml, Saml, ("metadata", "<nothing/>"), ("everybody", "kb:read"));
        Assert.Contains("exactly one identity provider", wrong.Expect(HttpStatusCode.UnprocessableEntity).Text);
        Assert.Contains("&lt;nothing/&gt;", wrong.Text);
        Assert.Matches("name=\"everybody\" value=\"kb:read\" checked", wrong.Text);
        (
            await browser.Send(
                Saml,
                Saml,
                ("metadata", provider.Metadata),
                ("idp_initiated", "on"),
                ("role", $"{role}"),
                ($"role-{role}", "tickets:read")
            )
        ).Expect(HttpStatusCode.Redirect);

        var page = (await browser.Get(Saml)).Text;
        Assert.Contains(provider.EntityId, page);
        Assert.Contains("/app/saml/ACME/sign-in?test=1", page);
        var stored = (await hub.Admin.Get(HubWithSaml.Settings)).Data;
        Assert.Equal(role, (long)stored["roles"]![0]!["role_id"]!);
        Assert.Contains("/app/saml/ACME/sign-in", (await browser.Get("/app/sign-in")).Text);

        (await browser.Send(Saml, Saml, ("role", $"{role}"), ("role", "none"))).Expect(HttpStatusCode.Redirect);
        stored = (await hub.Admin.Get(HubWithSaml.Settings)).Data;
        Assert.Empty(stored["roles"]!.AsArray());
        Assert.False((bool)stored["idp_initiated"]!);
        Assert.Equal(provider.EntityId, (string)stored["provider"]!["entity_id"]!);

        (await browser.Send(Saml, $"{Saml}/delete")).Expect(HttpStatusCode.Redirect);
        Assert.Null((await hub.Admin.Get(HubWithSaml.Settings)).Data["provider"]);
    }

    [GeneratedRegex("id=\"secret\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Secret();
}
