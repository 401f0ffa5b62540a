using System.Net;
using Hub.Saml;
using Hub.Tests.Hosting;
using Hub.Tests.Portal;

namespace Hub.Tests.Saml;

/// <summary>Single logout, from either side.</summary>
public sealed class SamlSignOutTests(HubWithSaml hub) : IClassFixture<HubWithSaml>
{
    private string Address => $"{hub.UrlOf("ACME")}/sign-out";

    [Fact]
    public async Task A_provider_ends_the_session_that_it_names_and_is_answered()
    {
        var (_, email) = await hub.NewAgent();
        using var laptop = await hub.SignedIn(email, "laptop");
        using var phone = await hub.SignedIn(email, "phone");
        using var elsewhere = hub.NewBrowser();
        using var certificate = await hub.Certificate();

        var answer = await elsewhere.Get(Query(Wish(email, "laptop", id: "_wish"), "state"));

        var location = answer.Expect(HttpStatusCode.Redirect).Header("Location")!;
        Assert.StartsWith($"{Provider.SignOutUrl}?SAMLResponse=", location);
        Assert.Contains("&RelayState=state&", location);
        Assert.Equal("_wish", Provider.Read(location, "SAMLResponse", certificate).GetAttribute("InResponseTo"));
        (await laptop.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
        (await phone.Get("/app/tickets")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_provider_ends_all_sessions_by_a_form_where_it_names_none()
    {
        var (_, email) = await hub.NewAgent();
        using var laptop = await hub.SignedIn(email, "laptop");
        using var phone = await hub.SignedIn(email);
        using var elsewhere = hub.NewBrowser();

        (await elsewhere.Post("/app/saml/ACME/sign-out", ("SAMLRequest", Signed(Wish(email))))).Expect(
            HttpStatusCode.Redirect
        );

        (await laptop.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
        (await phone.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
        using var again = await hub.SignedIn(email, "laptop");
        (await again.Get("/app/tickets")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_out_of_the_hub_asks_the_provider_to_end_its_session()
    {
        var (_, email) = await hub.NewAgent();
        using var browser = await hub.SignedIn(email, "one & only");
        using var certificate = await hub.Certificate();

        var page = (await browser.Send("/app/tickets", "/app/sign-out")).Expect(HttpStatusCode.OK);

        var next = page.Header("Refresh")!.Split("url=")[1];
        Assert.Contains($"href=\"{WebUtility.HtmlEncode(next)}\"", page.Text);
        var request = Provider.Read(next, "SAMLRequest", certificate);
        Assert.Equal(("LogoutRequest", Provider.SignOutUrl), (request.LocalName, request.GetAttribute("Destination")));
        Assert.Equal(email, request["NameID", SamlNames.Assertion]!.InnerText);
        Assert.Equal("one & only", request["SessionIndex", SamlNames.Protocol]!.InnerText);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);

        var done = await browser.Get(Query(Answered(request.GetAttribute("ID")), name: "SAMLResponse"));
        var undone = await browser.Get(
            Query(
                Answered(request.GetAttribute("ID"), "urn:oasis:names:tc:SAML:2.0:status:PartialLogout"),
                name: "SAMLResponse"
            )
        );

        Assert.Contains("has ended your session there too", done.Expect(HttpStatusCode.OK).Text);
        Assert.Contains("did not end its own session", undone.Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Nobody_else_ends_a_session()
    {
        var (_, email) = await hub.NewAgent();
        using var browser = await hub.SignedIn(email);
        using var stranger = new Provider(hub.Provider.EntityId, System.Security.Cryptography.RSA.Create(2048));
        var good = Wish(email);

        await Refused(
            "/app/saml/ACME/sign-out?" + hub.Provider.Query("SAMLRequest", good, isSigned: false),
            "saml_signature_invalid",
            403
        );
        await Refused("/app/saml/ACME/sign-out?" + stranger.Query("SAMLRequest", good), "saml_signature_invalid", 403);
        await Refused(
            "/app/saml/ACME/sign-out?"
                + hub.Provider.Query("SAMLRequest", good, method: "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
            "saml_algorithm_refused",
            403
        );
        await Refused(Query(good) + "&RelayState=x", "saml_signature_invalid", 403);
        await Refused(Query(good) + "&SAMLRequest=x", "saml_message_invalid", 400);
        await Refused(Query(Wish(email, destination: $"{hub.UrlOf("OTHER")}/sign-out")), "saml_not_for_this_hub", 403);
        await Refused(Query(Wish(email, issuer: "https://other.example")), "saml_not_for_this_hub", 403);
        await Refused(Query(Wish(email, offset: TimeSpan.FromMinutes(-8))), "saml_expired", 403);
        await Refused(Query(Wish(email, offset: TimeSpan.FromMinutes(3))), "saml_expired", 403);
        await Refused(Query("<a/>"), "saml_message_invalid", 400);
        await Refused("/app/saml/ACME/sign-out", "saml_signature_invalid", 403);
        HubWithSaml.Says(
            await browser.Post("/app/saml/ACME/sign-out", ("SAMLRequest", Response.Encode(good))),
            "saml_signature_invalid",
            403
        );
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);

        async Task Refused(string path, string code, int status)
        {
            using var other = hub.NewBrowser();
            HubWithSaml.Says(await other.Get(path), code, status);
        }
    }

    [Fact]
    public async Task A_wish_to_sign_out_is_good_once()
    {
        var (_, email) = await hub.NewAgent();
        var wish = Query(Wish(email));
        using var elsewhere = hub.NewBrowser();
        (await elsewhere.Get(wish)).Expect(HttpStatusCode.Redirect);
        using var browser = await hub.SignedIn(email);

        HubWithSaml.Says(await elsewhere.Get(wish), "saml_replayed", 403);

        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);
    }

    private string Query(string xml, string? relayState = null, string name = "SAMLRequest") =>
        "/app/saml/ACME/sign-out?" + hub.Provider.Query(name, xml, relayState);

    private string Wish(
        string email,
        string? index = null,
        string? id = null,
        string? destination = null,
        string? issuer = null,
        TimeSpan offset = default
    )
    {
        var session = index is null ? "" : $"<samlp:SessionIndex>{index}</samlp:SessionIndex>";
        return $"""<samlp:LogoutRequest xmlns:samlp="{SamlNames.Protocol}" xmlns:saml="{SamlNames.Assertion}" ID="{id ?? $"_{Guid.NewGuid():N}"}" Version="2.0" IssueInstant="{SamlTimes.Write(hub.Clock.GetUtcNow() + offset)}" Destination="{destination ?? Address}"><saml:Issuer>{issuer ?? hub.Provider.EntityId}</saml:Issuer><saml:NameID>{email}</saml:NameID>{session}</samlp:LogoutRequest>""";
    }

    private string Answered(string request, string status = SamlNames.Success) =>
        $"""<samlp:LogoutResponse xmlns:samlp="{SamlNames.Protocol}" xmlns:saml="{SamlNames.Assertion}" ID="_{Guid.NewGuid():N}" Version="2.0" IssueInstant="{SamlTimes.Write(hub.Clock.GetUtcNow())}" Destination="{Address}" InResponseTo="{request}"><saml:Issuer>{hub.Provider.EntityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="{status}"/></samlp:Status></samlp:LogoutResponse>""";

    private string Signed(string xml)
    {
        var document = new System.Xml.XmlDocument { PreserveWhitespace = true };
        document.LoadXml(xml);
        hub.Provider.Sign(document.DocumentElement!);
        return Response.Encode(document);
    }
}
