using System.Globalization;
using System.Threading.RateLimiting;
using Hub.Access;
using Hub.Delivery;
using Hub.Ports.Store;
using Hub.Storage;
using Microsoft.Extensions.Options;

namespace Hub.RateLimits;

/// <summary>Makes the limiter of one allowance; its name is the same in every hub.</summary>
internal delegate RateLimiter LimiterFactory(string name, int permits, TimeSpan window);

/// <summary>Counts requests against their caller's allowances, and says so in the headers of every answer.</summary>
internal sealed class RequestLimits(IOptions<RateLimitOptions> options, LimiterFactory create, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly IdleCache<(string Caller, Limit Limit, int Permits), RateLimiter> limiters = new(clock);

    /// <summary>The refusal when the allowance is used up. Waits for nothing where a hub counts by itself.</summary>
    public ValueTask<IResult?> Take(HttpContext http, Caller caller, LimitedAs limited)
    {
        if (!options.Value.Enabled)
            return default;
        var permits = caller.RequestsPerMinute ?? options.Value.Of(limited.Limit);
        var limiter = limiters.GetOrAdd(
            (caller.LimitKey, limited.Limit, permits),
            static (key, create) => create($"{key.Caller}-{key.Limit}-{key.Permits}", key.Permits, Window),
            create
        );
        var leasing = limiter.AcquireAsync(1, http.RequestAborted);
        return leasing.IsCompletedSuccessfully
            ? new(Say(http, limited, (WindowLease)leasing.Result))
            : SayThen(leasing, http, limited);
    }

    private static async ValueTask<IResult?> SayThen(
        ValueTask<RateLimitLease> leasing,
        HttpContext http,
        LimitedAs limited
    ) => Say(http, limited, (WindowLease)await leasing);

    private static IResult? Say(HttpContext http, LimitedAs limited, WindowLease lease)
    {
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = Text(lease.Limit);
        headers["RateLimit-Remaining"] = Text(lease.Remaining);
        headers["RateLimit-Reset"] = Text((int)Math.Ceiling(lease.Reset.TotalSeconds));
        if (limited.SaysPolicy)
            headers["RateLimit-Policy"] = $"{lease.Limit};w={Window.TotalSeconds}";
        return lease.IsAcquired ? null : limited.Refuse(lease);
    }

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
