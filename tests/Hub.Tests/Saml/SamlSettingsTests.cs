using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Hub.Tests.Saml;

/// <summary>How an organization says with which provider its people sign in, and what is kept of it.</summary>
public sealed class SamlSettingsTests(HubForPeers hub) : IClassFixture<HubForPeers>
{
    private const string Path = HubWithSaml.Settings;

    [Fact]
    public async Task Before_anything_is_set_the_hub_says_what_a_provider_needs()
    {
        var client = await hub.Host.OpenOrganization("FRESH");

        var answer = (await client.Get(Path)).Expect(HttpStatusCode.OK).Data;

        Assert.EndsWith("/app/saml/FRESH/metadata", (string)answer["entity_id"]!);
        Assert.EndsWith("/app/saml/FRESH/acs", (string)answer["acs_url"]!);
        Assert.Null(answer["provider"]);
        (await client.Send(HttpMethod.Put, Path, new { abilities = new[] { "tickets:read" } })).ExpectInvalid(
            "metadata_url"
        );
    }

    [Fact]
    public async Task What_is_set_is_shown_again_audited_and_kept_when_only_roles_change()
    {
        var client = await hub.Host.OpenOrganization("KEPT");
        var role = (await client.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Desk" })).Id;
        var roles = new[] { new { role_id = role, abilities = new[] { "tickets:read" } } };
        (await client.Send(HttpMethod.Put, Path, new { metadata = hub.Keys.Metadata, idp_initiated = false })).Expect(
            HttpStatusCode.OK
        );

        var changed = (await client.Send(HttpMethod.Put, Path, new { roles })).Expect(HttpStatusCode.OK).Data;

        Assert.Equal(hub.Keys.EntityId, (string)changed["provider"]!["entity_id"]!);
        Assert.Equal(Provider.SignOutUrl, (string)changed["provider"]!["sign_out_url"]!);
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(hub.Keys.Certificate.RawData));
        Assert.Equal(fingerprint, (string)changed["provider"]!["certificates"]![0]!["sha256"]!);
        Assert.True((bool)changed["idp_initiated"]!);
        Assert.Equal(role, (long)changed["roles"]![0]!["role_id"]!);
        Assert.Equal((await client.Get(Path)).Data.ToJsonString(), changed.ToJsonString());
        var log = (await client.Get("/api/v1/audit-log?subject_type=saml_settings")).Items;
        Assert.Equal(["updated", "created"], log.Select(one => (string)one!["action"]!));
    }

    [Fact]
    public async Task Whoever_may_not_do_everything_reads_at_most()
    {
        var reader = await hub.Host.WithScopes("admin:read");

        (await reader.Get(Path)).Expect(HttpStatusCode.OK);
        (await reader.Send(HttpMethod.Put, Path, new { metadata = hub.Keys.Metadata })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "missing_scope"
        );
        (await reader.Send(HttpMethod.Delete, Path, null)).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }

    [Theory]
    [InlineData("no xml")]
    [InlineData("<a/>")]
    [InlineData("dtd")]
    [InlineData("no certificate")]
    [InlineData("small key")]
    [InlineData("elliptic curve")]
    [InlineData("no redirect")]
    [InlineData("script address")]
    [InlineData("a service provider")]
    [InlineData("two providers")]
    public async Task Metadata_that_cannot_be_used_are_refused_and_change_nothing(string what)
    {
        var client = await hub.Host.OpenOrganization($"B{Guid.NewGuid():N}"[..10].ToUpperInvariant());
        var good = hub.Keys.Metadata;
        (await client.Send(HttpMethod.Put, Path, new { metadata = good })).Expect(HttpStatusCode.OK);
        var before = (await client.Get(Path)).Text;
        using var small = new Provider("https://small.example", RSA.Create(1024));
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=curve",
            curve,
            HashAlgorithmName.SHA256
        );
        using var curved = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var metadata = what switch
        {
            "dtd" => good.Replace("<EntityDescriptor", "<!DOCTYPE a [<!ENTITY e \"x\">]><EntityDescriptor"),
            "no certificate" => good.Replace("use=\"signing\"", "use=\"encryption\""),
            "small key" => small.Metadata,
            "elliptic curve" => hub.Keys.MetadataOf(Convert.ToBase64String(curved.RawData)),
            "no redirect" => good.Replace("HTTP-Redirect", "HTTP-Artifact"),
            "script address" => good.Replace("https://idp.example.com/sso", "javascript:alert(1)//"),
            "a service provider" => good.Replace("IDPSSODescriptor", "SPSSODescriptor"),
            "two providers" =>
                $"<EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\">{Entity(good)}{Entity(good)}</EntitiesDescriptor>",
            _ => what,
        };

        var answer = await client.Send(HttpMethod.Put, Path, new { metadata });

        answer.ExpectInvalid("metadata");
        Assert.Equal(before, (await client.Get(Path)).Text);
    }

    [Fact]
    public async Task Roles_and_scopes_that_there_are_not_are_refused()
    {
        var metadata = hub.Keys.Metadata;

        (await hub.Admin.Send(HttpMethod.Put, Path, new { metadata, abilities = new[] { "all" } })).Expect(
            HttpStatusCode.UnprocessableEntity
        );
        var gone = new { metadata, roles = new[] { new { role_id = 99_999, abilities = new[] { "tickets:read" } } } };
        (await hub.Admin.Send(HttpMethod.Put, Path, gone)).ExpectInvalid("roles[0].role_id");
    }

    [Fact]
    public async Task An_address_is_read_through_the_guard_and_no_further_than_metadata_go()
    {
        await using var site = WebApplication.CreateSlimBuilder().Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.MapGet("/good", () => Results.Text(hub.Keys.Metadata, "application/xml"));
        site.MapGet("/moved", () => Results.Redirect("/good"));
        site.MapGet("/gone", () => Results.StatusCode(404));
        site.MapGet("/endless", Endless);
        await site.StartAsync();
        var root = site.Urls.First();
        var client = await hub.Host.OpenOrganization("READS");

        (await Read(client, $"{root}/good")).Expect(HttpStatusCode.OK);
        foreach (var path in (string[])["/moved", "/gone", "/endless"])
            (await Read(client, root + path)).ExpectInvalid("metadata_url");
        (await Read(client, "http://127.0.0.1:1/none")).ExpectInvalid("metadata_url");
        (await Read(client, "http://169.254.169.254/latest")).ExpectInvalid("metadata_url");
        (await Read(client, "file:///etc/passwd")).ExpectInvalid("metadata_url");
        Assert.Equal($"{root}/good", (string)(await client.Get(Path)).Data["provider"]!["metadata_url"]!);
        await using var guarded = await HubHost.Start();
        (await Read(guarded.Admin, $"{root}/good")).ExpectInvalid("metadata_url");

        static Task<Answer> Read(HubClient client, string url) =>
            client.Send(HttpMethod.Put, Path, new { metadata_url = url });

        static async Task Endless(HttpContext http)
        {
            var kilobyte = Encoding.ASCII.GetBytes(new string('x', 1024));
            for (var sent = 0; sent < 64 * 1024 && !http.RequestAborted.IsCancellationRequested; sent++)
                await http.Response.Body.WriteAsync(kilobyte);
        }
    }

    [Fact]
    public async Task Switching_it_off_ends_what_began_with_it_and_forgets_the_key()
    {
        var client = await hub.Host.OpenOrganization("ENDS");
        (await client.Send(HttpMethod.Put, Path, new { metadata = hub.Keys.Metadata })).Expect(HttpStatusCode.OK);
        var before = (await hub.Host.As(null).Get("/app/saml/ENDS/metadata")).Text;
        Assert.Equal(before, (await hub.Host.As(null).Get("/app/saml/ENDS/metadata")).Text);

        (await client.Send(HttpMethod.Delete, Path, null)).Expect(HttpStatusCode.NoContent);

        Assert.Null((await client.Get(Path)).Data["provider"]);
        Assert.NotEqual(before, (await hub.Host.As(null).Get("/app/saml/ENDS/metadata")).Text);
        (await client.Send(HttpMethod.Delete, Path, null)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_restart_keeps_settings_key_and_what_was_used_and_the_key_is_not_stored_in_clear()
    {
        var folder = HubHost.NewFolder();
        string metadata,
            post;
        await using (var host = await HubHost.StartIn(folder, null))
        {
            await host.Admin.Send(HttpMethod.Post, "/api/v1/users", new { name = "Ada", email = "ada@company.com" });
            var settings = new { metadata = hub.Keys.Metadata, abilities = new[] { "tickets:read" } };
            (await host.Admin.Send(HttpMethod.Put, Path, settings)).Expect(HttpStatusCode.OK);
            metadata = (await host.As(null).Get("/app/saml/ACME/metadata", ("Host", "127.0.0.1"))).Text;
            var url = "http://127.0.0.1/app/saml/ACME";
            post = (new Response(hub.Keys, url, DateTimeOffset.UtcNow) { NameId = "ada@company.com" }).Post();
            (await Post(host, post)).Expect(HttpStatusCode.Redirect);
        }
        await using (var host = await HubHost.StartIn(folder, null))
        {
            Assert.Equal(metadata, (await host.As(null).Get("/app/saml/ACME/metadata", ("Host", "127.0.0.1"))).Text);
            HubWithSaml.Says(await Post(host, post), "saml_replayed", 403);
        }
        Assert.DoesNotContain(await Engine.Everything(folder), one =>
            one.Bytes.Contains("MIIEv", StringComparison.Ordinal)
        );
        Directory.Delete(folder, recursive: true);

        static async Task<Answer> Post(HubHost host, string response)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{host.Http.BaseAddress}app/saml/ACME/acs")
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("SAMLResponse", response)]),
            };
            request.Headers.Host = "127.0.0.1";
            using var plain = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
            using var answer = await plain.SendAsync(request);
            return new Answer(
                answer.StatusCode,
                answer.Headers.ToDictionary(
                    one => one.Key,
                    one => string.Join(",", one.Value),
                    StringComparer.OrdinalIgnoreCase
                ),
                await answer.Content.ReadAsStringAsync()
            );
        }
    }

    private static string Entity(string metadata) =>
        metadata[metadata.IndexOf("<EntityDescriptor", StringComparison.Ordinal)..];
}
