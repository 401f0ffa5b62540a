using Microsoft.Extensions.Options;

namespace Hub.Edge;

/// <summary>What browsers are told with every answer: to guess no types, load nothing, name nobody they came from.</summary>
internal static class SecurityHeaders
{
    /// <summary>For answers that are no page: nothing in them is to be run or shown.</summary>
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    private const string AYear = "max-age=31536000";

    /// <summary>Before everything else: a page says over it what it needs.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<IOptions<HubOptions>>();
        var isDevelopment = app.Environment.IsDevelopment();
        app.Use(next =>
            http =>
            {
                var headers = http.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                headers.ContentSecurityPolicy = Nothing;
                if (!isDevelopment && (http.Request.IsHttps || IsReachedByTls(address.Value.PublicUrl)))
                    headers.StrictTransportSecurity = AYear;
                return next(http);
            }
        );
    }

    /// <param name="address"><c>Hub:PublicUrl</c>.</param>
    public static bool IsReachedByTls(string? address) =>
        address?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) is true;
}

/// <summary>The route's successful answers may show a secret.</summary>
internal sealed record ShowsSecrets;

internal static class SecretConventions
{
    /// <summary>No cache on the way keeps what the route answers.</summary>
    public static TBuilder ShowsSecrets<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route
            .AddEndpointFilter(
                static (context, next) =>
                {
                    context.HttpContext.Response.Headers.CacheControl = "no-store";
                    return next(context);
                }
            )
            .WithMetadata(new ShowsSecrets());
}
