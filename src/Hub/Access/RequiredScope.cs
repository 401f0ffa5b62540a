using Hub.Errors;

namespace Hub.Access;

/// <summary>What a token must carry to use a route. A route without it is open to everybody.</summary>
/// <param name="Scope">Absent: all of them.</param>
internal sealed record RequiredScope(string? Scope)
{
    public Refused? Check(Caller caller) =>
        Scope is null
            ? caller.MayDoEverything
                ? null
                : new Refused(403, "missing_scope", "This needs a token with all scopes; create one without abilities.")
            : caller.Token.Allows(Scope)
                ? null
                : new Refused(403, "missing_scope", $"This needs the scope {Scope}, which this token does not carry.");
}

internal static class RequiredScopeConventions
{
    public static TBuilder RequireScope<TBuilder>(this TBuilder routes, string scope)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new RequiredScope(scope));

    public static TBuilder RequireAllScopes<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new RequiredScope((string?)null));
}
