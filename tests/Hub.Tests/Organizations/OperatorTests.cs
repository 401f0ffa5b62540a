using System.Net;
using Hub.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Organizations;

/// <summary>Who the operator is.</summary>
public sealed class OperatorTests(RunningHub hub) : IClassFixture<RunningHub>
{
    /// <summary>Every route of the operator, as the host maps them.</summary>
    public static TheoryData<string, string> Routes
    {
        get
        {
            var routes = new TheoryData<string, string>();
            foreach (var route in ApiRoutes.OfOperator())
                routes.Add(route.Method, route.With(_ => Guid.Empty.ToString()));
            return routes;
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task No_token_of_an_organization_opens_the_operators_routes(string method, string path)
    {
        foreach (var token in new[] { HubHost.FirstToken, "x", HubHost.OperatorToken + "x", null })
            (await hub.Host.As(token).Send(new HttpMethod(method), path, "{}")).ExpectProblem(
                HttpStatusCode.Unauthorized,
                "unauthenticated"
            );
    }

    [Fact]
    public async Task The_operators_token_opens_nothing_of_an_organization()
    {
        foreach (var path in new[] { "/api/v1/tickets", "/api/v1/tokens", "/scim/v2/Users", "/api/orders" })
            (await hub.Host.Operator.Get(path)).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_hub_without_an_operators_token_has_no_operator()
    {
        await using var alone = await HubHost.Start("--Hub:OperatorToken=");

        foreach (var token in new[] { "", HubHost.OperatorToken, HubHost.FirstToken })
        {
            var answer = await alone.As(token).Get("/api/v1/operator/organizations");
            answer.ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
            Assert.Contains("Hub:OperatorToken", (string)answer.Json["detail"]!);
        }
    }

    [Theory]
    [InlineData("Production", "short")]
    [InlineData("Production", "thirty-one-letters-are-too-few.")]
    [InlineData("Development", "with a blank")]
    public async Task A_token_that_is_no_secret_stops_the_start(string environment, string token)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            HubHost.Start($"--environment={environment}", $"--Hub:OperatorToken={token}")
        );

        Assert.Contains("Hub:OperatorToken", Assert.Single(failure.Failures));
    }

    [Fact]
    public async Task Guesses_are_held_up()
    {
        await using var guarded = await HubHost.Start(
            "--RateLimits:Enabled=true",
            "--RateLimits:FailedAuthentication=3"
        );
        for (var guess = 0; guess < 3; guess++)
            (await guarded.As($"guess {guess}").Get("/api/v1/operator/organizations")).Expect(
                HttpStatusCode.Unauthorized
            );

        (await guarded.As("one more").Get("/api/v1/operator/organizations")).ExpectProblem(
            HttpStatusCode.TooManyRequests,
            "too_many_failures"
        );
        (await guarded.Operator.Get("/api/v1/operator/organizations")).Expect(HttpStatusCode.OK);
    }
}
