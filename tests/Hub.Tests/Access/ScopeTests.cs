using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Access;

/// <summary>A hub with two tokens of one scope each; no route asks for both.</summary>
public sealed class HubWithPowerlessToken : RunningHub
{
    private HubClient reporter = null!;
    private HubClient reader = null!;

    private protected override async Task Arrange() =>
        (reporter, reader) = (await Host.WithScopes("reports:read"), await Host.WithScopes("kb:read"));

    /// <summary>The one of them that the route does not ask for.</summary>
    internal HubClient PowerlessAt(string path) =>
        path.StartsWith("/api/v1/csat", StringComparison.Ordinal)
        || path.StartsWith("/api/v1/reports", StringComparison.Ordinal)
            ? reader
            : reporter;
}

public sealed class ScopeTests(HubWithPowerlessToken hub) : IClassFixture<HubWithPowerlessToken>
{
    /// <summary>Every route of the API, as the host maps them.</summary>
    public static TheoryData<string, string> Routes
    {
        get
        {
            var routes = new TheoryData<string, string>();
            foreach (var route in ApiRoutes.All())
                routes.Add(route.Method, route.With(_ => "1"));
            return routes;
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task No_route_works_without_its_scope(string method, string path)
    {
        var body = method is "POST" or "PUT" or "PATCH" ? "{}" : null;

        var answer = await hub.PowerlessAt(path).Send(new HttpMethod(method), path, body);

        answer.ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        Assert.Contains("scope", (string)answer.Json["detail"]!);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task No_route_works_without_a_token(string method, string path)
    {
        var body = method is "POST" or "PUT" or "PATCH" ? "{}" : null;

        var answer = await hub.Host.As(null).Send(new HttpMethod(method), path, body);

        answer.ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public void Every_route_of_the_api_asks_for_a_scope() =>
        Assert.All(ApiRoutes.All(), route => Assert.True(route.IsGuarded, $"{route.Method} {route.Path}"));

    [Theory]
    [InlineData("tickets:read", "GET", "/api/v1/tickets", HttpStatusCode.OK)]
    [InlineData("tickets:read", "GET", "/api/v1/departments", HttpStatusCode.OK)]
    [InlineData("tickets:read", "DELETE", "/api/v1/tickets/999", HttpStatusCode.Forbidden)]
    [InlineData("tickets:write", "DELETE", "/api/v1/tickets/999", HttpStatusCode.NotFound)]
    [InlineData("tickets:write", "GET", "/api/v1/tickets", HttpStatusCode.Forbidden)]
    [InlineData("users:write", "DELETE", "/api/v1/departments/999", HttpStatusCode.NotFound)]
    [InlineData("tickets:write", "DELETE", "/api/v1/departments/999", HttpStatusCode.Forbidden)]
    [InlineData("admin:read", "GET", "/api/v1/tokens", HttpStatusCode.OK)]
    public async Task A_scope_opens_its_routes_and_no_others(
        string scope,
        string method,
        string path,
        HttpStatusCode status
    )
    {
        var client = await hub.Host.WithScopes(scope);

        (await client.Send(new HttpMethod(method), path, null)).Expect(status);
    }
}
