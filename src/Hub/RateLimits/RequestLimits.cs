using System.Globalization;
using System.Threading.RateLimiting;
using Hub.Delivery;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Storage;
using Microsoft.Extensions.Options;

namespace Hub.RateLimits;

/// <summary>Makes the limiter of one allowance; its name is the same in every hub.</summary>
internal delegate RateLimiter LimiterFactory(string name, int permits, TimeSpan window);

/// <summary>Counts requests against their token's allowances, and says so in the headers of every answer.</summary>
internal sealed class RequestLimits(IOptions<RateLimitOptions> options, LimiterFactory create, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly IdleCache<(long Token, Limit Limit), RateLimiter> limiters = new(clock);

    /// <summary>The refusal when the allowance is used up.</summary>
    public ValueTask<Refused?> Take(HttpContext http, long token, Limit limit) =>
        options.Value.Enabled ? Count(http, token, limit) : default;

    private async ValueTask<Refused?> Count(HttpContext http, long token, Limit limit)
    {
        var limiter = limiters.GetOrAdd((token, limit), static (key, me) => me.Create(key.Token, key.Limit), this);
        using var lease = (WindowLease)await limiter.AcquireAsync(1, http.RequestAborted);
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = Text(lease.Limit);
        headers["RateLimit-Remaining"] = Text(lease.Remaining);
        headers["RateLimit-Reset"] = Text((int)Math.Ceiling(lease.Reset.TotalSeconds));
        headers["RateLimit-Policy"] = $"{lease.Limit};w={Window.TotalSeconds}";
        return lease.IsAcquired
            ? null
            : new Refused(
                429,
                "rate_limit_exceeded",
                $"This token may do this {lease.Limit} times a minute; wait as long as Retry-After says."
            )
            {
                RetryAfter = lease.Reset,
            };
    }

    private RateLimiter Create(long token, Limit limit) => create($"{token}-{limit}", options.Value.Of(limit), Window);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

internal static class RateLimitSetup
{
    public static void AddRateLimits(this IHostApplicationBuilder builder)
    {
        builder.AddOptions<RateLimitOptions>(RateLimitOptions.Section);
        builder.Services.AddSingleton<RequestLimits>();
        builder.Services.AddSingleton<LimiterFactory>(static services =>
        {
            var (clock, store) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<IStore>());
            // Where hubs share a store they count together.
            return StorageSetup.IsShared(services.GetRequiredService<IConfiguration>())
                ? (name, permits, window) => new SharedWindowLimiter(store, name, permits, window, clock)
                : (_, permits, window) => new WindowLimiter(permits, window, clock);
        });
    }
}
