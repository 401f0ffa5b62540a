using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using Hub.Portal.Sessions;
using Hub.Tests.Hosting;
using Hub.Tests.Portal;

namespace Hub.Tests.Saml;

/// <summary>A hub whose first organization signs in with a provider, and has an agent and a role that reads and writes tickets.</summary>
public class HubWithSaml : HubWithFakeClock
{
    internal const string Settings = "/api/v1/saml/settings";

    internal Provider Provider { get; } = new();

    internal HubClient Neighbour { get; private set; } = null!;

    internal long Role { get; private set; }

    private protected override Task<HubHost> StartHost() => StartHost(["--RateLimits:FailedAuthentication=100000"]);

    private protected override async Task Arrange()
    {
        Neighbour = await Host.OpenOrganization("OTHER");
        Role = (await Admin.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Desk" }))
            .Expect(HttpStatusCode.Created)
            .Id;
        await SetUp();
    }

    public override async ValueTask DisposeAsync()
    {
        Provider.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task SetUp(bool idpInitiated = true) =>
        (
            await Admin.Send(
                HttpMethod.Put,
                Settings,
                new
                {
                    metadata = Provider.Metadata,
                    idp_initiated = idpInitiated,
                    roles = new[] { new { role_id = Role, abilities = new[] { "tickets:read", "tickets:write" } } },
                }
            )
        ).Expect(HttpStatusCode.OK);

    /// <summary>An agent of the first organization who has the role.</summary>
    internal async Task<(long Id, string Email)> NewAgent(params long[] roles)
    {
        var email = $"p{Guid.NewGuid():N}@company.com";
        var made = await Admin.Send(
            HttpMethod.Post,
            "/api/v1/users",
            new
            {
                name = "Ada",
                email,
                role_ids = roles.Length > 0 ? roles : [Role],
            }
        );
        return (made.Expect(HttpStatusCode.Created).Id, email);
    }

    internal string UrlOf(string organization) =>
        $"{Host.Http.BaseAddress!.ToString().TrimEnd('/')}/app/saml/{organization}";

    internal Response Response(string nameId, string organization = "ACME") =>
        new(Provider, UrlOf(organization), Clock.GetUtcNow()) { NameId = nameId };

    internal Browser NewBrowser() => new(Host);

    internal static Task<Answer> Send(
        Browser browser,
        string response,
        string? relayState = null,
        string organization = "ACME"
    ) =>
        browser.Post(
            $"/app/saml/{organization}/acs",
            [
                ("SAMLResponse", response),
                .. relayState is null ? Array.Empty<(string, string)>() : [("RelayState", relayState)],
            ]
        );

    /// <summary>One that has signed in with SAML, at the provider first.</summary>
    internal async Task<Browser> SignedIn(string email, string? sessionIndex = null)
    {
        var browser = NewBrowser();
        var answer = await Send(browser, (Response(email) with { SessionIndex = sessionIndex }).Post());
        Assert.Equal("/app", answer.Expect(HttpStatusCode.Redirect).Header("Location"));
        return browser;
    }

    /// <summary>What the hub signs with, by its metadata.</summary>
    internal async Task<X509Certificate2> Certificate(string path = "/app/saml/ACME/metadata")
    {
        var document = new XmlDocument();
        document.LoadXml((await Host.As(null).Get(path)).Expect(HttpStatusCode.OK).Text);
        var text = document.GetElementsByTagName("X509Certificate", "http://www.w3.org/2000/09/xmldsig#")[0]!.InnerText;
        return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
    }

    /// <summary>The page says the code, and nobody is signed in.</summary>
    internal static void Says(Answer answer, string code, int status)
    {
        answer.Expect((HttpStatusCode)status);
        Assert.Contains($"<code>{code}</code>", answer.Text);
        Assert.DoesNotContain(SessionCookie.Name, answer.Header("Set-Cookie") ?? "");
    }
}

/// <summary>A hub with an agent who has a role, to sign in with providers of other houses.</summary>
public sealed class HubForPeers : RunningHub
{
    internal const string Email = "saml.jackson@example.com";

    internal Provider Keys { get; } = new();

    internal string Url => Host.Http.BaseAddress!.ToString().TrimEnd('/') + "/app/saml/ACME";

    private protected override Task<HubHost> StartHost() => HubHost.Start("--Delivery:AllowInsecureTargets=true");

    private protected override async Task Arrange() =>
        (await Admin.Send(HttpMethod.Post, "/api/v1/users", new { name = "Saml Jackson", email = Email })).Expect(
            HttpStatusCode.Created
        );

    internal async Task<string> Metadata() => (await Host.As(null).Get("/app/saml/metadata")).Text;

    internal async Task SetUp(object provider) =>
        (await Admin.Send(HttpMethod.Put, HubWithSaml.Settings, provider)).Expect(HttpStatusCode.OK);
}
