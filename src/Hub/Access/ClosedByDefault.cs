using Microsoft.AspNetCore.Authorization;

namespace Hub.Access;

/// <summary>Access is closed by default: a route without a declared access is a reason not to start.</summary>
internal static class ClosedByDefault
{
    public static void Check(IEndpointRouteBuilder routes)
    {
        var undeclared = RoutesOf(routes).Where(route => !IsDeclared(route.Metadata)).Select(NameOf).ToList();
        if (undeclared.Count > 0)
            throw new StartRefusedException(
                $"Nobody said who may use {string.Join(", ", undeclared)}. "
                    + "A route needs RequireScope, RequireAllScopes or a policy, or OpenToAll with the reason."
            );
    }

    /// <summary>The routes that are open to everybody, and why.</summary>
    public static IEnumerable<(string Route, string Reason)> Exemptions(IEndpointRouteBuilder routes) =>
        from route in RoutesOf(routes)
        let open = route.Metadata.GetMetadata<OpenRoute>()
        where open is not null
        select (NameOf(route), open.Reason);

    /// <summary>A route that the framework lets everybody use has to say why as well.</summary>
    private static bool IsDeclared(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<OpenRoute>() is { Reason.Length: > 0 }
        || (
            metadata.GetMetadata<IAllowAnonymous>() is null
            && metadata.GetOrderedMetadata<IAuthorizeData>() is { Count: > 0 } declared
            && declared.Any(one => !string.IsNullOrEmpty(one.Policy))
        );

    private static IEnumerable<RouteEndpoint> RoutesOf(IEndpointRouteBuilder routes) =>
        routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static string NameOf(RouteEndpoint route)
    {
        var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"];
        return $"{string.Join('/', methods)} {route.RoutePattern.RawText}";
    }
}
