using System.Net;
using Hub.Delivery;
using Hub.Errors;
using Microsoft.Extensions.Options;

namespace Hub.RateLimits;

/// <summary>
/// Slows down an address that keeps failing to authenticate: after too many failures in a minute, tokens that would have
/// to be looked up are not. Callers with a token in use go on undisturbed, though they share the address.
/// </summary>
internal sealed class AuthenticationThrottle(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly IdleCache<IPAddress, WindowLimiter> failures = new(clock);

    /// <summary>Whether whoever asks has to wait; the answer that they are owed is then <see cref="RefusalOf"/>.</summary>
    public bool Holds(HttpContext http)
    {
        if (
            !options.Value.Enabled
            || !failures.TryGet(AddressOf(http), out var limiter)
            || limiter.AttemptAcquire(0) is not WindowLease { Remaining: 0 } lease
        )
            return false;
        http.Features.Set(
            new Refused(
                429,
                "too_many_failures",
                "Too many failed authentications from this address; wait and try again."
            )
            {
                RetryAfter = lease.Reset,
            }
        );
        return true;
    }

    public static Refused? RefusalOf(HttpContext http) => http.Features.Get<Refused>();

    public void Count(HttpContext http) =>
        failures
            .GetOrAdd(
                AddressOf(http),
                static (_, set) => new WindowLimiter(set.options.Value.FailedAuthentication, Window, set.clock),
                (options, clock)
            )
            .AttemptAcquire();

    private static IPAddress AddressOf(HttpContext http) => http.Connection.RemoteIpAddress ?? IPAddress.None;
}
