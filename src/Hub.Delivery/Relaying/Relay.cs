using Hub.Delivery.Deliveries;
using Hub.Delivery.SettingAside;
using Hub.Delivery.Telemetry;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Microsoft.Extensions.Hosting;

namespace Hub.Delivery.Relaying;

/// <summary>Turns committed events into deliveries on the queue, in order and at least once.</summary>
public sealed class Relay(
    IEventFeed feed,
    FanOut fanOut,
    IDeliveryStore deliveries,
    IQueue queue,
    BackgroundLoops loops,
    SetAside setAside,
    FeedHealth health,
    TimeProvider time
) : BackgroundService
{
    // The store may be away; the feed still has the batch.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Run(
            "relay",
            "The relay waits for the store",
            cancellation => feed.Run(Hand, cancellation),
            stoppingToken
        );

    private async Task Hand(IReadOnlyList<CommittedEvent> events, CancellationToken cancellation)
    {
        try
        {
            await FanOutAll(events, cancellation);
        }
        catch (Exception bug) when (bug is not (IOException or OperationCanceledException))
        {
            await HandEach(events, cancellation);
        }
        HubMetrics.Relayed(time.GetUtcNow() - events[0].Event.At);
    }

    private async Task FanOutAll(IReadOnlyList<CommittedEvent> events, CancellationToken cancellation)
    {
        await foreach (var some in fanOut.Match(events, cancellation))
        {
            await deliveries.Schedule(some.Deliveries, cancellation);
            if (some.Later.Count > 0)
                await queue.Enqueue(some.Later, cancellation);
            health.Progressed();
        }
    }

    /// <summary>One of them cannot be dealt with: the others go on, and a delivery that was made is not made twice.</summary>
    private async Task HandEach(IReadOnlyList<CommittedEvent> events, CancellationToken cancellation)
    {
        foreach (var one in events)
            try
            {
                await FanOutAll([one], cancellation);
            }
            catch (Exception bug) when (bug is not (IOException or OperationCanceledException))
            {
                var place = $"{one.Event.Partition}/{one.Event.Id}";
                await setAside.Keep(one.Event.Organization, SetAsideSorts.Event, place, bug, cancellation);
            }
    }
}
