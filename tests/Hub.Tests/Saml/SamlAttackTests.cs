using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Hub.Saml;
using Hub.Tests.Hosting;
using Hub.Tests.Portal;

namespace Hub.Tests.Saml;

/// <summary>Documents that code for SAML has been taken in with, each sent to the hub as a browser would.</summary>
public sealed class SamlAttackTests(HubWithSaml hub) : IClassFixture<HubWithSaml>
{
    private const string Signature = "http://www.w3.org/2000/09/xmldsig#";

    [Fact]
    public async Task The_untouched_document_signs_in()
    {
        var (_, email) = await hub.NewAgent();

        await Takes((hub.Response(email) with { SignsResponse = true }).Build(), email);
        await Takes(hub.Response(email).Build(), email);
    }

    [Fact]
    public async Task What_is_not_signed_is_refused_also_in_a_signed_response()
    {
        var (_, email) = await hub.NewAgent();

        await Refuses(hub.Response(email).Draft(), "saml_signature_invalid", 403);
        await Refuses(
            (hub.Response(email) with { SignsAssertion = false, SignsResponse = true }).Build(),
            "saml_signature_invalid",
            403
        );
    }

    [Theory]
    [InlineData("sibling")]
    [InlineData("sibling first")]
    [InlineData("in object")]
    [InlineData("in extensions")]
    [InlineData("around")]
    [InlineData("same id")]
    [InlineData("response in response")]
    [InlineData("signature elsewhere")]
    public async Task A_signature_that_is_wrapped_around_another_assertion_is_refused(string form)
    {
        var (_, mine) = await hub.NewAgent();
        var (_, victim) = await hub.NewAgent();
        var signed = hub.Response(mine).Build();
        var forged = hub.Response(victim).Draft();
        var (root, evil) = (signed.DocumentElement!, (XmlElement)signed.ImportNode(Response.AssertionOf(forged), true));
        var good = Response.AssertionOf(signed);
        switch (form)
        {
            case "sibling":
                root.AppendChild(evil);
                break;
            case "sibling first":
                root.InsertBefore(evil, good);
                break;
            case "in object":
                root.ReplaceChild(evil, good);
                var signature = good["Signature", Signature]!;
                evil.InsertAfter(signature, evil["Issuer", SamlNames.Assertion]);
                signature.AppendChild(signed.CreateElement("Object", Signature))!.AppendChild(good);
                break;
            case "in extensions":
                root.ReplaceChild(evil, good);
                root.InsertAfter(
                            signed.CreateElement("samlp", "Extensions", SamlNames.Protocol),
                            root["Issuer", SamlNames.Assertion]
                        )!
                    .AppendChild(good);
                break;
            case "around":
                root.ReplaceChild(evil, good);
                evil.InsertAfter(good["Signature", Signature]!, evil["Issuer", SamlNames.Assertion]);
                evil.AppendChild(good);
                break;
            case "same id":
                evil.SetAttribute("ID", good.GetAttribute("ID"));
                root.ReplaceChild(evil, good);
                evil.InsertAfter(good["Signature", Signature]!, evil["Issuer", SamlNames.Assertion]);
                evil.AppendChild(signed.CreateElement("saml", "Advice", SamlNames.Assertion))!.AppendChild(good);
                break;
            case "response in response":
                var whole = (XmlElement)root.CloneNode(true);
                root.ReplaceChild(evil, good);
                evil.InsertAfter(
                    whole.GetElementsByTagName("Signature", Signature)[0]!,
                    evil["Issuer", SamlNames.Assertion]
                );
                root.AppendChild(whole);
                break;
            default:
                root.ReplaceChild(evil, good);
                root["Status", SamlNames.Protocol]!.AppendChild(good["Signature", Signature]!);
                break;
        }

        await RefusesWhatever(signed);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("audience")]
    [InlineData("digest")]
    [InlineData("signature value")]
    [InlineData("id")]
    public async Task What_was_changed_after_it_was_signed_is_refused(string what)
    {
        var (_, email) = await hub.NewAgent();
        var (_, victim) = await hub.NewAgent();
        var document = hub.Response(email).Build();
        var assertion = Response.AssertionOf(document);
        switch (what)
        {
            case "name":
                document.GetElementsByTagName("NameID", SamlNames.Assertion)[0]!.InnerText = victim;
                break;
            case "audience":
                document.GetElementsByTagName("AuthnStatement", SamlNames.Assertion)[0]!.Attributes![
                    "AuthnInstant"
                ]!.Value = "2020-01-01T00:00:00Z";
                break;
            case "id":
                assertion.SetAttribute("ID", "_other");
                break;
            default:
                var element = document.GetElementsByTagName(
                    what == "digest" ? "DigestValue" : "SignatureValue",
                    Signature
                )[0]!;
                element.InnerText = Convert.ToBase64String(RandomNumberGenerator.GetBytes(what == "digest" ? 32 : 256));
                break;
        }

        await Refuses(document, "saml_signature_invalid", 403);
    }

    [Theory]
    [InlineData("victim<!-- -->@evil", "saml_message_invalid")]
    [InlineData("victim<?pi x?>@evil", "saml_message_invalid")]
    [InlineData("<![CDATA[victim]]>", "saml_message_invalid")]
    [InlineData("<x>victim</x>", "saml_message_invalid")]
    [InlineData(" ", "saml_message_invalid")]
    public async Task A_name_that_readers_could_read_differently_is_refused(string nameId, string code)
    {
        var (_, email) = await hub.NewAgent();
        var response = hub.Response("") with { NameIdXml = nameId.Replace("victim", email) };

        await Refuses(response.Build(), code, code == "saml_message_invalid" ? 400 : 403);
    }

    [Fact]
    public async Task A_comment_that_is_slipped_into_a_signed_name_is_refused()
    {
        var (_, email) = await hub.NewAgent();
        var document = hub.Response(email + ".evil.example").Build();
        var name = document.GetElementsByTagName("NameID", SamlNames.Assertion)[0]!;
        name.InnerXml = $"{email}<!-- cut -->.evil.example";

        await Refuses(document, "saml_message_invalid", 400);
    }

    [Theory]
    [InlineData("sha1 signature")]
    [InlineData("sha1 digest")]
    [InlineData("c14n")]
    [InlineData("c14n with comments")]
    [InlineData("base64 transform")]
    [InlineData("xpath transform")]
    [InlineData("xslt transform")]
    [InlineData("no transform")]
    public async Task Weak_or_odd_signatures_are_refused(string what)
    {
        var (_, email) = await hub.NewAgent();
        var document = hub.Response(email).Draft();
        hub.Provider.Sign(Response.AssertionOf(document), (signed, reference) =>
        {
            switch (what)
            {
                case "sha1 signature":
                    signed.SignedInfo!.SignatureMethod = SignedXml.XmlDsigRSASHA1Url;
                    break;
                case "sha1 digest":
                    reference.DigestMethod = SignedXml.XmlDsigSHA1Url;
                    break;
                case "c14n":
                    signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigC14NTransformUrl;
                    break;
                case "c14n with comments":
                    signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NWithCommentsTransformUrl;
                    break;
                case "xpath transform":
                    reference.AddTransform(XPath());
                    break;
            }
        });
        var transforms = (XmlElement)document.GetElementsByTagName("Transforms", Signature)[0]!;
        var last = (XmlElement)transforms.LastChild!;
        if (what == "no transform")
            transforms.ParentNode!.RemoveChild(transforms);
        if (what == "base64 transform")
            last.SetAttribute("Algorithm", SignedXml.XmlDsigBase64TransformUrl);
        if (what == "xslt transform")
        {
            last.SetAttribute("Algorithm", SignedXml.XmlDsigXsltTransformUrl);
            last.InnerXml = "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"/>";
        }

        await Refuses(document, "saml_algorithm_refused", 403);
    }

    [Fact]
    public async Task A_secret_in_place_of_a_key_signs_nothing()
    {
        var (_, email) = await hub.NewAgent();
        foreach (
            var secret in (byte[][])
                [
                    hub.Provider.Certificate.RawData,
                    hub.Provider.Key.ExportSubjectPublicKeyInfo(),
                    Encoding.UTF8.GetBytes(hub.Provider.Certificate.ExportCertificatePem()),
                ]
        )
        {
            var document = hub.Response(email).Draft();
            Provider.SignWithSecret(Response.AssertionOf(document), secret);
            await Refuses(document, "saml_algorithm_refused", 403);
        }
    }

    [Fact]
    public async Task A_key_that_comes_with_the_signature_is_none_of_the_provider_s()
    {
        var (_, email) = await hub.NewAgent();
        using var other = new Provider(hub.Provider.EntityId, RSA.Create(2048));
        var document = (hub.Response(email) with { Provider = other }).Build();

        Assert.Contains(Convert.ToBase64String(other.Certificate.RawData), document.OuterXml);
        await Refuses(document, "saml_signature_invalid", 403);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>")]
    [InlineData("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>")]
    [InlineData("<!DOCTYPE a>")]
    public async Task A_document_type_is_refused_before_anything_is_read(string type)
    {
        var (_, email) = await hub.NewAgent();

        await Refuses(type + hub.Response(email).Build().OuterXml, "saml_message_invalid", 400);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64!")]
    [InlineData("PGE+")]
    [InlineData("PGEvPg==")]
    public async Task What_is_no_response_is_refused(string text)
    {
        using var browser = hub.NewBrowser();

        HubWithSaml.Says(await HubWithSaml.Send(browser, text), "saml_message_invalid", 400);
    }

    [Fact]
    public async Task What_is_too_large_or_too_deep_is_refused()
    {
        var (_, email) = await hub.NewAgent();
        var xml = hub.Response(email).Build().OuterXml;
        var deep = string.Concat(Enumerable.Repeat("<a>", 20_000)) + string.Concat(Enumerable.Repeat("</a>", 20_000));

        await Refuses(
            xml.Replace("</samlp:Response>", new string(' ', 600_000) + "</samlp:Response>"),
            "saml_message_invalid",
            400
        );
        await Refuses(xml.Replace("</samlp:Response>", deep + "</samlp:Response>"), "saml_message_invalid", 400);
    }

    [Fact]
    public async Task An_encrypted_assertion_is_told_apart()
    {
        var (_, email) = await hub.NewAgent();
        var document = hub.Response(email).Build();
        var encrypted = document.CreateElement("saml", "EncryptedAssertion", SamlNames.Assertion);
        document.DocumentElement!.ReplaceChild(encrypted, Response.AssertionOf(document));

        await Refuses(document, "saml_encrypted", 403);
    }

    private static XmlDsigXPathTransform XPath()
    {
        var document = new XmlDocument();
        document.LoadXml("<XPath>not(ancestor-or-self::*[local-name()='Subject'])</XPath>");
        var transform = new XmlDsigXPathTransform();
        transform.LoadInnerXml(document.ChildNodes);
        return transform;
    }

    private async Task Takes(XmlDocument document, string email)
    {
        using var browser = hub.NewBrowser();
        (await HubWithSaml.Send(browser, Response.Encode(document))).Expect(HttpStatusCode.Redirect);
        Assert.Contains("Ada", (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK).Text);
        Assert.NotEmpty(email);
    }

    private Task Refuses(XmlDocument document, string code, int status) => Refuses(document.OuterXml, code, status);

    private async Task Refuses(string xml, string code, int status)
    {
        using var browser = hub.NewBrowser();
        HubWithSaml.Says(await HubWithSaml.Send(browser, Response.Encode(xml)), code, status);
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    /// <summary>For one reason or another: what counts is that nobody is signed in.</summary>
    private async Task RefusesWhatever(XmlDocument document)
    {
        using var browser = hub.NewBrowser();
        var answer = await HubWithSaml.Send(browser, Response.Encode(document));
        Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, answer.ToString());
        Assert.Null(answer.Header("Set-Cookie"));
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }
}
