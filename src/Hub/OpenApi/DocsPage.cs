using Hub.Access;
using Hub.Portal;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Hub.OpenApi;

/// <summary>A page that shows the API and lets people try it. Everything on it comes from the hub itself.</summary>
internal static class DocsPage
{
    public const string Path = "/docs";

    /// <summary>The page's script and styles are the hub's own; the browser is told to load nothing else.</summary>
    private const string OwnOnly =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    public static void UseDocs(this IApplicationBuilder app) =>
        app.UseWhen(static http => http.Request.Path.StartsWithSegments(Path), Serve);

    private static void Serve(IApplicationBuilder docs)
    {
        docs.Use(
            static (http, next) =>
            {
                http.Response.Headers.ContentSecurityPolicy = OwnOnly;
                return next(http);
            }
        );
        docs.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Path[1..];
            page.DocumentTitle = "Hub API";
            // There is one document, so the bar that chooses among them says nothing.
            page.HeadContent = "<style>.swagger-ui .topbar { display: none }</style>";
            page.SwaggerEndpoint("../openapi/v1.json", "Hub API");
            page.EnableValidator(null);
            page.DocExpansion(DocExpansion.List);
            page.DefaultModelsExpandDepth(0);
            page.DisplayOperationId();
            page.DisplayRequestDuration();
            page.EnableDeepLinking();
            page.EnableFilter();
        });
    }

    /// <summary>Whoever comes to the hub's address wants to know what it is: people see its pages, programs its API.</summary>
    public static void MapHome(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/", Home)
            .ExcludeFromDescription()
            .OpenToAll("It leads to the pages or to the API reference, and nowhere else.");

    internal static RedirectHttpResult Home(HttpRequest request, IOptions<PortalOptions> portal) =>
        TypedResults.Redirect(portal.Value.Enabled && IsFromBrowser(request) ? PortalSetup.Root : Path);

    private static bool IsFromBrowser(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
