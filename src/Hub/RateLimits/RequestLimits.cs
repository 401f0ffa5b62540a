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
    private readonly IdleCache<string, RateLimiter> organizations = new(clock);

    /// <summary>
    /// The refusal when the caller's allowance, or that of all callers of the organization, is used up. Waits for nothing where
    /// a hub counts by itself. What the caller may not do any more is not counted against the others.
    /// </summary>
    public ValueTask<IResult?> Take(HttpContext http, Caller caller, LimitedAs limited)
    {
        if (!options.Value.Enabled)
            return default;
        var own = TakeOwn(http, caller, limited);
        if (!own.IsCompletedSuccessfully)
            return Both(own, http, caller, limited);
        if (Say(http, limited, (WindowLease)own.Result) is { } refusal)
            return new(refusal);
        var shared = TakeShared(http, caller);
        return shared.IsCompletedSuccessfully ? new(Say(limited, (WindowLease)shared.Result)) : Shared(shared, limited);
    }

    private ValueTask<RateLimitLease> TakeOwn(HttpContext http, Caller caller, LimitedAs limited)
    {
        var permits = caller.RequestsPerMinute is { } given
            ? Math.Min(given, options.Value.MostPerToken)
            : options.Value.Of(limited.Limit);
        var limiter = limiters.GetOrAdd(
            (caller.LimitKey, limited.Limit, permits),
            static (key, create) => create($"{key.Caller}-{key.Limit}-{key.Permits}", key.Permits, Window),
            create
        );
        return limiter.AcquireAsync(1, http.RequestAborted);
    }

    private ValueTask<RateLimitLease> TakeShared(HttpContext http, Caller caller) =>
        organizations
            .GetOrAdd(
                caller.OrganizationKey,
                static (key, limits) =>
                    limits.create(
                        $"{key}-{limits.options.Value.Organization}",
                        limits.options.Value.Organization,
                        Window
                    ),
                (create, options)
            )
            .AcquireAsync(1, http.RequestAborted);

    private async ValueTask<IResult?> Both(
        ValueTask<RateLimitLease> own,
        HttpContext http,
        Caller caller,
        LimitedAs limited
    ) => Say(http, limited, (WindowLease)await own) ?? Say(limited, (WindowLease)await TakeShared(http, caller));

    private static async ValueTask<IResult?> Shared(ValueTask<RateLimitLease> leasing, LimitedAs limited) =>
        Say(limited, (WindowLease)await leasing);

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

    /// <summary>The headers go on speaking of the caller's own allowance.</summary>
    private static IResult? Say(LimitedAs limited, WindowLease shared) =>
        shared.IsAcquired ? null : limited.RefuseAll(shared);

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
