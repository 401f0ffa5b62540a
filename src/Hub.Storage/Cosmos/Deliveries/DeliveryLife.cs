using Hub.Delivery;
using Hub.Delivery.Deliveries;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Cosmos.Deliveries;

/// <summary>
/// How long a delivery stays after it was written: until it is as old as the log is kept. One that still wants an attempt
/// stays that long after it.
/// </summary>
internal sealed class DeliveryLife(IOptions<DeliveryOptions> options, TimeProvider time)
{
    private const int Least = 3600;

    public int Seconds(DeliveryRecord delivery)
    {
        var from = delivery.NextAttemptAt is { } next && next > delivery.CreatedAt ? next : delivery.CreatedAt;
        var left = from + TimeSpan.FromDays(options.Value.RetentionDays) - time.GetUtcNow();
        return (int)Math.Clamp(left.TotalSeconds, Least, int.MaxValue);
    }
}
