namespace Hub.Access;

/// <summary>A route that is open to everybody, and why.</summary>
/// <param name="IsCounted">Requests are counted by the client's address.</param>
internal sealed record OpenRoute(string Reason, bool IsCounted = true);

/// <summary>Who may use a route. The innermost wins: a group sets the rule, a route the exception.</summary>
internal static class AccessConventions
{
    public static TBuilder RequireScope<TBuilder>(this TBuilder routes, string scope)
        where TBuilder : IEndpointConventionBuilder => routes.Require(new RequiredScope(scope));

    public static TBuilder RequireAllScopes<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.Require(new RequiredScope((string?)null));

    /// <summary>Lets everybody in. Without this, or a scope, the hub does not start.</summary>
    /// <param name="reason">Why nobody has to say who they are.</param>
    /// <param name="isCounted">Whether requests are counted by the client's address.</param>
    public static TBuilder OpenToAll<TBuilder>(this TBuilder routes, string reason, bool isCounted = true)
        where TBuilder : IEndpointConventionBuilder => routes.Declare(new OpenRoute(reason, isCounted));

    public static TBuilder Require<TBuilder>(this TBuilder routes, RequiredAccess access)
        where TBuilder : IEndpointConventionBuilder => routes.Declare(access);

    /// <summary>For a route that lets in whoever says nothing, and checks whoever does.</summary>
    public static TBuilder RequireIfGiven<TBuilder>(this TBuilder routes, RequiredAccess access, string reason)
        where TBuilder : IEndpointConventionBuilder => routes.Declare(access, new OpenRoute(reason));

    /// <summary>Takes the place of what was declared before: the framework would ask for both.</summary>
    private static TBuilder Declare<TBuilder>(this TBuilder routes, params object[] access)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Add(endpoint =>
        {
            for (var at = endpoint.Metadata.Count - 1; at >= 0; at--)
                if (endpoint.Metadata[at] is RequiredAccess or OpenRoute)
                    endpoint.Metadata.RemoveAt(at);
            foreach (var one in access)
                endpoint.Metadata.Add(one);
        });
        return routes;
    }
}
