using Hub.Delivery.Deliveries;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Delivery.Retention;

/// <summary>Forgets deliveries and events after the days that they are kept, a bite at a time.</summary>
public sealed partial class RetentionPurge(
    IDeliveryStore deliveries,
    IOptions<DeliveryOptions> options,
    BackgroundLoops loops,
    TimeProvider time,
    ILogger<RetentionPurge> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(
            Interval,
            "retention",
            "Old deliveries are not purged; the next round tries again",
            Purge,
            stoppingToken
        );

    private async Task Purge(CancellationToken stopping)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(options.Value.RetentionDays);
        var removed = 0;
        while (await deliveries.Purge(before, stopping) is > 0 and var bite)
            removed += bite;
        if (removed > 0)
            Log.Purged(logger, removed, before);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Forgot {Count} deliveries and events from before {Before}")]
        public static partial void Purged(ILogger logger, int count, DateTimeOffset before);
    }
}
