using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Hub.Tests.Access;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>A hub that people sign in to with a local issuer; the framework's cookies go by the machine's clock.</summary>
public sealed class HubWithEntraSignIn : RunningHub
{
    internal LocalIssuer Issuer { get; private set; } = null!;

    private protected override async Task<HubHost> StartHost()
    {
        Issuer = await LocalIssuer.Start();
        Issuer.IsDown = true;
        return await HubHost.Start(
            "--Entra:Enabled=true",
            $"--Entra:Instance={Issuer.Root}",
            $"--Entra:TenantId={HubWithEntra.Tenant}",
            $"--Entra:ClientId={HubWithEntra.Hub}",
            $"--Entra:ClientSecret={LocalIssuer.ClientSecret}",
            "--Entra:Roles:0:Name=Helpdesk.Agent",
            "--Entra:Roles:0:Abilities=tickets:read, tickets:write",
            $"--Entra:Roles:1:Name={Group}",
            "--Entra:Roles:1:Abilities=tickets:read"
        );
    }

    internal const string Group = "33333333-3333-4333-8333-333333333333";

    /// <summary>Nothing was asked of the issuer by the start; with the first sign-in it is there.</summary>
    private protected override Task Arrange()
    {
        Assert.Equal(0, Issuer.KeyRequests);
        Issuer.IsDown = false;
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Issuer.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the issuer says of a person.</summary>
    internal JsonObject Claims(string nonce, string email = "guest@company.com", params string[] roles)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new JsonObject
        {
            ["aud"] = HubWithEntra.Hub,
            ["iss"] = $"{Issuer.Root}{HubWithEntra.Tenant}/v2.0",
            ["tid"] = HubWithEntra.Tenant,
            ["oid"] = "dddddddd-dddd-4ddd-8ddd-dddddddddddd",
            ["sub"] = "pairwise",
            ["name"] = "Grace Hopper",
            ["preferred_username"] = email,
            ["nonce"] = nonce,
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 3600,
            ["roles"] = HubWithEntra.Array(roles),
        };
    }
}

/// <summary>Signing in to the pages with Entra ID.</summary>
public sealed class EntraSignInTests(HubWithEntraSignIn hub) : IClassFixture<HubWithEntraSignIn>
{
    private const string Agent = "Helpdesk.Agent";

    [Fact]
    public async Task A_person_signs_in_and_may_do_what_their_roles_allow()
    {
        using var browser = new Browser(hub.Host);
        Assert.Contains("href=\"/app/entra/sign-in\"", (await browser.Get("/app/sign-in")).Text);
        var begun = await Begin(browser, "/app/webhooks");

        var answer = await Return(browser, begun, hub.Claims(begun.Nonce, roles: Agent));

        Assert.Equal("/app/webhooks", answer.Expect(HttpStatusCode.Redirect).Header("Location"));
        Assert.Contains("path=/app; samesite=lax; httponly", answer.Header("Set-Cookie"));
        Assert.Contains("Grace Hopper", (await browser.Get("/app/tickets/new")).Expect(HttpStatusCode.OK).Text);
        (await browser.Get("/app/connections")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_question_is_code_with_proof_and_comes_back_in_the_address()
    {
        using var browser = new Browser(hub.Host);

        var begun = await Begin(browser);

        Assert.StartsWith($"{hub.Issuer.Root}{HubWithEntra.Tenant}/oauth2/v2.0/authorize?", begun.Location);
        Assert.Equal("code", begun.Query["response_type"]);
        Assert.Equal("S256", begun.Query["code_challenge_method"]);
        Assert.Equal($"{hub.Host.Http.BaseAddress}signin-oidc", begun.Query["redirect_uri"]);
        Assert.True(begun.Query["response_mode"] is null or "query");
        Assert.DoesNotContain(LocalIssuer.ClientSecret, HttpUtility.UrlDecode(begun.Location));
    }

    [Fact]
    public async Task Groups_allow_what_roles_do()
    {
        using var browser = new Browser(hub.Host);
        var begun = await Begin(browser);
        var claims = hub.Claims(begun.Nonce);
        claims["groups"] = HubWithEntra.Array(HubWithEntraSignIn.Group);

        (await Return(browser, begun, claims)).Expect(HttpStatusCode.Redirect);

        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);
        (await browser.Get("/app/tickets/new")).Expect(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("nonce", "another")]
    [InlineData("aud", HubWithEntra.App)]
    [InlineData("iss", "https://login.example.com/11111111-1111-4111-8111-111111111111/v2.0")]
    [InlineData("tid", HubWithEntra.OtherTenant)]
    [InlineData("exp", "1000000000")]
    [InlineData("nbf", "9000000000")]
    public async Task What_the_issuer_says_of_something_else_signs_nobody_in(string claim, string value)
    {
        using var browser = new Browser(hub.Host);
        var begun = await Begin(browser);
        var claims = hub.Claims(begun.Nonce, roles: Agent);
        claims[claim] = long.TryParse(value, out var number) ? number : value;

        await Refused(browser, await Return(browser, begun, claims), "entra_refused");
    }

    [Fact]
    public async Task An_answer_to_another_browser_s_question_signs_nobody_in()
    {
        using var attacker = new Browser(hub.Host);
        using var victim = new Browser(hub.Host);
        var begun = await Begin(attacker);
        await Begin(victim);

        await Refused(victim, await Return(victim, begun, hub.Claims(begun.Nonce, roles: Agent)), "entra_refused");
    }

    [Theory]
    [InlineData("?code=x&state=made-up")]
    [InlineData("?code=x")]
    [InlineData("")]
    [InlineData("?error=access_denied&error_description=<b>no</b>")]
    public async Task What_nobody_asked_for_signs_nobody_in(string query)
    {
        using var browser = new Browser(hub.Host);

        await Refused(browser, await browser.Get("/signin-oidc" + query), "entra_refused");
    }

    [Fact]
    public async Task A_code_of_another_question_is_not_redeemed()
    {
        using var browser = new Browser(hub.Host);
        var begun = await Begin(browser);
        hub.Issuer.Grants["stolen"] = (hub.Claims(begun.Nonce, roles: Agent), "another challenge");

        var answer = await browser.Get($"/signin-oidc?code=stolen&state={Uri.EscapeDataString(begun.Query["state"]!)}");

        await Refused(browser, answer, "entra_refused");
    }

    [Fact]
    public async Task Without_a_role_nobody_gets_in_and_is_told_so()
    {
        using var browser = new Browser(hub.Host);
        var begun = await Begin(browser);

        await Refused(browser, await Return(browser, begun, hub.Claims(begun.Nonce)), "entra_no_roles");
    }

    [Fact]
    public async Task A_session_ends_with_the_agent()
    {
        var email = $"p{Guid.NewGuid():N}@company.com";
        var agent = (await hub.Admin.Send(HttpMethod.Post, "/api/v1/users", new { name = "Grace", email })).Id;
        using var browser = new Browser(hub.Host);
        var begun = await Begin(browser);
        (await Return(browser, begun, hub.Claims(begun.Nonce, email, Agent))).Expect(HttpStatusCode.Redirect);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);

        await hub.Admin.Send(HttpMethod.Post, $"/api/v1/users/{agent}/deactivate", null);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
        var again = await Begin(browser);
        await Refused(browser, await Return(browser, again, hub.Claims(again.Nonce, email, Agent)), "entra_unknown");
        await hub.Admin.Send(HttpMethod.Post, $"/api/v1/users/{agent}/reactivate", null);

        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task While_the_issuer_cannot_be_reached_people_are_told_to_wait()
    {
        await using var issuer = await LocalIssuer.Start();
        issuer.IsDown = true;
        await using var host = await HubHost.Start(
            "--Entra:Enabled=true",
            $"--Entra:Instance={issuer.Root}",
            $"--Entra:TenantId={HubWithEntra.Tenant}",
            $"--Entra:ClientId={HubWithEntra.Hub}",
            "--Entra:ClientSecret=x"
        );
        using var browser = new Browser(host);

        var answer = await browser.Get("/app/entra/sign-in");

        Assert.Contains("<code>sign_in_unavailable</code>", answer.Expect(HttpStatusCode.ServiceUnavailable).Text);
    }

    [Fact]
    public async Task Without_a_secret_there_is_no_such_way_in()
    {
        await using var host = await HubHost.Start();
        using var browser = new Browser(host);

        (await browser.Get("/app/entra/sign-in")).Expect(HttpStatusCode.NotFound);
        (await browser.Get("/signin-oidc")).Expect(HttpStatusCode.NotFound);
        Assert.DoesNotContain("/app/entra/sign-in", (await browser.Get("/app/sign-in")).Text);
    }

    private static async Task<Begun> Begin(Browser browser, string? page = null)
    {
        var query = page is null ? "" : $"?return={Uri.EscapeDataString(page)}";
        var answer = (await browser.Get("/app/entra/sign-in" + query)).Expect(HttpStatusCode.Redirect);
        return new Begun(answer.Header("Location")!);
    }

    /// <summary>As the issuer sends people back, having put down the claims for the code.</summary>
    private Task<Answer> Return(Browser browser, Begun begun, JsonObject claims)
    {
        var code = $"{Guid.NewGuid():N}";
        hub.Issuer.Grants[code] = (claims, begun.Query["code_challenge"]!);
        return browser.Get($"/signin-oidc?code={code}&state={Uri.EscapeDataString(begun.Query["state"]!)}");
    }

    private static async Task Refused(Browser browser, Answer answer, string code)
    {
        Assert.Contains($"<code>{code}</code>", answer.Expect(HttpStatusCode.Forbidden).Text);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    private sealed record Begun(string Location)
    {
        public System.Collections.Specialized.NameValueCollection Query { get; } =
            HttpUtility.ParseQueryString(new Uri(Location).Query);

        public string Nonce => Query["nonce"]!;
    }
}
