using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Connector.Platform;

/// <summary>
/// Somebody who signs in at an authority as Entra ID is one, and the platform that sends them there: a person by a code, a managed
/// identity by its own credentials. The token is for whatever resource was asked for.
/// </summary>
internal sealed class WorkAccount : IAsyncDisposable
{
    private const string Unfilled = "00000000-0000-0000-0000-000000000000";

    private readonly WebApplication authority;
    private readonly string application;
    private readonly JsonObject claims;
    private readonly Func<JsonObject, string?, string> sign;
    private readonly string code = Guid.NewGuid().ToString("N");

    private WorkAccount(string application, JsonObject claims, Func<JsonObject, string?, string> sign)
    {
        (this.application, this.claims, this.sign) = (application, claims, sign);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        authority = builder.Build();
    }

    private bool IsPerson => claims.ContainsKey("scp");

    /// <param name="application">What whoever imports the connector registers and fills in.</param>
    /// <param name="claims">What the account's token says, but for whom it is.</param>
    public static async Task<WorkAccount> Start(
        string application,
        JsonObject claims,
        Func<JsonObject, string?, string> sign
    )
    {
        var account = new WorkAccount(application, claims, sign);
        account.authority.Urls.Add("http://127.0.0.1:0");
        account.authority.MapGet("/{tenant}/oauth2/authorize", account.Authorize);
        account.authority.MapPost("/{tenant}/oauth2/token", account.Token);
        await account.authority.StartAsync();
        return account;
    }

    /// <summary>What the platform does with a connection's settings.</summary>
    /// <returns>The access token.</returns>
    public async Task<string> SignIn(JsonNode settings)
    {
        Assert.Equal("aad", (string?)settings["identityProvider"]);
        var custom = settings["customParameters"]!;
        var root = $"{authority.Urls.First()}/{custom["tenantId"]!["value"]}/oauth2";
        Assert.Equal("https://login.microsoftonline.com", (string?)custom["loginUri"]!["value"]);
        var asked = new Dictionary<string, string>
        {
            ["client_id"] = Filled(settings["clientId"]),
            ["resource"] = Filled(custom["resourceUri"]!["value"]),
        };
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        if (IsPerson)
        {
            asked["redirect_uri"] = (string)settings["redirectUrl"]!;
            using var answer = await http.GetAsync(
                $"{root}/authorize{QueryString.Create(asked!)}&response_type=code&state=mine"
            );
            var back = answer.Headers.Location!;
            Assert.StartsWith(asked["redirect_uri"], back.ToString());
            var query = HttpUtility.ParseQueryString(back.Query);
            Assert.Equal("mine", query["state"]);
            asked["code"] = query["code"]!;
        }
        asked["grant_type"] = IsPerson ? "authorization_code" : "client_credentials";
        using var given = await http.PostAsync($"{root}/token", new FormUrlEncodedContent(asked));
        return (string)(await given.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!;
    }

    public ValueTask DisposeAsync() => authority.DisposeAsync();

    private string Filled(JsonNode? setting) =>
        ((string)setting!).Replace(Unfilled, application, StringComparison.Ordinal);

    private IResult Authorize(HttpRequest request) =>
        request.Query["response_type"] == "code" && request.Query["client_id"] == application
            ? Results.Redirect($"{request.Query["redirect_uri"]}?code={code}&state={request.Query["state"]}")
            : Results.BadRequest();

    private IResult Token(HttpRequest request)
    {
        var form = request.Form;
        if (form["client_id"] != application || (IsPerson && form["code"] != code))
            return Results.BadRequest();
        var token = claims.DeepClone().AsObject();
        token["aud"] = $"{form["resource"]}";
        return Results.Json(new { access_token = sign(token, null), token_type = "Bearer" });
    }
}
