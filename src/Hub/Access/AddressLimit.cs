using Hub.RateLimits;
using Microsoft.Extensions.Options;

namespace Hub.Access;

/// <summary>
/// Counts the requests that need no token, or have none, by the client's address: what anybody may ask for costs something too.
/// Whoever has a token is counted by that, and not here.
/// </summary>
internal sealed class AddressLimit(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private static readonly LimitedAs Anything = new(Limit.Read);

    private readonly AddressWindows windows = new(options.Value.Address, clock);

    /// <summary>The refusal when the address has used up its allowance.</summary>
    public IResult? Take(HttpContext http)
    {
        var route = http.GetEndpoint()?.Metadata;
        if (!options.Value.Enabled || route?.GetMetadata<OpenRoute>() is { IsCounted: false })
            return null;
        var lease = windows.Take(http);
        return lease.IsAcquired ? null : (route?.GetMetadata<LimitedAs>() ?? Anything).RefuseAddress(lease);
    }
}
