using System.Net;
using Hub.Access;
using Hub.Tests.Hosting;

namespace Hub.Tests.Access;

/// <summary>A hub that answers three requests without a token a minute and address, behind a proxy on this machine.</summary>
public sealed class HubWithFewAnswers : HubWithFakeClock
{
    private protected override Task<HubHost> StartHost() =>
        StartHost(["--RateLimits:Enabled=true", "--RateLimits:Address=3", "--Hub:TrustedProxies:0=127.0.0.0/8"]);
}

/// <summary>Nobody makes the hub work as often as they like by having no token.</summary>
public sealed class AddressLimitTests(HubWithFewAnswers hub) : IClassFixture<HubWithFewAnswers>
{
    private static int addresses;

    [Theory]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/receiving")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/openapi/connector.json")]
    [InlineData("/survey/guess")]
    [InlineData("/nowhere")]
    [InlineData("/api/v1/nowhere")]
    [InlineData("/api/v1/tickets")]
    [InlineData("/scim/v2/Schemas")]
    [InlineData("/scim/v2/Users")]
    public async Task What_needs_no_token_is_answered_so_often_and_then_not(string path)
    {
        var from = NewAddress();
        for (var count = 0; count < 3; count++)
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Get(path, from)).Status);

        var refused = await Get(path, from);

        Assert.Equal("60", refused.Expect(HttpStatusCode.TooManyRequests).Header("Retry-After"));
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Get(path, NewAddress())).Status);
        (await Get("/api/v1/departments", from, HubHost.FirstToken)).Expect(HttpStatusCode.OK);
        (await Get("/health/live", from)).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/api/v1/tickets", "999999|guess")]
    [InlineData("/scim/v2/Users", "scim_guess")]
    public async Task Wrong_tokens_of_both_kinds_are_counted_with_the_rest(string path, string token)
    {
        var from = NewAddress();
        for (var count = 0; count < 3; count++)
            (await Get(path, from, token)).Expect(HttpStatusCode.Unauthorized);

        (await Get(path, from, token)).Expect(HttpStatusCode.TooManyRequests);
        (await Get("/openapi/v1.json", from)).ExpectProblem(
            HttpStatusCode.TooManyRequests,
            "address_rate_limit_exceeded"
        );
    }

    [Fact]
    public async Task The_allowance_is_there_again_a_minute_later()
    {
        var from = NewAddress();
        while ((await Get("/docs", from)).Status != HttpStatusCode.TooManyRequests) { }

        hub.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Get("/docs", from)).Status);
    }

    [Fact]
    public async Task Of_the_routes_that_are_open_to_all_those_of_health_alone_are_not_counted()
    {
        var from = NewAddress();
        while ((await Get("/", from)).Status != HttpStatusCode.TooManyRequests) { }

        foreach (var (route, _) in ClosedByDefault.Exemptions(hub.Host.App))
        {
            var path = route.Split(' ')[1].Replace("{page}", "receiving").Replace("{id}", "x");
            Assert.Equal(
                path.StartsWith("/health/", StringComparison.Ordinal),
                (await Get(path, from)).Status == HttpStatusCode.OK
            );
        }
    }

    private static string NewAddress() => $"198.51.100.{Interlocked.Increment(ref addresses)}";

    private Task<Answer> Get(string path, string from, string? token = null) =>
        hub.Host.As(token).Get(path, ("X-Forwarded-For", from));
}
