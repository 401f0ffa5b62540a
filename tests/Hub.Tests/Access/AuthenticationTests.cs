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

    [Theory]
    [InlineData("1|test-secret-of-thirty-two-letters", "The word Bearer is missing in front of the token")]
    [InlineData("Bearer Bearer 1|test-secret-of-thirty-two-letters", "The word Bearer stands there twice")]
    [InlineData("Basic MXx0ZXN0LXNlY3JldA==", "another scheme than Bearer")]
    [InlineData("Bearer", "no token after the word Bearer")]
    [InlineData("Bearer 1|wrong", "unknown, revoked or expired")]
    public async Task What_is_wrong_with_a_credential_is_said_without_repeating_it(string header, string said)
    {
        foreach (var path in (string[])["/api/v1/tickets", "/scim/v2/Users"])
        {
            var answer = await hub.Host.As(null).Get(path, ("Authorization", header));

            answer.Expect(HttpStatusCode.Unauthorized);
            Assert.Contains(said, (string)answer.Json["detail"]!);
            Assert.DoesNotContain("secret", answer.Text);
        }
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
