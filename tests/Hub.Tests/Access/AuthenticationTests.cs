using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Access;

public sealed class AuthenticationTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Without_a_token_the_answer_says_how_to_send_one()
    {
        var answer = await hub.Host.As(null).ListTickets();

        answer.ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("Bearer 1|wrong")]
    [InlineData("Bearer 1|")]
    [InlineData("Bearer |test-secret-of-thirty-two-letters")]
    [InlineData("Bearer 2|test-secret-of-thirty-two-letters")]
    [InlineData("Bearer -1|test-secret-of-thirty-two-letters")]
    [InlineData("Bearer 99999999999999999999|test-secret-of-thirty-two-letters")]
    [InlineData("Bearer test-secret-of-thirty-two-letters")]
    [InlineData("Bearer")]
    [InlineData("Basic MXx0ZXN0LXNlY3JldA==")]
    [InlineData("1|test-secret-of-thirty-two-letters")]
    public async Task A_credential_that_is_none_is_refused(string header)
    {
        var answer = await hub.Host.As(null).Get("/api/v1/tickets", ("Authorization", header));

        answer.ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task The_scheme_is_read_whatever_its_case() =>
        (await hub.Host.As(null).Get("/api/v1/tickets", ("Authorization", $"bearer  {HubHost.FirstToken} "))).Expect(
            HttpStatusCode.OK
        );

    [Fact]
    public async Task A_very_long_secret_is_refused_and_not_read() =>
        (await hub.Host.As("1|" + new string('x', 5000)).ListTickets()).ExpectProblem(
            HttpStatusCode.Unauthorized,
            "unauthenticated"
        );
}

public sealed class HubWithBrake : HubWithFakeClock
{
    private protected override Task<HubHost> StartHost() =>
        StartHost(["--RateLimits:Enabled=true", "--RateLimits:FailedAuthentication=3"]);
}

public sealed class AuthenticationThrottleTests(HubWithBrake hub) : IClassFixture<HubWithBrake>
{
    [Fact]
    public async Task An_address_that_keeps_failing_has_to_wait_while_tokens_in_use_go_on()
    {
        await hub.Admin.ListTickets();
        var guess = hub.Host.As("1|guess");
        for (var count = 0; count < 3; count++)
            (await guess.ListTickets()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");

        var braked = await guess.ListTickets();
        var other = await hub.Admin.ListTickets();
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var later = await guess.ListTickets();

        braked.ExpectProblem(HttpStatusCode.TooManyRequests, "too_many_failures");
        Assert.Equal("60", braked.Header("Retry-After"));
        other.Expect(HttpStatusCode.OK);
        later.ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }
}
