using System.Net;
using System.Text.RegularExpressions;
using Hub.Portal;
using Hub.Portal.Sessions;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Portal;

/// <summary>What holds of all pages.</summary>
public sealed class PortalTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    [Theory]
    [InlineData("/app/sign-in")]
    [InlineData("/app/tickets")]
    [InlineData("/app/webhooks")]
    [InlineData("/app/templates")]
    [InlineData("/app/nowhere")]
    public async Task Pages_run_only_the_hub_s_scripts_stand_in_no_frame_and_are_not_kept(string path)
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var page = await browser.Get(path);

        Assert.StartsWith("text/html", page.Header("Content-Type"));
        Assert.Equal(
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'",
            page.Header("Content-Security-Policy")
        );
        Assert.Equal("DENY", page.Header("X-Frame-Options"));
        Assert.Contains("no-store", page.Header("Cache-Control"));
        Assert.Equal(1, page.Text.Split("<script").Length - 1);
        Assert.Contains("<script type=\"module\" src=\"/app/assets/portal.js\"></script>", page.Text);
        Assert.DoesNotContain(" style=", page.Text);
        Assert.Contains("<html lang=\"en\">", page.Text);
        Assert.Contains("<h1", page.Text);
    }

    [Fact]
    public async Task The_hub_s_address_leads_people_to_the_pages_and_programs_to_the_reference()
    {
        using var browser = new Browser(hub.Host);

        var people = await hub.Host.As(null).Get("/", ("Accept", "text/html,*/*;q=0.8"));
        var programs = (await browser.Get("/")).Expect(HttpStatusCode.Redirect);

        Assert.Contains("API token", people.Expect(HttpStatusCode.OK).Text);
        Assert.Equal("/docs", programs.Header("Location"));
        Assert.StartsWith("text/css", (await browser.Get("/app/assets/portal.css")).Header("Content-Type"));
    }

    [Fact]
    public async Task Without_the_portal_there_is_nothing_below_app()
    {
        await using var host = await HubHost.Start("--Portal:Enabled=false");
        using var browser = new Browser(host);

        foreach (var path in new[] { "/app", "/app/sign-in", "/app/tickets", "/app/assets/portal.css" })
            (await browser.Get(path)).ExpectProblem(HttpStatusCode.NotFound, "route_not_found");
        Assert.Null(host.App.Services.GetRequiredService<SignInLinks>().PathFor(HubHost.FirstToken));
        Assert.Equal("/docs", (await browser.Get("/")).Header("Location"));
    }

    [Fact]
    public async Task Every_page_and_form_that_needs_a_scope_leads_nobody_past_the_sign_in()
    {
        var routes = hub
            .Host.App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<RequiredPage>() is not null)
            .ToList();
        using var browser = new Browser(hub.Host);

        Assert.True(routes.Count >= 9);
        foreach (var route in routes)
        {
            var path = Regex.Replace(route.RoutePattern.RawText!, "{[^}]+}", "1");
            var isForm = route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Contains("POST");
            var answer = isForm ? await browser.Post(path) : await browser.Get(path);
            Assert.StartsWith("/app/sign-in", answer.Expect(HttpStatusCode.Redirect).Header("Location"));
        }
    }

    [Fact]
    public void There_is_no_text_without_a_name() => Assert.Throws<KeyNotFoundException>(() => Texts.Of("none"));
}
