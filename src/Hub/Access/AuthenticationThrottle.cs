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
    /// <summary>Addresses remembered one by one; further ones share what is left, so that nobody fills the memory with them.</summary>
    private const int MostAddresses = 100_000;

    private static readonly UInt128 Others = UInt128.MaxValue;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly IdleCache<UInt128, WindowLimiter> addresses = new(clock);
    private readonly IdleCache<TokenKey, WindowLimiter> tokens = new(clock);

    /// <summary>Notes a failure; the answer that it is owed is <see cref="RefusalOf"/> when there were too many.</summary>
    /// <param name="guessed">The token that there is, and whose secret was another one.</param>
    /// <returns>Whether there were not too many.</returns>
    public bool Count(HttpContext http, TokenKey? guessed = null)
    {
        if (!options.Value.Enabled)
            return true;
        var byAddress = (WindowLease)OfAddress(ClientAddress.Of(http)).AttemptAcquire();
        var byToken = guessed is { } token ? (WindowLease)Of(tokens, token).AttemptAcquire() : null;
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

    private WindowLimiter OfAddress(UInt128 address) =>
        addresses.TryGet(address, out var known) ? known
        : addresses.Count >= MostAddresses ? Of(addresses, Others)
        : Of(addresses, address);

    private WindowLimiter Of<TKey>(IdleCache<TKey, WindowLimiter> failures, TKey key)
        where TKey : notnull =>
        failures.GetOrAdd(
            key,
            static (_, set) => new WindowLimiter(set.options.Value.FailedAuthentication, Window, set.clock),
            (options, clock)
        );
}
