using Hub.Domain;
using Hub.Errors;

namespace Hub.RateLimits;

/// <summary>The allowances of a caller. Each is counted by itself.</summary>
internal enum Limit
{
    Read,
    CreateTicket,
    CreateReply,
    Write,
    Scim,
}

/// <summary>Which allowance a route uses up, and what it answers beyond it.</summary>
internal record LimitedAs(Limit Limit)
{
    /// <summary>Whether answers have the header <c>RateLimit-Policy</c> as well.</summary>
    public virtual bool SaysPolicy => true;

    public virtual IResult Refuse(WindowLease lease) =>
        new Refused(
            429,
            "rate_limit_exceeded",
            $"This token may do this {lease.Limit} times a minute; wait as long as Retry-After says."
        )
        {
            RetryAfter = lease.Reset,
        };

    /// <summary>What it answers when all callers of the organization together have had their requests.</summary>
    public virtual IResult RefuseAll(WindowLease lease) =>
        new Refused(
            429,
            "organization_rate_limit_exceeded",
            $"All tokens of this organization together may make {lease.Limit} requests a minute; wait as long as Retry-After says."
        )
        {
            RetryAfter = lease.Reset,
        };

    /// <summary>What it answers to a request that would store more than the organization may.</summary>
    public virtual IResult RefuseMore(Refusal full) => new Refused(full);

    /// <summary>What it answers to whoever has no token, when their address has had its requests.</summary>
    public virtual IResult RefuseAddress(WindowLease lease) =>
        new Refused(
            429,
            "address_rate_limit_exceeded",
            $"Requests without a token are answered {lease.Limit} times a minute and address; wait as long as Retry-After says."
        )
        {
            RetryAfter = lease.Reset,
        };
}

internal static class LimitConventions
{
    /// <summary>The innermost wins: a group sets the rule, a route the exception.</summary>
    public static TBuilder LimitAs<TBuilder>(this TBuilder routes, Limit limit)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new LimitedAs(limit));
}
