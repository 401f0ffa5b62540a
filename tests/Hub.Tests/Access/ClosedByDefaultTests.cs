using Hub.Access;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hub.Tests.Access;

/// <summary>Access is closed by default: a route says who may use it, or the hub does not start.</summary>
public sealed class ClosedByDefaultTests
{
    private const string Advice =
        "A route needs RequireScope, RequireAllScopes or a policy, or OpenToAll with the reason.";

    [Theory]
    [InlineData("/api/v1/leak")]
    [InlineData("/scim/v2/Leak")]
    [InlineData("/somewhere/else/{id}")]
    public async Task The_hub_does_not_start_with_a_route_that_nobody_said_anything_about(string path) =>
        Assert.Equal($"Nobody said who may use GET {path}. {Advice}", await RefusalWith(app => app.MapGet(path, Leak)));

    [Fact]
    public async Task All_such_routes_are_named_in_one_line() =>
        Assert.Equal(
            $"Nobody said who may use GET /one, POST /two. {Advice}",
            await RefusalWith(app =>
            {
                app.MapGet("/one", Leak);
                app.MapPost("/two", Leak);
            })
        );

    [Fact]
    public async Task To_let_in_everybody_without_a_reason_is_not_enough()
    {
        Assert.Contains("GET /leak", await RefusalWith(app => app.MapGet("/leak", Leak).AllowAnonymous()));
        Assert.Contains("GET /leak", await RefusalWith(app => app.MapGet("/leak", Leak).OpenToAll("")));
        Assert.Contains(
            "GET /leak",
            await RefusalWith(app => app.MapGet("/leak", Leak).RequireScope("tickets:read").AllowAnonymous())
        );
    }

    [Fact]
    public async Task A_route_with_a_scope_a_policy_or_a_reason_is_no_obstacle() =>
        Assert.Null(
            await RefusalWith(app =>
            {
                app.MapGet("/one", Leak).RequireScope("tickets:read");
                app.MapGet("/two", Leak).RequireAllScopes();
                app.MapGet("/three", Leak).OpenToAll("It says nothing.");
                app.MapGet("/four", Leak).RequireAuthorization("a policy of its own");
            })
        );

    [Fact]
    public void What_a_route_says_takes_the_place_of_what_its_group_says()
    {
        using var folder = new TemporaryFolder();
        var app = HubHost.Create(folder.Path, null);
        var group = app.MapGroup("/group").RequireAllScopes();
        group.MapGet("/scoped", Leak).RequireScope("kb:read");
        group.MapGet("/open", Leak).OpenToAll("It says nothing.");

        var routes = ((IEndpointRouteBuilder)app)
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/group/", StringComparison.Ordinal))
            .ToDictionary(route => route.RoutePattern.RawText!, route => route.Metadata);

        Assert.Equal(new RequiredScope("kb:read"), Assert.Single(Declared("/group/scoped")));
        Assert.Equal(new OpenRoute("It says nothing."), Assert.Single(Declared("/group/open")));

        IEnumerable<object> Declared(string path) => routes[path].Where(one => one is RequiredAccess or OpenRoute);
    }

    [Fact]
    public void The_open_routes_are_these_and_each_says_why()
    {
        using var folder = new TemporaryFolder();
        var app = HubHost.Create(folder.Path, null);

        var open = ClosedByDefault.Exemptions(app).ToList();

        Assert.All(open, one => Assert.InRange(one.Reason.Length, 20, 200));
        Assert.Equal(
            [
                "GET /",
                "GET /api/v1/contracts/",
                "GET /api/v1/contracts/{dialect}/asyncapi.json",
                "GET /api/v1/contracts/{dialect}/openapi.json",
                "GET /app/assets/template-words.json",
                "GET /app/assets/{file}",
                "GET /app/operator/sign-in",
                "GET /app/saml/metadata",
                "GET /app/saml/sign-in",
                "GET /app/saml/{organization}/finish",
                "GET /app/saml/{organization}/metadata",
                "GET /app/saml/{organization}/sign-in",
                "GET /app/saml/{organization}/sign-out",
                "GET /app/sign-in",
                "GET /app/sign-in/{code}",
                "GET /app/{**path}",
                "GET /docs/figures/{figure}",
                "GET /docs/{page}",
                "GET /health/live",
                "GET /health/ready",
                "GET /openapi/connector.json",
                "GET /openapi/v1.json",
                "GET /survey/{token}",
                "GET/HEAD /scim/v2/ServiceProviderConfig",
                "POST /app/operator/sign-in",
                "POST /app/saml/{organization}/acs",
                "POST /app/saml/{organization}/sign-out",
                "POST /app/sign-in",
                "POST /app/sign-in/{code}",
                "POST /survey/{token}",
            ],
            open.Select(one => one.Route).Order(StringComparer.Ordinal)
        );
    }

    private static string Leak() => "leak";

    private static async Task<string?> RefusalWith(Action<WebApplication> map)
    {
        using var folder = new TemporaryFolder();
        await using var app = HubHost.Create(folder.Path, null);
        map(app);
        var failure = await Record.ExceptionAsync(() => HubApplication.Prepare(app));
        return failure is null ? null : StartRefusal.Explain(failure);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = HubHost.NewFolder();

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
