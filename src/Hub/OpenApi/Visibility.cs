namespace Hub.OpenApi;

/// <summary>Where a flow's designer shows an operation.</summary>
internal enum Visibility
{
    /// <summary>Among the others.</summary>
    Ordinary,

    /// <summary>First.</summary>
    Important,

    /// <summary>Behind a menu.</summary>
    Advanced,

    /// <summary>Nowhere: the platform and other operations call it.</summary>
    Internal,
}

internal static class VisibilityConventions
{
    /// <summary>The innermost wins: a group sets the rule, a route the exception. Without any, an operation is advanced.</summary>
    public static TBuilder InFlows<TBuilder>(this TBuilder routes, Visibility visibility)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new FlowVisibility(visibility));
}

internal sealed record FlowVisibility(Visibility Visibility);
