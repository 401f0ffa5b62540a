using System.Net;
using Hub.Portal.Sessions;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Portal;

/// <summary>Who gets in, for how long, and what ends it.</summary>
public sealed class SignInTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    [Fact]
    public async Task A_pasted_token_signs_in_and_stays_out_of_the_browser()
    {
        using var browser = new Browser(hub.Host);

        var answer = await browser.SignIn(HubHost.FirstToken);

        Assert.Equal("/app", answer.Expect(HttpStatusCode.Redirect).Header("Location"));
        var cookie = answer.Header("Set-Cookie")!;
        Assert.Contains("hub-session=", cookie);
        Assert.Contains("path=/app; samesite=lax; httponly", cookie);
        Assert.DoesNotContain("test-secret", cookie);
        var page = (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);
        Assert.Contains("Acme", page.Text);
        Assert.DoesNotContain("test-secret", page.Text);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_sign_in_and_back()
    {
        var ticket = await hub.Admin.NewTicket();
        using var browser = new Browser(hub.Host);

        var led = (await browser.Get($"/app/tickets/{ticket}?x=1")).Expect(HttpStatusCode.Redirect);
        var back = await browser.Send(
            led.Header("Location")!,
            "/app/sign-in",
            ("token", HubHost.FirstToken),
            ("return", $"/app/tickets/{ticket}")
        );

        Assert.Equal($"/app/sign-in?return=%2Fapp%2Ftickets%2F{ticket}%3Fx%3D1", led.Header("Location"));
        Assert.Equal($"/app/tickets/{ticket}", back.Expect(HttpStatusCode.Redirect).Header("Location"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/app/")]
    [InlineData("/app/\\evil.example")]
    [InlineData("/docs")]
    public async Task The_sign_in_leads_nowhere_but_to_pages(string asked)
    {
        using var browser = new Browser(hub.Host);

        var answer = await browser.Send(
            "/app/sign-in",
            "/app/sign-in",
            ("token", HubHost.FirstToken),
            ("return", asked)
        );

        Assert.Equal("/app", answer.Expect(HttpStatusCode.Redirect).Header("Location"));
    }

    [Theory]
    [InlineData("1|wrong")]
    [InlineData("99999|test-secret-of-thirty-two-letters")]
    [InlineData("")]
    [InlineData(HubHost.OperatorToken)]
    public async Task A_wrong_token_is_told_and_signs_nobody_in(string token)
    {
        using var browser = new Browser(hub.Host);

        var answer = await browser.SignIn(token);

        Assert.Contains("unknown, revoked or expired", answer.Expect(HttpStatusCode.UnprocessableEntity).Text);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Who_guesses_too_often_is_told_to_wait()
    {
        await using var host = await HubHost.Start("--RateLimits:Enabled=true", "--RateLimits:FailedAuthentication=2");
        using var browser = new Browser(host);
        for (var guess = 0; guess < 2; guess++)
            (await browser.SignIn("1|wrong")).Expect(HttpStatusCode.UnprocessableEntity);

        var third = await browser.SignIn("1|wrong");

        Assert.Contains("<h1>Too Many Requests</h1>", third.Expect(HttpStatusCode.TooManyRequests).Text);
        Assert.NotNull(third.Header("Retry-After"));
    }

    [Fact]
    public async Task A_session_ends_with_its_token()
    {
        var token = (await hub.Host.WithScopes("tickets:read")).Token!;
        using var browser = await Browser.SignedIn(hub.Host, token);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);

        var revoked = await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/tokens/{token.Split('|')[0]}", null);

        revoked.Expect(HttpStatusCode.NoContent);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Signing_out_ends_it_too()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var answer = await browser.Send("/app/tickets", "/app/sign-out");

        Assert.Equal("/app/sign-in", answer.Expect(HttpStatusCode.Redirect).Header("Location"));
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_cookie_that_was_changed_is_no_session()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var cookie = browser.Cookies.GetAllCookies().First(one => one.Name == SessionCookie.Name);
        cookie.Value = string.Concat(cookie.Value.AsSpan(0, cookie.Value.Length - 2), "AA");

        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_session_opens_no_route_of_the_API()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var cookie = browser.Cookies.GetAllCookies().First(one => one.Name == SessionCookie.Name);

        var answer = await hub.Host.As(null).Get("/api/v1/tickets", ("Cookie", $"{cookie.Name}={cookie.Value}"));

        answer.ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_restart_keeps_sessions()
    {
        var folder = HubHost.NewFolder();
        string session;
        await using (var host = await HubHost.StartIn(folder, null))
        {
            using var browser = await Browser.SignedIn(host, HubHost.FirstToken);
            session = browser.Cookies.GetAllCookies().First(one => one.Name == SessionCookie.Name).ToString();
        }
        await using (var host = await HubHost.StartIn(folder, null))
        {
            var page = await host.As(null).Get("/app/tickets", ("Cookie", session));
            Assert.Contains("<h1>Tickets</h1>", page.Expect(HttpStatusCode.OK).Text);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_suspended_organization_sees_no_page()
    {
        using var browser = await Browser.SignedIn(hub.Host, hub.Neighbour.Token!);
        var id = (await hub.Host.OrganizationOf(hub.Neighbour)).Value;
        (await hub.Admin.Send(HttpMethod.Post, $"/api/v1/operator/organizations/{id}/suspend", null)).Expect(
            HttpStatusCode.OK
        );

        var page = await browser.Get("/app/tickets");

        await hub.Admin.Send(HttpMethod.Post, $"/api/v1/operator/organizations/{id}/resume", null);
        Assert.Contains("is suspended", page.Expect(HttpStatusCode.Forbidden).Text);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_link_signs_in_once()
    {
        var link = hub.Host.App.Services.GetRequiredService<SignInLinks>().PathFor(HubHost.FirstToken)!;
        using var first = new Browser(hub.Host);
        using var second = new Browser(hub.Host);
        (await first.Get(link)).Expect(HttpStatusCode.OK);

        var signedIn = await first.Send(link, link);
        var again = await second.Send(link, link);

        signedIn.Expect(HttpStatusCode.Redirect);
        (await first.Get("/app/tickets")).Expect(HttpStatusCode.OK);
        Assert.Contains("has been used", again.Expect(HttpStatusCode.Gone).Text);
        (await second.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
        (await second.Get("/app/sign-in/none")).Expect(HttpStatusCode.Gone);
    }
}
