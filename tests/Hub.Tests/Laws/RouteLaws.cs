using System.Net;
using Hub.Access;
using Hub.Portal.Operator;
using Hub.Portal.Sessions;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Laws;

/// <summary>Every path under every prefix: who may come in, and by which methods.</summary>
public sealed class RouteLaws(ScimProvider hub) : IClassFixture<ScimProvider>
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. hub.Host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    [Fact]
    public async Task A_method_that_a_path_does_not_take_is_405_and_Allow_names_those_it_takes()
    {
        var broken = new List<string>();
        var paths = Endpoints.Select(Filled).Distinct().ToList();
        Assert.True(paths.Count > 20);
        foreach (var path in paths)
        {
            var taken = Endpoints.Where(route => Takes(route, path)).SelectMany(MethodsOf).ToHashSet();
            foreach (var method in Methods.Except(taken))
            {
                var answer = await hub.Send(method, path);
                var allowed = answer.Header("Allow")?.Split(',', StringSplitOptions.TrimEntries).ToHashSet() ?? [];
                if (
                    answer.Status != HttpStatusCode.MethodNotAllowed
                    || !allowed.IsSupersetOf(taken)
                    || allowed.Contains(method)
                )
                    broken.Add($"{method} {path}: {(int)answer.Status}, Allow: {string.Join(", ", allowed)}");
            }
        }
        Assert.True(broken.Count == 0, string.Join("\n", broken));
    }

    [Fact]
    public async Task A_route_lets_in_nobody_unless_it_is_open_for_a_stated_reason()
    {
        var open = ClosedByDefault.Exemptions(hub.Host.App).Select(one => one.Route).ToHashSet();
        var broken = new List<string>();
        // Pages lead to the sign-in instead: PortalTests.
        foreach (
            var route in Endpoints.Where(one =>
                one.Metadata.GetMetadata<RequiredAccess>() is not (RequiredPage or RequiredOperatorPage)
            )
        )
        {
            var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"];
            if (open.Contains($"{string.Join('/', methods)} {route.RoutePattern.RawText}"))
                continue;
            foreach (var method in methods)
                if (await hub.SendAsNobody(method, Filled(route)) is var answer and not HttpStatusCode.Unauthorized)
                    broken.Add($"{method} {route.RoutePattern.RawText}: {(int)answer}");
        }
        Assert.True(broken.Count == 0, string.Join("\n", broken));
    }

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? Methods;

    /// <summary>More than one pattern may: one that names the path, and one with a value there.</summary>
    private static bool Takes(RouteEndpoint route, string path) =>
        new TemplateMatcher(new RouteTemplate(route.RoutePattern), []).TryMatch(path, []);

    private static string Filled(RouteEndpoint route) =>
        "/"
        + string.Join(
            '/',
            route.RoutePattern.PathSegments.Select(segment =>
                string.Concat(
                    segment.Parts.Select(part =>
                        part switch
                        {
                            RoutePatternLiteralPart literal => literal.Content,
                            RoutePatternParameterPart { Name: "page" } => "errors",
                            RoutePatternSeparatorPart separator => separator.Content,
                            _ => "1",
                        }
                    )
                )
            )
        );
}
