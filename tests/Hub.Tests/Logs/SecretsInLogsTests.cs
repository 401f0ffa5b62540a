using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Hub.Tests.Logs;

/// <summary>
/// The rule: no token, secret, Authorization header or callback URL's query is ever logged, at no level, by the hub or by
/// what it stands on. It is held over everything that a hub says while each of them passes through it.
/// </summary>
public sealed class SecretsInLogsTests
{
    /// <summary>Given to the hub by its callers; what it makes by itself is added on the way.</summary>
    private readonly List<string> secrets =
    [
        HubHost.FirstToken.Split('|')[1],
        "first-scim-token-of-thirty-two-letters",
        "top-secret", // the query of every receiver's URL
        "a-known-secret", // of every webhook
        "header-of-a-webhook",
        "guessed-token",
        "guessed-scim-token",
        "refused-user",
        "refused-query",
        "cut-short-body",
        "answer-of-a-receiver",
        "secret-path",
        "password-of-a-person",
    ];

    [Fact]
    public async Task Nothing_that_the_hub_says_holds_a_secret()
    {
        await using var receiver = await HookReceiver.Start();
        string[] said;
        await using (var hub = await Start())
        {
            await UseTokens(hub);
            await UseScim(hub);
            await Deliver(hub, receiver);
            await Refuse(hub);
            said = Everything(hub.App);
        }

        // What is looked through is what would be logged, and as much as there is of it.
        Assert.Contains(said, line => line.Contains("on SQLite 3."));
        Assert.Contains(said, line => line.Contains("Acknowledged") && line.Contains("?***"));
        Assert.Contains(said, line => line.Contains("ServerError") && line.Contains("?***"));
        Assert.Contains(said, line => line.Contains("Request starting") && line.Contains("/scim/v2/Users"));
        Assert.All(secrets, secret => Assert.DoesNotContain(said, line => line.Contains(secret)));
        Assert.DoesNotContain(said, line => line.Contains("Bearer ", StringComparison.OrdinalIgnoreCase));
    }

    private static Task<HubHost> Start() =>
        HubHost.StartIn(
            null,
            builder => builder.Logging.ClearProviders().AddFakeLogging(),
            "--Logging:LogLevel:Default=Trace",
            "--Logging:LogLevel:Microsoft.AspNetCore=Trace",
            "--Logging:LogLevel:Microsoft.AspNetCore.DataProtection=Trace",
            "--Hub:Bootstrap:ScimToken=first-scim-token-of-thirty-two-letters",
            "--Delivery:AllowInsecureTargets=true",
            "--Delivery:RetryPace=0.0001"
        );

    private async Task UseTokens(HubHost hub)
    {
        var key = ("Idempotency-Key", "once");
        var made = await hub.Admin.CreateToken(new { name = "Scoped" }, key);
        await hub.Admin.CreateToken(new { name = "Scoped" }, key);
        var token = (string)made.Expect(HttpStatusCode.Created).Json["token"]!;
        secrets.Add(token.Split('|')[1]);
        await hub.As(token).NewTicket();
        (await hub.As("1|guessed-token").ListTickets()).Expect(HttpStatusCode.Unauthorized);
    }

    private async Task UseScim(HubHost hub)
    {
        var okta = await ScimHub.Provider(hub, hub.Admin, "Okta");
        secrets.Add(okta.Token!);
        foreach (var provider in (ScimClient[])[okta, okta.As("first-scim-token-of-thirty-two-letters")])
            (
                await provider.Post(
                    "/Users",
                    $$"""
                    {"schemas":["{{ScimClient.UserUrn}}"],"userName":"{{Guid.NewGuid():N}}","password":"password-of-a-person"}
                    """
                )
            ).Expect(HttpStatusCode.Created);
        (await okta.As("guessed-scim-token").Get("/Users")).Expect(HttpStatusCode.Unauthorized);
    }

    private async Task Deliver(HubHost hub, HookReceiver receiver)
    {
        receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = receiver.Received.Count == 1 ? 500 : 200;
            await http.Response.Body.WriteAsync("answer-of-a-receiver"u8.ToArray());
        };
        var id = WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new
                {
                    url = receiver.UrlOf("hook/secret-path"),
                    events = (string[])["ticket.created"],
                    secret = "a-known-secret",
                    headers = new Dictionary<string, string> { ["X-Api-Key"] = "header-of-a-webhook" },
                }
            )
        );
        await hub.Admin.NewTicket();
        var delivery = await hub.Admin.DeliveryWhen(id, "success", attempts: 2);
        var rotated = (await hub.Admin.Act(id, "rotate-secret")).Expect(HttpStatusCode.OK);
        secrets.Add((string)rotated.Data["secret"]!);
        await hub.Admin.Act(id, "test");
        await hub.Admin.Redeliver(id, (string)delivery["id"]!);
        var away = await hub.Admin.Subscribe("http://127.0.0.1:9/away/secret-path?sig=top-secret", "ticket.created");
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(away, "failed", attempts: 5);
    }

    private static async Task Refuse(HubHost hub)
    {
        (
            await hub.Admin.CreateWebhook(
                new
                {
                    url = "ftp://refused-user:x@example.com/hook?sig=refused-query",
                    events = WebhookCalls.Everything,
                }
            )
        ).ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_URL");
        (await hub.Admin.Send(HttpMethod.Post, "/api/v1/webhooks", """{"secret": "cut-short-body", """)).Expect(
            HttpStatusCode.BadRequest
        );
    }

    /// <summary>Each record with all that a sink may write of it.</summary>
    private static string[] Everything(WebApplication app) =>
        [
            .. app
                .Services.GetRequiredService<FakeLogCollector>()
                .GetSnapshot()
                .Select(record =>
                    string.Join(
                        ' ',
                        [
                            record.Category,
                            record.Message,
                            .. (record.StructuredState ?? []).Select(pair => $"{pair.Key}={pair.Value}"),
                            .. record.Scopes.Select(scope => $"{scope}"),
                            record.Exception?.ToString(),
                        ]
                    )
                ),
        ];
}
