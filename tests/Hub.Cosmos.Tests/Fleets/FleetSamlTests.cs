using System.Net;
using System.Net.Http.Json;
using Hub.Portal.Sessions;
using Hub.Saml;
using Hub.Tests.Hosting;
using Hub.Tests.Saml;

namespace Hub.Tests.Fleets;

/// <summary>Sign-in with SAML at hubs that share a store: what one of them took or ended, all did.</summary>
public sealed class FleetSamlTests(FleetTests.ThreeHubs three) : IClassFixture<FleetTests.ThreeHubs>
{
    private const string Host = "hub.example";
    private const string Email = "ada@company.com";
    private const string Root = $"http://{Host}/app/saml/ACME";

    [Fact]
    public async Task An_answer_is_taken_by_one_hub_and_a_sign_out_ends_the_session_at_all()
    {
        using var provider = new Provider();
        var settings = new { metadata = provider.Metadata, abilities = new[] { "tickets:read" } };
        (
            await three.Clients[0].PostAsJsonAsync("/api/v1/users", new { name = "Ada", email = Email })
        ).EnsureSuccessStatusCode();
        (await three.Clients[0].PutAsJsonAsync("/api/v1/saml/settings", settings)).EnsureSuccessStatusCode();
        var post = (new Response(provider, Root, DateTimeOffset.UtcNow) { NameId = Email }).Post();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(hub => Send(hub, Form(post))));

        var taken = Assert.Single(answers, one => one.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(2, answers.Count(one => one.StatusCode == HttpStatusCode.Forbidden));
        var cookie = taken
            .Headers.GetValues("Set-Cookie")
            .First(one => one.StartsWith(SessionCookie.Name, StringComparison.Ordinal))
            .Split(';')[0];
        for (var hub = 0; hub < 3; hub++)
            Assert.Equal(HttpStatusCode.OK, await Page(hub, cookie));

        var wish =
            $"""<samlp:LogoutRequest xmlns:samlp="{SamlNames.Protocol}" xmlns:saml="{SamlNames.Assertion}" ID="_wish" Version="2.0" IssueInstant="{SamlTimes.Write(DateTimeOffset.UtcNow)}" Destination="{Root}/sign-out"><saml:Issuer>{provider.EntityId}</saml:Issuer><saml:NameID>{Email}</saml:NameID></samlp:LogoutRequest>""";
        var ended = await Send(
            2,
            new HttpRequestMessage(HttpMethod.Get, "/app/saml/ACME/sign-out?" + provider.Query("SAMLRequest", wish))
        );

        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        for (var hub = 0; hub < 3; hub++)
        {
            var at = hub;
            await Wait.For(() => Page(at, cookie), status => status == HttpStatusCode.Redirect);
        }
    }

    private async Task<HttpStatusCode> Page(int hub, string cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/app/tickets");
        request.Headers.Add("Cookie", cookie);
        return (await Send(hub, request)).StatusCode;
    }

    private static HttpRequestMessage Form(string response) =>
        new(HttpMethod.Post, "/app/saml/ACME/acs")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("SAMLResponse", response)]),
        };

    private async Task<HttpResponseMessage> Send(int hub, HttpRequestMessage request)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = three.Clients[hub].BaseAddress,
        };
        request.Headers.Host = Host;
        using (request)
            return await http.SendAsync(request);
    }
}
