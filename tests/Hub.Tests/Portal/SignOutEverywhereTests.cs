using System.Net;
using Hub.Portal.Sessions;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>Signing out ends copies of a session, and everywhere all sessions of whoever does it.</summary>
public sealed class SignOutEverywhereTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    [Fact]
    public async Task A_copy_of_the_cookie_ends_with_the_session()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var copy = CookieOf(browser);
        (await WithCookie(copy)).Expect(HttpStatusCode.OK);

        await browser.Send("/app/tickets", "/app/sign-out");

        (await WithCookie(copy)).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Everywhere_means_every_session_of_the_token_and_of_no_other()
    {
        var token = (await hub.Host.WithScopes("tickets:read")).Token!;
        using var laptop = await Browser.SignedIn(hub.Host, token);
        using var phone = await Browser.SignedIn(hub.Host, token);
        using var neighbour = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var page = await laptop.Send("/app/tickets", "/app/sign-out-everywhere");

        Assert.Contains("in every browser", page.Expect(HttpStatusCode.OK).Text);
        (await laptop.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
        (await phone.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
        (await neighbour.Get("/app/tickets")).Expect(HttpStatusCode.OK);
        using var again = await Browser.SignedIn(hub.Host, token);
        (await again.Get("/app/tickets")).Expect(HttpStatusCode.OK);
        await phone.SignIn(token);
        await phone.Send("/app/tickets", "/app/sign-out-everywhere");
        (await again.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_restart_does_not_bring_sessions_back()
    {
        var folder = HubHost.NewFolder();
        string session;
        await using (var host = await HubHost.StartIn(folder, null))
        {
            using var browser = await Browser.SignedIn(host, HubHost.FirstToken);
            session = CookieOf(browser);
            await browser.Send("/app/tickets", "/app/sign-out-everywhere");
        }
        await using (var host = await HubHost.StartIn(folder, null))
        {
            using var plain = Plain(host);
            using var answer = await Send(plain, session);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_form_of_nobody_s_signs_nobody_out()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        (await browser.Post("/app/sign-out-everywhere")).Expect(HttpStatusCode.BadRequest);

        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);
    }

    private async Task<Answer> WithCookie(string cookie)
    {
        using var plain = Plain(hub.Host);
        using var answer = await Send(plain, cookie);
        return new Answer(
            answer.StatusCode,
            new Dictionary<string, string>(),
            await answer.Content.ReadAsStringAsync()
        );
    }

    private static HttpClient Plain(HubHost host) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = host.Http.BaseAddress,
        };

    private static async Task<HttpResponseMessage> Send(HttpClient http, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/app/tickets");
        request.Headers.Add("Cookie", cookie);
        return await http.SendAsync(request);
    }

    private static string CookieOf(Browser browser) =>
        browser.Cookies.GetAllCookies().First(one => one.Name == SessionCookie.Name).ToString();
}
