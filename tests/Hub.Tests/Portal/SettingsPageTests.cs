using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>Settings and the audit log on pages: by the rules and scopes of the API.</summary>
public sealed class SettingsPageTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    [Fact]
    public async Task A_token_without_all_scopes_sees_policies_and_changes_none()
    {
        var token = (await hub.Host.WithScopes("tickets:read")).Token!;
        using var browser = await Browser.SignedIn(hub.Host, token);

        (await browser.Get("/app/settings/sla-policies")).Expect(HttpStatusCode.OK);
        Assert.Contains(
            "all scopes",
            (await browser.Get("/app/settings/sla-policies/new")).Expect(HttpStatusCode.Forbidden).Text
        );
        (await browser.Get("/app/settings/assignment-rules")).Expect(HttpStatusCode.Forbidden);
        (await browser.Get("/app/settings")).Expect(HttpStatusCode.Forbidden);
        (await browser.Get("/app/audit")).Expect(HttpStatusCode.Forbidden);
        (
            await browser.Send("/app/tickets", "/app/settings/sla-policies/new", ("name", "Mine"), ("position", "1"))
        ).Expect(HttpStatusCode.Forbidden);
        Assert.Empty((await hub.Admin.Get("/api/v1/sla/policies?q=Mine")).Items);
    }

    [Fact]
    public async Task The_connector_s_definition_has_the_address_that_it_is_asked_at()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var definition = (await browser.Get("/app/connector/apiDefinition.swagger.json")).Expect(HttpStatusCode.OK);
        var properties = (await browser.Get("/app/connector/apiProperties.json")).Expect(HttpStatusCode.OK);

        Assert.Equal(hub.Host.Http.BaseAddress!.Authority, (string)definition.Json["host"]!);
        Assert.Equal("2.0", (string)definition.Json["swagger"]!);
        Assert.NotNull(properties.Json["properties"]);
        Assert.Contains("attachment", definition.Header("Content-Disposition"));
    }
}
