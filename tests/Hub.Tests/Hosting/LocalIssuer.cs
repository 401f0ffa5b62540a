using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Hosting;

/// <summary>An issuer of tokens as Entra ID is one: the metadata of any tenant, a key set, and tokens signed with its key.</summary>
internal sealed class LocalIssuer : IAsyncDisposable
{
    private readonly WebApplication app;
    private RSA key = RSA.Create(2048);
    private int rolls;
    private int keyRequests;

    private LocalIssuer(WebApplication app) => this.app = app;

    public string Root => app.Urls.First() + "/";

    public string KeyId => $"key-{rolls}";

    public int KeyRequests => Volatile.Read(ref keyRequests);

    /// <summary>By its code what a sign-in is to be told, once: the claims of the person, and the challenge that the code was given for.</summary>
    public ConcurrentDictionary<string, (JsonObject Claims, string Challenge)> Grants { get; } = new();

    /// <summary>The secret of the application that signs people in.</summary>
    public const string ClientSecret = "the application's secret";

    /// <summary>The metadata of every tenant cannot be had.</summary>
    public bool IsDown { get; set; }

    /// <summary>The key as its set shows it; what somebody would sign with who has nothing else.</summary>
    public byte[] PublicKey => Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem());

    public RSA Key => key;

    public static async Task<LocalIssuer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var issuer = new LocalIssuer(app);
        app.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", issuer.Metadata);
        app.MapGet("/{tenant}/discovery/v2.0/keys", issuer.Keys);
        app.MapPost("/{tenant}/oauth2/v2.0/token", issuer.Redeem);
        await app.StartAsync();
        return issuer;
    }

    /// <summary>From now on tokens are signed with another key, and the set shows that alone.</summary>
    public void RollKey()
    {
        key = RSA.Create(2048);
        rolls++;
    }

    /// <summary>A token over the claims, signed with the issuer's key.</summary>
    public string Sign(JsonObject claims, string? keyId = null) =>
        Sign(
            claims,
            "RS256",
            input => key.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            keyId ?? KeyId
        );

    public static string Sign(JsonObject claims, string algorithm, Func<byte[], byte[]> sign, string? keyId)
    {
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = algorithm };
        if (keyId is not null)
            header["kid"] = keyId;
        var input = $"{Encode(header.ToJsonString())}.{Encode(claims.ToJsonString())}";
        return $"{input}.{Base64Url(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        key.Dispose();
    }

    private IResult Metadata(string tenant) =>
        IsDown
            ? Results.StatusCode(503)
            : Results.Text(
                JsonSerializer.Serialize(
                    new
                    {
                        issuer = $"{Root}{tenant}/v2.0",
                        jwks_uri = $"{Root}{tenant}/discovery/v2.0/keys",
                        authorization_endpoint = $"{Root}{tenant}/oauth2/v2.0/authorize",
                        token_endpoint = $"{Root}{tenant}/oauth2/v2.0/token",
                    }
                ),
                "application/json"
            );

    /// <summary>RFC 6749, 4.1.3, and RFC 7636, 4.5.</summary>
    private async Task<IResult> Redeem(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var verifier = SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()));
        return
            form["client_secret"] == ClientSecret
            && Grants.TryRemove(form["code"].ToString(), out var grant)
            && Base64Url(verifier) == grant.Challenge
            ? Results.Json(
                new
                {
                    token_type = "Bearer",
                    access_token = "not looked at",
                    expires_in = 3600,
                    id_token = Sign(grant.Claims),
                }
            )
            : Results.Json(new { error = "invalid_grant" }, statusCode: 400);
    }

    private IResult Keys()
    {
        Interlocked.Increment(ref keyRequests);
        var shown = key.ExportParameters(false);
        return Results.Text(
            JsonSerializer.Serialize(
                new
                {
                    keys = new[]
                    {
                        new
                        {
                            kty = "RSA",
                            use = "sig",
                            kid = KeyId,
                            n = Base64Url(shown.Modulus!),
                            e = Base64Url(shown.Exponent!),
                            issuer = Root + "{tenantid}/v2.0",
                        },
                    },
                }
            ),
            "application/json"
        );
    }

    private static string Encode(string json) => Base64Url(Encoding.UTF8.GetBytes(json));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
