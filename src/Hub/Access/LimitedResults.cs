using Hub.RateLimits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Hub.Access;

/// <summary>
/// What becomes of a request that the framework has judged: it is counted first, as one that is refused for its scope uses
/// up the allowance too. Nobody's requests are counted by where they come from.
/// </summary>
internal sealed class LimitedResults(RequestLimits limits, AddressLimit addresses)
    : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler framework = new();

    public async Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    )
    {
        var refusal =
            Caller.Of(context) is not { } caller ? addresses.Take(context)
            : context.GetEndpoint()?.Metadata.GetMetadata<LimitedAs>() is { } limited
                ? await limits.Take(context, caller, limited)
            : null;
        if (refusal is not null)
            await refusal.ExecuteAsync(context);
        else
            await framework.HandleAsync(next, context, policy, authorizeResult);
    }
}
