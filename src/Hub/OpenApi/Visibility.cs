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

    /// <summary>What flows read of the records beside what an operation does with them.</summary>
    public static TBuilder About<TBuilder>(this TBuilder routes, string text)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new FlowRecords(text));
}

internal sealed record FlowVisibility(Visibility Visibility);

/// <summary>What records of a resource are, in a sentence, as people who make flows may call them.</summary>
internal sealed record FlowRecords(string About);
