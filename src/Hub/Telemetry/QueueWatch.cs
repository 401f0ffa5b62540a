using System.Diagnostics.Metrics;
using Hub.Delivery;
using Hub.Delivery.Telemetry;
using Hub.Ports.Queue;
using Microsoft.Extensions.Options;

namespace Hub.Telemetry;

/// <summary>Measures how much waits on the queue, and for how long the oldest has waited.</summary>
internal sealed class QueueWatch(
    IQueue queue,
    IOptions<TelemetryOptions> options,
    BackgroundLoops loops,
    TimeProvider time
) : BackgroundService
{
    private const string Loop = "queue_watch";
    private const string OnOutage = "The queue's depth cannot be read";

    private QueueDepth depth = new(0, 0, 0, 0, null);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var meter = HubMetrics.Meter;
        meter.CreateObservableGauge("hub.queue.depth", Depths, "{message}", "Messages on the queue by state.");
        meter.CreateObservableGauge("hub.queue.age", Age, "s", "How long the oldest due message has waited.");
        await loops.Once(Loop, OnOutage, Look, stoppingToken);
        await loops.Every(options.Value.QueueInterval, Loop, OnOutage, Look, stoppingToken);
    }

    private async Task Look(CancellationToken stopping) => depth = await queue.Depth(stopping);

    private IEnumerable<Measurement<long>> Depths()
    {
        var seen = depth;
        yield return new(seen.Ready, new KeyValuePair<string, object?>("state", "ready"));
        yield return new(seen.Scheduled, new KeyValuePair<string, object?>("state", "scheduled"));
        yield return new(seen.Leased, new KeyValuePair<string, object?>("state", "leased"));
        yield return new(seen.Dead, new KeyValuePair<string, object?>("state", "dead"));
    }

    private double Age() => depth.OldestDue is { } oldest ? Math.Max(0, (time.GetUtcNow() - oldest).TotalSeconds) : 0;
}
