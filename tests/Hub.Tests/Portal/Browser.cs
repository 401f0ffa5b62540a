using System.Net;
using System.Text.RegularExpressions;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>A hub with pages, a neighbour, and webhooks on loopback.</summary>
public sealed class HubWithPages : RunningHub
{
    internal HubClient Neighbour { get; private set; } = null!;

    private protected override Task<HubHost> StartHost() => HubHost.Start("--Delivery:AllowInsecureTargets=true");

    private protected override async Task Arrange() => Neighbour = await Host.OpenOrganization("OTHER");
}

/// <summary>The pages as a browser has them: with cookies, and redirects that a test sees.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient http;

    public Browser(HubHost host) =>
        http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies })
        {
            BaseAddress = host.Http.BaseAddress,
        };

    public CookieContainer Cookies { get; } = new();

    /// <summary>One that has signed in with the token.</summary>
    public static async Task<Browser> SignedIn(HubHost host, string token)
    {
        var browser = new Browser(host);
        (await browser.SignIn(token)).Expect(HttpStatusCode.Redirect);
        return browser;
    }

    public Task<Answer> SignIn(string token) => Send("/app/sign-in", "/app/sign-in", ("token", token));

    public Task<Answer> Get(string path) => Read(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>The page's live part as it is by now, as the page itself asks for it.</summary>
    public Task<Answer> Renew(string path, string part) =>
        Read(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Renew", part } } });

    /// <summary>Sends a form that the page gave.</summary>
    public async Task<Answer> Send(string page, string action, params (string Name, string Value)[] fields)
    {
        var form = (await Get(page)).Expect(HttpStatusCode.OK);
        var mark = WebUtility.HtmlDecode(Mark().Match(form.Text).Groups[1].Value);
        return await Post(action, [.. fields, ("__RequestVerificationToken", mark)]);
    }

    public Task<Answer> Post(string action, params (string Name, string Value)[] fields) =>
        Read(
            new HttpRequestMessage(HttpMethod.Post, action)
            {
                Content = new FormUrlEncodedContent(
                    fields.Select(field => KeyValuePair.Create(field.Name, field.Value))
                ),
            }
        );

    public void Dispose() => http.Dispose();

    private async Task<Answer> Read(HttpRequestMessage request)
    {
        using (request)
        using (var response = await http.SendAsync(request))
        {
            var headers = response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(one => one.Key, one => string.Join(",", one.Value), StringComparer.OrdinalIgnoreCase);
            return new Answer(response.StatusCode, headers, await response.Content.ReadAsStringAsync());
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Mark();
}
