using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hub.Portal.Browsers;

/// <summary>That all pages are looked at.</summary>
public sealed class RouteTests(Site site)
{
    [Fact]
    public async Task Every_route_of_a_page_is_in_the_list()
    {
        // Where there is no browser, nothing is looked at.
        await using var visitor = await site.Visit(Looker.Stranger);
        var routes = site
            .Host.App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Select(route => Pages.ShapeOf($"/{route.RoutePattern.RawText!.TrimStart('/')}"))
            .Where(path =>
                path == PortalSetup.Root || path.StartsWith($"{PortalSetup.Root}/", StringComparison.Ordinal)
            )
            .Except(Pages.Apart)
            .ToList();

        Assert.NotEmpty(routes);
        Assert.Equal([], routes.Where(route => !Pages.All.Any(page => Pages.IsOf(route, page.Path))));
    }

    [Fact]
    public async Task Every_place_of_the_navigation_is_in_the_list()
    {
        await using var visitor = await site.SignedIn();
        await visitor.Go("/app/tickets");

        var places = await visitor.Page.GetByRole(AriaRole.Navigation).First.Locator("a[href^='/app']").AllAsync();

        Assert.NotEmpty(places);
        foreach (var place in places)
            Assert.Contains(await place.GetAttributeAsync("href"), Pages.All.Select(page => page.Path));
    }
}
