using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.OpenApi;

namespace Hub.Tests.Edge;

public sealed class SecurityHeaderTests(HubWithDocuments hub) : IClassFixture<HubWithDocuments>
{
    [Theory]
    [InlineData("/api/v1/tickets")]
    [InlineData("/api/v1/nowhere")]
    [InlineData("/scim/v2/Users")]
    [InlineData("/scim/v2/ServiceProviderConfig")]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/receiving")]
    [InlineData("/docs/page.css")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health/live")]
    public async Task Browsers_are_told_to_guess_nothing_load_nothing_and_say_nothing(string path)
    {
        var answer = await hub.Host.As(null).Get(path);

        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.Equal("max-age=31536000", answer.Header("Strict-Transport-Security"));
        var policy = answer.Header("Content-Security-Policy")!;
        Assert.StartsWith(
            path.StartsWith("/docs", StringComparison.Ordinal) ? "default-src 'self'" : "default-src 'none'",
            policy
        );
        Assert.Contains("frame-ancestors 'none'", policy);
    }

    [Theory]
    [InlineData("--environment=Development", "--Hub:PublicUrl=https://hub.example.com")]
    [InlineData("--environment=Production", "--Hub:PublicUrl=http://hub.example.com")]
    public async Task Nobody_is_bound_to_tls_where_there_is_none(params string[] settings)
    {
        await using var other = await HubHost.Start(settings);

        Assert.Null((await other.Admin.ListTickets()).Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task No_cache_keeps_an_answer_that_shows_a_secret()
    {
        var key = ("Idempotency-Key", "once");
        var webhook = new { url = "https://receiver.example.com/secret", events = new[] { "*" } };
        var answers = new List<Answer>
        {
            await hub.Admin.CreateToken(new { name = "One" }, key),
            await hub.Admin.CreateToken(new { name = "One" }, key),
            await hub.Admin.Send(HttpMethod.Post, "/api/v1/scim-tokens", new { name = "Okta" }),
            await hub.Host.Operator.Send(HttpMethod.Post, "/api/v1/operator/organizations", new { name = "Other" }),
            await hub.Admin.Send(HttpMethod.Post, "/api/webhooks", new { webhook.url, events = new[] { "*" } }),
            await hub.Admin.Send(HttpMethod.Post, "/api/v1/webhooks", webhook),
        };
        var rotate = $"/api/v1/webhooks/{answers[^1].Data["id"]}/rotate-secret";
        answers.Add(await hub.Admin.Send(HttpMethod.Post, rotate, "{}"));

        Assert.All(answers, answer =>
        {
            Assert.InRange(answer.Status, HttpStatusCode.OK, HttpStatusCode.Created);
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        });
    }

    /// <summary>The other way round: what is described as showing a secret is among those above, or shows none of it.</summary>
    [Fact]
    public void Only_these_operations_show_secrets() =>
        Assert.Equal(
            [
                "CreateInbentaWebhook",
                "CreateMokapenWebhook",
                "CreateOrganization",
                "CreateScimToken",
                "CreateToken",
                "CreateWebhook",
                "EnableWebhook",
                "RotateWebhookSecret",
            ],
            hub.V1.Operations()
                .Where(one => one.Verb == "post" && ShowsSecret(one))
                .Select(one => one.Id)
                .Order(StringComparer.Ordinal)
        );

    private bool ShowsSecret(Operation operation) =>
        operation
            .Responses.Where(answer => answer.Key.StartsWith('2'))
            .Select(answer => (string?)answer.Value!["content"]?["application/json"]?["schema"]?["$ref"])
            .OfType<string>()
            .Any(reference => Reaches(reference, []));

    private bool Reaches(string reference, HashSet<string> seen) =>
        seen.Add(reference)
        && hub.V1.Schema(reference.Split('/')[^1])["properties"] is System.Text.Json.Nodes.JsonObject properties
        && (
            properties.ContainsKey("secret")
            || properties.ContainsKey("token")
            || properties
                .Select(property => (string?)property.Value!["$ref"])
                .OfType<string>()
                .Any(inner => Reaches(inner, seen))
        );
}
