using Hub.Delivery;
using Hub.Errors;
using Hub.RateLimits;
using Microsoft.Extensions.Options;

namespace Hub.Access;

/// <summary>
/// Counts failures to authenticate, by the client's address and by the token that was guessed at. Who fails too often in a
/// minute is told to wait. Nothing is counted of a caller who has a valid token, and nothing holds one up: they are looked
/// up first, whatever else comes from their address.
/// </summary>
internal sealed class AuthenticationThrottle(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly AddressWindows addresses = new(options.Value.FailedAuthentication, clock);
    private readonly IdleCache<TokenKey, WindowLimiter> tokens = new(clock);

    /// <summary>Notes a failure; the answer that it is owed is <see cref="RefusalOf"/> when there were too many.</summary>
    /// <param name="guessed">The token that there is, and whose secret was another one.</param>
    /// <returns>Whether there were not too many.</returns>
    public bool Count(HttpContext http, TokenKey? guessed = null)
    {
        if (!options.Value.Enabled)
            return true;
        var byAddress = addresses.Take(http);
        var byToken = guessed is { } token ? (WindowLease)Of(token).AttemptAcquire() : null;
        var held = byAddress.IsAcquired ? byToken : byAddress;
        if (held is null or { IsAcquired: true })
            return true;
        http.Features.Set(
            new Refused(
                429,
                "too_many_failures",
                held == byAddress
                    ? "Too many failed authentications from this address; wait and try again."
                    : "Too many failed authentications with this token; wait and try again."
            )
            {
                RetryAfter = held.Reset,
            }
        );
        return false;
    }

    public static Refused? RefusalOf(HttpContext http) => http.Features.Get<Refused>();

    private WindowLimiter Of(TokenKey token) =>
        tokens.GetOrAdd(
            token,
            static (_, set) => new WindowLimiter(set.options.Value.FailedAuthentication, Window, set.clock),
            (options, clock)
        );
}
