using Hub.Delivery.Deliveries;
using Hub.Delivery.Telemetry;
using Hub.Ports.Store;
using Microsoft.Extensions.Hosting;

namespace Hub.Delivery.Relaying;

/// <summary>Turns committed events into deliveries on the queue, in order and at least once.</summary>
public sealed class Relay(
    IEventFeed feed,
    FanOut fanOut,
    IDeliveryStore deliveries,
    OutageLog outages,
    TimeProvider time
) : BackgroundService
{
    private static readonly TimeSpan PauseAfterOutage = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await feed.Run(Hand, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (IOException outage)
            {
                // The store is away; the feed still has the batch.
                outages.Note("The relay waits for the store", outage);
                await Task.Delay(PauseAfterOutage, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Hand(IReadOnlyList<CommittedEvent> events, CancellationToken cancellation)
    {
        await foreach (var some in fanOut.Match(events, cancellation))
            await deliveries.Schedule(some, cancellation);
        HubMetrics.Relayed(time.GetUtcNow() - events[0].Event.At);
    }
}
