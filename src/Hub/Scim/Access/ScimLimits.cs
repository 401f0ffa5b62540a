using System.Globalization;
using System.Threading.RateLimiting;
using Hub.Delivery;
using Hub.RateLimits;
using Microsoft.Extensions.Options;

namespace Hub.Scim.Access;

/// <summary>Counts an identity provider's requests against its allowance a minute.</summary>
internal sealed class ScimLimits(IOptions<RateLimitOptions> options, LimiterFactory create, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly IdleCache<(string Token, int Permits), RateLimiter> limiters = new(clock);

    /// <summary>How long to wait when the allowance is used up.</summary>
    public async ValueTask<TimeSpan?> Take(HttpContext http, ScimCaller caller)
    {
        if (!options.Value.Enabled)
            return null;
        var permits = caller.RequestsPerMinute ?? options.Value.Scim;
        var limiter = limiters.GetOrAdd(
            (caller.TokenId, permits),
            static (key, create) => create($"scim-{key.Token}-{key.Permits}", key.Permits, Window),
            create
        );
        using var lease = (WindowLease)await limiter.AcquireAsync(1, http.RequestAborted);
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = Text(lease.Limit);
        headers["RateLimit-Remaining"] = Text(lease.Remaining);
        headers["RateLimit-Reset"] = Text((int)Math.Ceiling(lease.Reset.TotalSeconds));
        return lease.IsAcquired ? null : lease.Reset;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
