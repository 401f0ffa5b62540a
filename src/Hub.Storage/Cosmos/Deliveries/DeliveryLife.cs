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
        var now = time.GetUtcNow();
        var left = From(delivery, now) + TimeSpan.FromDays(options.Value.RetentionDays) - now;
        return (int)Math.Clamp(left.TotalSeconds, Least, int.MaxValue);
    }

    private static DateTimeOffset From(DeliveryRecord delivery, DateTimeOffset now) =>
        delivery.Status is not (DeliveryStatus.Pending or DeliveryStatus.Retrying) ? delivery.CreatedAt
        : delivery.NextAttemptAt is { } next && next > now ? next
        : now;
}
