using Hub.Access;
using Microsoft.AspNetCore.Authorization;

namespace Hub.Scim.Access;

/// <summary>
/// A path below the root that is nowhere, or that does not take the method, asks for a token like all others: without one
/// nobody learns what there is.
/// </summary>
internal static class ScimNowhere
{
    private static readonly EndpointMetadataCollection Closed = new(RequiredScimToken.Always, ScimAllowance.Instance);

    private static readonly Endpoint Nowhere = new(
        static http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        },
        Closed,
        "SCIM: nowhere"
    );

    /// <summary>Between routing, which finds no route of the hub's, and access.</summary>
    public static void UseScimNowhere(this IApplicationBuilder app) =>
        app.Use(
            static (http, next) =>
            {
                var found = http.GetEndpoint();
                if (
                    found?.Metadata.GetMetadata<IAuthorizeData>() is null
                    && http.Request.Path.StartsWithSegments(ScimMiddleware.Root, StringComparison.OrdinalIgnoreCase)
                )
                    // What routing answers to a wrong method it may still answer, to whoever has a token.
                    http.SetEndpoint(
                        found is null ? Nowhere : new Endpoint(found.RequestDelegate, Closed, found.DisplayName)
                    );
                return next(http);
            }
        );
}
