using Hub.RateLimits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Hub.Access;

/// <summary>
/// What becomes of a request that the framework has judged: it is counted first, as one that is refused for its scope uses
/// up the allowance too.
/// </summary>
internal sealed class LimitedResults(RequestLimits limits) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler framework = new();

    public async Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    )
    {
        if (
            Caller.Of(context) is { } caller
            && context.GetEndpoint()?.Metadata.GetMetadata<LimitedAs>() is { } limited
            && await limits.Take(context, caller, limited) is { } refusal
        )
            await refusal.ExecuteAsync(context);
        else
            await framework.HandleAsync(next, context, policy, authorizeResult);
    }
}
