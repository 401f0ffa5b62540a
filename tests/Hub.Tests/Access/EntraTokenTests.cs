using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hub.Tests.Access;

/// <summary>Which tokens of Entra ID are believed.</summary>
public sealed class EntraTokenTests(HubWithEntra hub) : IClassFixture<HubWithEntra>
{
    [Theory]
    [InlineData(HubWithEntra.Hub)]
    [InlineData("api://" + HubWithEntra.Hub)]
    public async Task A_good_token_opens_what_its_role_allows(string audience)
    {
        var claims = Good();
        claims["aud"] = audience;

        (await hub.As(claims).ListTickets()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task So_does_one_of_the_first_version()
    {
        var claims = Good();
        claims.Remove("azp");
        claims["appid"] = HubWithEntra.App;
        claims["ver"] = "1.0";
        claims["iss"] = $"https://sts.windows.net/{HubWithEntra.Tenant}/";

        (await hub.As(claims).ListTickets()).Expect(HttpStatusCode.OK);
    }

    public static TheoryData<string, string, string?> WrongClaims =>
        new()
        {
            { "another audience", "aud", "dddddddd-dddd-4ddd-8ddd-dddddddddddd" },
            { "no audience", "aud", null },
            { "a tenant that is not the issuer's", "tid", HubWithEntra.OtherTenant },
            { "no tenant", "tid", null },
            { "an issuer elsewhere", "iss", $"https://evil.example/{HubWithEntra.Tenant}/v2.0" },
            { "no issuer", "iss", null },
            { "an application without an id", "azp", null },
            { "an application whose id is none", "azp", "../../tokens" },
            { "no end", "exp", null },
        };

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task A_token_with_a_wrong_claim_is_refused(string what, string claim, string? value)
    {
        var claims = Good();
        if (value is null)
            claims.Remove(claim);
        else
            claims[claim] = value;

        Assert.NotEmpty(what);
        await ExpectRefused(hub.Issuer.Sign(claims));
    }

    [Fact]
    public async Task A_tenant_that_no_organization_is_is_refused()
    {
        const string Stranger = "eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee";
        var claims = Good();
        claims["tid"] = Stranger;
        claims["iss"] = $"{hub.Issuer.Root}{Stranger}/v2.0";

        await ExpectRefused(hub.Issuer.Sign(claims));
    }

    [Fact]
    public async Task A_token_holds_from_its_beginning_to_its_end_and_a_little_around()
    {
        var now = hub.Clock.GetUtcNow().ToUnixTimeSeconds();

        await ExpectRefused(Within(now - 3600, now - 301));
        (await hub.Host.As(Within(now - 3600, now - 299)).ListTickets()).Expect(HttpStatusCode.OK);
        (await hub.Host.As(Within(now + 299, now + 3600)).ListTickets()).Expect(HttpStatusCode.OK);
        await ExpectRefused(Within(now + 301, now + 3600));

        string Within(long begin, long end)
        {
            var claims = Good();
            (claims["nbf"], claims["exp"]) = (begin, end);
            return hub.Issuer.Sign(claims);
        }
    }

    [Fact]
    public async Task An_unsigned_token_is_refused()
    {
        await ExpectRefused(LocalIssuer.Sign(Good(), "none", _ => [], null));
        await ExpectRefused(LocalIssuer.Sign(Good(), "none", _ => [], hub.Issuer.KeyId));
        await ExpectRefused(hub.Issuer.Sign(Good())[..^20]);
    }

    [Fact]
    public async Task A_token_that_is_signed_with_the_public_key_as_a_password_is_refused() =>
        await ExpectRefused(
            LocalIssuer.Sign(
                Good(),
                "HS256",
                input => HMACSHA256.HashData(hub.Issuer.PublicKey, input),
                hub.Issuer.KeyId
            )
        );

    [Fact]
    public async Task A_token_that_is_signed_with_somebody_else_s_key_is_refused()
    {
        using var own = RSA.Create(2048);

        await ExpectRefused(
            LocalIssuer.Sign(
                Good(),
                "RS256",
                input => own.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                hub.Issuer.KeyId
            )
        );
    }

    [Fact]
    public async Task A_token_whose_claims_were_changed_is_refused()
    {
        var parts = hub.Issuer.Sign(Good()).Split('.');
        var changed = hub.Issuer.Sign(hub.OfApplication("Helpdesk.Owner")).Split('.')[1];

        await ExpectRefused($"{parts[0]}.{changed}.{parts[2]}");
    }

    [Fact]
    public async Task An_encrypted_token_is_refused()
    {
        var signed = new JsonWebTokenHandler().EncryptToken(
            hub.Issuer.Sign(Good()),
            new EncryptingCredentials(
                new RsaSecurityKey(hub.Issuer.Key.ExportParameters(false)) { KeyId = hub.Issuer.KeyId },
                SecurityAlgorithms.RsaOAEP,
                SecurityAlgorithms.Aes256CbcHmacSha512
            )
        );

        Assert.Equal(5, signed.Split('.').Length);
        await ExpectRefused(signed);
    }

    [Theory]
    [InlineData("ey..")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.x")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.c2ln")]
    [InlineData("ey.ey.ey.ey.ey.ey.ey")]
    public async Task What_only_looks_like_a_token_is_refused(string token) => await ExpectRefused(token);

    [Fact]
    public async Task An_API_token_works_beside_it() => (await hub.Admin.ListTickets()).Expect(HttpStatusCode.OK);

    private JsonObject Good() => hub.OfApplication("Helpdesk.Agent");

    private async Task ExpectRefused(string token)
    {
        var answer = await hub.Host.As(token).ListTickets();

        answer.ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Header("WWW-Authenticate"));
    }
}
