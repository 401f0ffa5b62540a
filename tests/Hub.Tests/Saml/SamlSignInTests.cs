using System.Net;
using System.Web;
using System.Xml;
using Hub.Saml;
using Hub.Tests.Hosting;
using Hub.Tests.Portal;

namespace Hub.Tests.Saml;

/// <summary>Who gets in with SAML, from where, for whom and when.</summary>
public sealed class SamlSignInTests(HubWithSaml hub) : IClassFixture<HubWithSaml>
{
    [Fact]
    public async Task A_sign_in_that_begins_at_the_hub_asks_the_provider_and_comes_back_to_the_page()
    {
        var (_, email) = await hub.NewAgent();
        using var browser = hub.NewBrowser();
        var request = await Begin(browser, "/app/webhooks");

        var taken = await HubWithSaml.Send(
            browser,
            (hub.Response(email) with { InResponseTo = request.Id }).Post(),
            request.RelayState
        );
        Assert.Null(taken.Header("Set-Cookie"));
        var finished = await browser.Get(taken.Expect(HttpStatusCode.Redirect).Header("Location")!);

        Assert.Equal("/app/webhooks", finished.Expect(HttpStatusCode.Redirect).Header("Location"));
        Assert.Contains("Ada", (await browser.Get("/app/webhooks")).Expect(HttpStatusCode.OK).Text);
        (await browser.Get(taken.Header("Location")!)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_request_is_signed_and_says_who_asks_and_where_to_answer()
    {
        using var browser = hub.NewBrowser();
        var answer = (await browser.Get("/app/saml/ACME/sign-in?return=%2Fapp%2Ftickets")).Expect(
            HttpStatusCode.Redirect
        );
        var location = answer.Header("Location")!;
        using var certificate = await hub.Certificate();

        var request = Provider.Read(location, "SAMLRequest", certificate);

        Assert.StartsWith($"{Provider.SignInUrl}?app=7&SAMLRequest=", location);
        Assert.Equal("/app/tickets", HttpUtility.ParseQueryString(new Uri(location).Query)["RelayState"]);
        Assert.Equal("AuthnRequest", request.LocalName);
        Assert.Equal($"{hub.UrlOf("ACME")}/acs", request.GetAttribute("AssertionConsumerServiceURL"));
        Assert.Equal($"{Provider.SignInUrl}?app=7", request.GetAttribute("Destination"));
        Assert.Equal($"{hub.UrlOf("ACME")}/metadata", request["Issuer", SamlNames.Assertion]!.InnerText);
        Assert.Contains("path=/app/saml; samesite=lax; httponly", answer.Header("Set-Cookie")!);
    }

    [Fact]
    public async Task An_answer_to_another_browser_s_request_signs_nobody_in()
    {
        var (_, email) = await hub.NewAgent();
        using var victim = hub.NewBrowser();
        using var attacker = hub.NewBrowser();
        var request = await Begin(attacker);
        await Begin(victim);
        var taken = await HubWithSaml.Send(victim, (hub.Response(email) with { InResponseTo = request.Id }).Post());

        var finished = await victim.Get(taken.Expect(HttpStatusCode.Redirect).Header("Location")!);

        HubWithSaml.Says(finished, "saml_not_asked_for", 403);
        (await victim.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task An_answer_to_a_request_that_nobody_made_signs_nobody_in()
    {
        var (_, email) = await hub.NewAgent();
        using var browser = hub.NewBrowser();
        var taken = await HubWithSaml.Send(browser, (hub.Response(email) with { InResponseTo = "_made-up" }).Post());

        HubWithSaml.Says(await browser.Get(taken.Header("Location")!), "saml_not_asked_for", 403);
        HubWithSaml.Says(await browser.Get("/app/saml/ACME/finish?code=none"), "saml_not_asked_for", 403);
        HubWithSaml.Says(await browser.Get("/app/saml/ACME/finish"), "saml_not_asked_for", 403);
    }

    [Fact]
    public async Task What_the_unsigned_envelope_says_of_the_request_must_be_what_the_assertion_says()
    {
        var (_, email) = await hub.NewAgent();
        using var browser = hub.NewBrowser();
        var request = await Begin(browser);
        var document = hub.Response(email).Build();
        document.DocumentElement!.SetAttribute("InResponseTo", request.Id);

        HubWithSaml.Says(await HubWithSaml.Send(browser, Response.Encode(document)), "saml_not_asked_for", 403);
    }

    [Fact]
    public async Task A_sign_in_that_took_too_long_is_begun_again()
    {
        var (_, email) = await hub.NewAgent();
        using var browser = hub.NewBrowser();
        var request = await Begin(browser);
        hub.Clock.Advance(TimeSpan.FromMinutes(11));
        var taken = await HubWithSaml.Send(browser, (hub.Response(email) with { InResponseTo = request.Id }).Post());

        HubWithSaml.Says(await browser.Get(taken.Header("Location")!), "saml_not_asked_for", 403);
    }

    [Fact]
    public async Task A_sign_in_that_begins_at_the_provider_can_be_refused()
    {
        var (_, email) = await hub.NewAgent();
        using var browser = hub.NewBrowser();
        await hub.SetUp(idpInitiated: false);

        var refused = await HubWithSaml.Send(browser, hub.Response(email).Post());
        var request = await Begin(browser);
        var asked = await HubWithSaml.Send(browser, (hub.Response(email) with { InResponseTo = request.Id }).Post());
        await hub.SetUp();

        HubWithSaml.Says(refused, "saml_not_asked_for", 403);
        asked.Expect(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/app/")]
    [InlineData("/app/saml/ACME/sign-out")]
    public async Task The_relay_state_leads_nowhere_but_to_pages(string relayState)
    {
        var (_, email) = await hub.NewAgent();
        using var browser = hub.NewBrowser();

        var answer = await HubWithSaml.Send(browser, hub.Response(email).Post(), relayState);

        Assert.Equal("/app", answer.Expect(HttpStatusCode.Redirect).Header("Location"));
    }

    [Fact]
    public async Task An_assertion_is_for_this_organization_alone()
    {
        var (_, email) = await hub.NewAgent();
        var good = hub.Response(email);
        var other = hub.UrlOf("OTHER");

        await Refused(good with { Audience = "https://elsewhere.example/metadata" });
        await Refused(good with { Audience = $"{other}/metadata" });
        await Refused(good with { Destination = $"{other}/acs" });
        await Refused(good with { Recipient = $"{other}/acs" });
        await Refused(good with { Issuer = "https://idp.example.com/another" });

        async Task Refused(Response response)
        {
            using var browser = hub.NewBrowser();
            HubWithSaml.Says(await HubWithSaml.Send(browser, response.Post()), "saml_not_for_this_hub", 403);
        }
    }

    [Fact]
    public async Task An_organization_takes_nothing_of_another_organization_s_provider()
    {
        var (_, email) = await hub.NewAgent();
        using var provider = new Provider("https://idp.other.example", System.Security.Cryptography.RSA.Create(2048));
        var settings = new { metadata = provider.Metadata, abilities = new[] { "tickets:read" } };
        (await hub.Neighbour.Send(HttpMethod.Put, HubWithSaml.Settings, settings)).Expect(HttpStatusCode.OK);
        using var browser = hub.NewBrowser();
        var theirs = hub.Response(email, "OTHER") with { Provider = provider };

        var posted = await HubWithSaml.Send(browser, (theirs with { Hub = hub.UrlOf("ACME") }).Post());
        var unknown = await HubWithSaml.Send(browser, theirs.Post(), organization: "OTHER");

        HubWithSaml.Says(posted, "saml_not_for_this_hub", 403);
        HubWithSaml.Says(unknown, "saml_agent_unknown", 403);
    }

    [Fact]
    public async Task Time_counts_with_two_minutes_that_clocks_may_be_apart()
    {
        var (_, email) = await hub.NewAgent();
        var good = hub.Response(email);
        using var browser = hub.NewBrowser();

        HubWithSaml.Says(await Send(good with { Begins = TimeSpan.FromSeconds(121) }), "saml_expired", 403);
        HubWithSaml.Says(await Send(good with { Ends = TimeSpan.FromSeconds(-120) }), "saml_expired", 403);
        HubWithSaml.Says(await Send(good with { SessionEnds = TimeSpan.FromHours(-1) }), "saml_expired", 403);
        (await Send(good with { Id = "_a", Begins = TimeSpan.FromSeconds(119) })).Expect(HttpStatusCode.Redirect);
        (await Send(good with { Id = "_b", Ends = TimeSpan.FromSeconds(-119) })).Expect(HttpStatusCode.Redirect);

        Task<Answer> Send(Response response) => HubWithSaml.Send(browser, response.Post());
    }

    [Fact]
    public async Task A_session_ends_when_the_provider_says_that_it_does()
    {
        var (_, email) = await hub.NewAgent();
        using var browser = hub.NewBrowser();
        await HubWithSaml.Send(browser, (hub.Response(email) with { SessionEnds = TimeSpan.FromHours(1) }).Post());
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);

        hub.Clock.Advance(TimeSpan.FromHours(1));

        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task An_answer_is_good_once()
    {
        var (_, email) = await hub.NewAgent();
        var post = hub.Response(email).Post();
        using var first = hub.NewBrowser();
        using var second = hub.NewBrowser();

        (await HubWithSaml.Send(first, post)).Expect(HttpStatusCode.Redirect);

        HubWithSaml.Says(await HubWithSaml.Send(second, post), "saml_replayed", 403);
        HubWithSaml.Says(await HubWithSaml.Send(first, post), "saml_replayed", 403);
    }

    [Fact]
    public async Task A_provider_that_signs_nobody_in_is_quoted()
    {
        var (_, email) = await hub.NewAgent();
        using var browser = hub.NewBrowser();
        var denied = hub.Response(email) with { Status = "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed" };

        var answer = await HubWithSaml.Send(browser, denied.Post());

        HubWithSaml.Says(answer, "saml_denied", 403);
        Assert.Contains("it answers AuthnFailed", answer.Text);
    }

    [Fact]
    public async Task Without_settings_there_is_no_way_in_and_metadata_still()
    {
        await hub.Host.OpenOrganization("BARE");
        using var browser = hub.NewBrowser();

        HubWithSaml.Says(await browser.Get("/app/saml/BARE/sign-in"), "saml_not_configured", 404);
        HubWithSaml.Says(
            await HubWithSaml.Send(browser, hub.Response("x").Post(), organization: "BARE"),
            "saml_not_configured",
            404
        );
        (await browser.Get("/app/saml/NONE/metadata")).Expect(HttpStatusCode.NotFound);
        (await browser.Get("/app/saml/BARE/metadata")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Metadata_say_what_a_provider_needs_and_keep_their_certificate()
    {
        var first = (await hub.Host.As(null).Get("/app/saml/metadata")).Expect(HttpStatusCode.OK);
        var own = await hub.Host.As(null).Get("/app/saml/ACME/metadata");
        var document = new XmlDocument();
        document.LoadXml(first.Text);
        var root = document.DocumentElement!;

        Assert.Equal(first.Text, own.Text);
        Assert.StartsWith("application/samlmetadata+xml", first.Header("Content-Type"));
        Assert.Equal($"{hub.UrlOf("ACME")}/metadata", root.GetAttribute("entityID"));
        var service = root["SPSSODescriptor", SamlNames.Metadata]!;
        Assert.Equal("true", service.GetAttribute("WantAssertionsSigned"));
        Assert.Equal(SamlNames.Email, service["NameIDFormat", SamlNames.Metadata]!.InnerText);
        var acs = service["AssertionConsumerService", SamlNames.Metadata]!;
        Assert.Equal(
            (SamlNames.Post, $"{hub.UrlOf("ACME")}/acs"),
            (acs.GetAttribute("Binding"), acs.GetAttribute("Location"))
        );
        using var mine = await hub.Certificate();
        using var theirs = await hub.Certificate("/app/saml/OTHER/metadata");
        Assert.NotEqual(mine.Thumbprint, theirs.Thumbprint);
        Assert.Equal(
            2048,
            System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPublicKey(mine)!.KeySize
        );
    }

    private async Task<(string Id, string? RelayState)> Begin(Browser browser, string? page = null)
    {
        var query = page is null ? "" : $"?return={Uri.EscapeDataString(page)}";
        var location = (await browser.Get($"/app/saml/ACME/sign-in{query}"))
            .Expect(HttpStatusCode.Redirect)
            .Header("Location")!;
        using var certificate = await hub.Certificate();
        var request = Provider.Read(location, "SAMLRequest", certificate);
        return (request.GetAttribute("ID"), HttpUtility.ParseQueryString(new Uri(location).Query)["RelayState"]);
    }
}
