using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Hub.Tests.Portal;
using Hub.Tests.Scim;

namespace Hub.Tests.Saml;

/// <summary>Which agent somebody is who signs in with SAML, what they may do, and what ends it.</summary>
public sealed class SamlAgentTests(HubWithSaml hub) : IClassFixture<HubWithSaml>
{
    [Fact]
    public async Task Nobody_is_made_an_agent_by_signing_in()
    {
        using var browser = hub.NewBrowser();
        var name = $"p{Guid.NewGuid():N}@company.com";

        var answer = await HubWithSaml.Send(browser, hub.Response(name).Post());

        HubWithSaml.Says(answer, "saml_agent_unknown", 403);
        Assert.Contains("SCIM", answer.Text);
        Assert.Empty((await hub.Admin.Get($"/api/v1/users?email={name}")).Items);
    }

    [Theory]
    [InlineData("address")]
    [InlineData("user name")]
    [InlineData("external id")]
    public async Task An_agent_is_found_by_what_provisioning_says_of_them(string by)
    {
        var scim = await ScimHub.Provider(hub.Host, hub.Admin, $"Okta {by}");
        var name = $"p{Guid.NewGuid():N}@Company.com";
        var made = await scim.Post(
            "/Users",
            new JsonObject
            {
                ["schemas"] = new JsonArray(ScimClient.UserUrn),
                ["userName"] = by == "user name" ? name : $"u{Guid.NewGuid():N}",
                ["displayName"] = "Grace Hopper",
                ["externalId"] = by == "external id" ? name : null,
                ["emails"] = by == "address" ? new JsonArray(new JsonObject { ["value"] = name }) : null,
            }.ToJsonString()
        );
        await Join((string)made.Json["id"]!, scim);
        using var browser = hub.NewBrowser();

        var answer = await HubWithSaml.Send(
            browser,
            hub.Response(by == "external id" ? name : name.ToUpperInvariant()).Post()
        );

        answer.Expect(HttpStatusCode.Redirect);
        Assert.Contains("Grace Hopper", (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task An_agent_may_do_what_their_roles_give_them_and_follows_a_change_at_once()
    {
        var (id, email) = await hub.NewAgent();
        using var browser = await hub.SignedIn(email);
        (await browser.Get("/app/tickets/new")).Expect(HttpStatusCode.OK);
        (await browser.Get("/app/connections/tokens")).Expect(HttpStatusCode.Forbidden);

        (await hub.Admin.Send(HttpMethod.Put, $"/api/v1/users/{id}", new { role_ids = Array.Empty<long>() })).Expect(
            HttpStatusCode.OK
        );

        (await browser.Get("/app/tickets/new")).Expect(HttpStatusCode.Forbidden);
        using var again = hub.NewBrowser();
        HubWithSaml.Says(await HubWithSaml.Send(again, hub.Response(email).Post()), "saml_no_scopes", 403);
    }

    [Fact]
    public async Task What_is_done_is_done_by_the_agent()
    {
        var (id, email) = await hub.NewAgent();
        using var browser = await hub.SignedIn(email);

        var created = await browser.Send(
            "/app/tickets/new",
            "/app/tickets/new",
            ("subject", "Printer"),
            ("description", "Burns"),
            ("requester_email", "user@company.com")
        );

        var ticket = long.Parse(created.Expect(HttpStatusCode.Redirect).Header("Location")!.Split('/')[^1]);
        var actor = (await hub.Host.EventsOf(ticket))[0].Actor;
        Assert.Equal(("agent", $"{id}"), (actor.Kind, actor.Id));
    }

    [Fact]
    public async Task A_deactivated_agent_is_out_at_once_and_stays_out_of_old_sessions()
    {
        var (id, email) = await hub.NewAgent();
        using var browser = await hub.SignedIn(email);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);

        await hub.Admin.Send(HttpMethod.Post, $"/api/v1/users/{id}/deactivate", null);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
        using var again = hub.NewBrowser();
        HubWithSaml.Says(await HubWithSaml.Send(again, hub.Response(email).Post()), "saml_agent_inactive", 403);
        await hub.Admin.Send(HttpMethod.Post, $"/api/v1/users/{id}/reactivate", null);

        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
        (await HubWithSaml.Send(again, hub.Response(email).Post())).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_deleted_agent_is_out_at_once()
    {
        var scim = await ScimHub.Provider(hub.Host, hub.Admin, "Okta deletes");
        var name = $"p{Guid.NewGuid():N}@company.com";
        var made = await scim.Post(
            "/Users",
            new JsonObject { ["schemas"] = new JsonArray(ScimClient.UserUrn), ["userName"] = name }.ToJsonString()
        );
        var id = (string)made.Json["id"]!;
        await Join(id, scim);
        using var browser = await hub.SignedIn(name);

        await scim.Delete($"/Users/{id}");

        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_test_shows_who_it_would_be_and_begins_no_session()
    {
        var (_, email) = await hub.NewAgent();
        using var browser = hub.NewBrowser();
        var led = await browser.Get("/app/saml/ACME/sign-in?test=1");
        using var certificate = await hub.Certificate();
        var request = Provider.Read(led.Header("Location")!, "SAMLRequest", certificate).GetAttribute("ID");
        var taken = await HubWithSaml.Send(browser, (hub.Response(email) with { InResponseTo = request }).Post());

        var page = (await browser.Get(taken.Header("Location")!)).Expect(HttpStatusCode.OK);

        Assert.Contains(email, page.Text);
        Assert.Contains("<code>tickets:write</code>", page.Text);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    private async Task Join(string user, ScimClient scim)
    {
        var role = (string)(await hub.Admin.Get($"/api/v1/roles/{hub.Role}")).Data["uuid"]!;
        var join = $$"""[{"op":"add","path":"members","value":[{"value":"{{user}}"}]}]""";
        Assert.Equal(HttpStatusCode.NoContent, (await scim.Patch($"/Groups/{role}", join)).Status);
    }
}
