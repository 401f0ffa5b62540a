using System.Collections.Concurrent;
using System.Net;
using Hub.Errors;
using Microsoft.Extensions.Options;

namespace Hub.RateLimits;

/// <summary>
/// Slows down an address that keeps failing to authenticate: after too many failures in a minute, tokens that would have
/// to be looked up are not. Callers with a token in use go on undisturbed, though they share the address.
/// </summary>
internal sealed class FailureBrake(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private const int Crowd = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<IPAddress, WindowLimiter> failures = new();

    public Refused? Check(IPAddress address) =>
        options.Value.Enabled
        && failures.TryGetValue(address, out var limiter)
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

    public void Count(IPAddress address)
    {
        if (failures.Count >= Crowd)
            Sweep();
        failures
            .GetOrAdd(address, _ => new WindowLimiter(options.Value.FailedAuthentication, Window, clock))
            .AttemptAcquire();
    }

    private void Sweep()
    {
        foreach (var (address, limiter) in failures)
            if (limiter.IdleDuration is not null)
                failures.TryRemove(address, out _);
    }
}
