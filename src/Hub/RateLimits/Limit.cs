namespace Hub.RateLimits;

/// <summary>The allowances of a token. Each is counted by itself.</summary>
internal enum Limit
{
    Read,
    CreateTicket,
    CreateReply,
    Write,
}

/// <summary>Which allowance a route uses up.</summary>
internal sealed record LimitedAs(Limit Limit);

internal static class LimitConventions
{
    /// <summary>The innermost wins: a group sets the rule, a route the exception.</summary>
    public static TBuilder LimitAs<TBuilder>(this TBuilder routes, Limit limit)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new LimitedAs(limit));
}
