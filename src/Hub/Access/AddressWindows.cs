using Hub.Delivery;
using Hub.RateLimits;

namespace Hub.Access;

/// <summary>A minute's allowance of each client address.</summary>
internal sealed class AddressWindows(int permits, TimeProvider clock)
{
    /// <summary>Addresses remembered one by one; further ones share what is left, so that nobody fills the memory with them.</summary>
    private const int MostAddresses = 100_000;

    private static readonly UInt128 Others = UInt128.MaxValue;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly IdleCache<UInt128, WindowLimiter> addresses = new(clock);

    public WindowLease Take(HttpContext http)
    {
        var address = ClientAddress.Of(http);
        if (!addresses.TryGet(address, out var limiter))
            limiter = addresses.GetOrAdd(
                addresses.Count >= MostAddresses ? Others : address,
                static (_, set) => new WindowLimiter(set.permits, Window, set.clock),
                (permits, clock)
            );
        return (WindowLease)limiter.AttemptAcquire();
    }
}
