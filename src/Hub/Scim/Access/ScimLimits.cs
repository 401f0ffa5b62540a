using System.Collections.Concurrent;
using System.Globalization;
using Hub.RateLimits;
using Microsoft.Extensions.Options;

namespace Hub.Scim.Access;

/// <summary>Counts an identity provider's requests against its allowance a minute.</summary>
internal sealed class ScimLimits(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Token, int Permits), WindowLimiter> limiters = new();

    /// <summary>How long to wait when the allowance is used up.</summary>
    public TimeSpan? Take(HttpContext http, ScimCaller caller)
    {
        if (!options.Value.Enabled)
            return null;
        var permits = caller.RequestsPerMinute ?? options.Value.Scim;
        var limiter = limiters.GetOrAdd((caller.TokenId, permits), _ => new WindowLimiter(permits, Window, clock));
        using var lease = (WindowLease)limiter.AttemptAcquire();
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = Text(lease.Limit);
        headers["RateLimit-Remaining"] = Text(lease.Remaining);
        headers["RateLimit-Reset"] = Text((int)Math.Ceiling(lease.Reset.TotalSeconds));
        return lease.IsAcquired ? null : lease.Reset;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
