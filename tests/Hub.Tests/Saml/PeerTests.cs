using System.Net;
using System.Text.RegularExpressions;
using Hub.Tests.Hosting;
using Hub.Tests.Portal;
using Hub.Tests.Tools;

namespace Hub.Tests.Saml;

/// <summary>Sign-in and sign-out with two identity providers that others wrote.</summary>
public sealed partial class PeerTests(HubForPeers hub) : IClassFixture<HubForPeers>
{
    private static readonly string[] Reads = ["tickets:read"];

    [Fact]
    public async Task Samlify_signs_in_and_out()
    {
        var modules = await Peers.Modules();
        var own = await hub.Metadata();
        var metadata = (string)(await Ask(new { command = "metadata", hub = own }))["metadata"]!;
        await hub.SetUp(new { metadata, abilities = Reads });
        using var browser = new Browser(hub.Host);

        var led = (await browser.Get("/app/saml/ACME/sign-in?return=%2Fapp%2Ftickets")).Expect(HttpStatusCode.Redirect);
        var asked = await browser.Post(
            "/app/saml/ACME/acs",
            ("SAMLResponse", await Answer(led.Header("Location"))),
            ("RelayState", "/app/tickets")
        );
        var finished = await browser.Get(asked.Expect(HttpStatusCode.Redirect).Header("Location")!);
        Assert.Equal("/app/tickets", finished.Expect(HttpStatusCode.Redirect).Header("Location"));
        Assert.Contains("Saml Jackson", (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK).Text);

        var wish = (string)
            (
                await Ask(
                    new
                    {
                        command = "signOut",
                        hub = own,
                        email = HubForPeers.Email,
                    }
                )
            )["address"]!;
        var answered = (await browser.Get(new Uri(wish).PathAndQuery)).Expect(HttpStatusCode.Redirect);
        await Ask(
            new
            {
                command = "signedOut",
                hub = own,
                address = answered.Header("Location"),
            }
        );
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);

        var unasked = await browser.Post("/app/saml/ACME/acs", ("SAMLResponse", await Answer(null)));
        Assert.Equal("/app", unasked.Expect(HttpStatusCode.Redirect).Header("Location"));
        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);

        Task<System.Text.Json.Nodes.JsonNode> Ask(object what) => Peers.Samlify(modules, hub.Keys, what);

        async Task<string> Answer(string? address) =>
            (string)
                (
                    await Ask(
                        new
                        {
                            command = "answer",
                            hub = own,
                            address,
                            email = HubForPeers.Email,
                            acs = $"{hub.Url}/acs",
                            entity = $"{hub.Url}/metadata",
                        }
                    )
                )["response"]!;
    }

    [Fact]
    public async Task Saml_idp_signs_in_and_is_read_by_its_address()
    {
        var modules = await Peers.Modules();
        var port = Peers.FreePort();
        var keys = Directory.CreateTempSubdirectory("hub-saml-idp-").FullName;
        await File.WriteAllTextAsync($"{keys}/key.pem", hub.Keys.Key.ExportRSAPrivateKeyPem());
        await File.WriteAllTextAsync($"{keys}/cert.pem", hub.Keys.Certificate.ExportCertificatePem());
        using var process = Tool.Start(
            "node",
            $"{modules}/saml-idp/bin/run.js",
            $"--port={port}",
            "--host=127.0.0.1",
            $"--cert={keys}/cert.pem",
            $"--key={keys}/key.pem",
            $"--acsUrl={hub.Url}/acs",
            $"--sloUrl={hub.Url}/sign-out",
            $"--audience={hub.Url}/metadata",
            $"--configFile={modules}/saml-idp/config.js"
        );
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var provider = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Wait.For(() => IsUp(provider), isUp => isUp);
            await hub.SetUp(new { metadata_url = $"http://127.0.0.1:{port}/metadata", abilities = Reads });
            using var browser = new Browser(hub.Host);
            var led = (await browser.Get("/app/saml/ACME/sign-in")).Expect(HttpStatusCode.Redirect).Header("Location")!;

            var question = await provider.GetStringAsync(new Uri(led));
            var form = new Dictionary<string, string> { ["userName"] = HubForPeers.Email };
            foreach (Match field in Hidden().Matches(question))
                form[field.Groups[1].Value] = WebUtility.HtmlDecode(field.Groups[2].Value);
            using var answer = await provider.PostAsync("/signin", new FormUrlEncodedContent(form));
            var response = Hidden()
                .Matches(await answer.Content.ReadAsStringAsync())
                .First(one => one.Groups[1].Value == "SAMLResponse")
                .Groups[2]
                .Value;
            var taken = await browser.Post("/app/saml/ACME/acs", ("SAMLResponse", WebUtility.HtmlDecode(response)));
            var finished = await browser.Get(taken.Expect(HttpStatusCode.Redirect).Header("Location")!);

            Assert.Equal("/app", finished.Expect(HttpStatusCode.Redirect).Header("Location"));
            Assert.Contains("Saml Jackson", (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK).Text);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            Directory.Delete(keys, recursive: true);
        }
    }

    private static async Task<bool> IsUp(HttpClient provider)
    {
        try
        {
            using var answer = await provider.GetAsync("/metadata");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex("name=[\"'](_authnRequest|SAMLResponse)[\"'][^>]*?value=[\"']([^\"']*)[\"']")]
    private static partial Regex Hidden();
}
