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

    public Refused? Check(IPAddress address) =>
        options.Value.Enabled
        && failures.TryGet(address, out var limiter)
        && limiter.AttemptAcquire(0) is WindowLease { Remaining: 0 } lease
            ? new Refused(
                429,
                "too_many_failures",
                "Too many failed authentications from this address; wait and try again."
            )
            {
                RetryAfter = lease.Reset,
            }
            : null;

    public void Count(IPAddress address) =>
        failures
            .GetOrAdd(
                address,
                static (_, set) => new WindowLimiter(set.options.Value.FailedAuthentication, Window, set.clock),
                (options, clock)
            )
            .AttemptAcquire();
}
