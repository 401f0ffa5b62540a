using System.Diagnostics;
using Hub.LocalCloud.ServiceBus;
using CosmosFault = Hub.LocalCloud.Cosmos.Faults.Fault;
using QueueFault = Hub.LocalCloud.ServiceBus.Fault;

namespace Hub.Reliability;

/// <summary>What came of hubs that were killed under load while their services misbehaved.</summary>
internal sealed record FleetReport(
    int Kills,
    int StoreFaults,
    int QueueFaults,
    int Acknowledged,
    int Owed,
    int Arrivals,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Renamed,
    int BadSignatures,
    int Repeats,
    TimeSpan Elapsed
);

/// <summary>
/// Three hubs take tickets at once and share the deliveries, while one after the other is killed and started again, Cosmos
/// DB splits its partitions, both services throttle and answers get lost; then they may finish, and everything that was acknowledged must have arrived.
/// </summary>
internal sealed class FleetRun(Fleet fleet, int kills, int seed)
{
    private const int WritesBetweenKills = 60;
    private const ServiceBusOperation Asked = ServiceBusOperation.AnySend | ServiceBusOperation.AnySettlement;
    private static readonly TimeSpan PauseWhenThrottled = TimeSpan.FromMilliseconds(5);

    private readonly Ledger ledger = new();
    private readonly Random random = new(seed);

    public async Task<FleetReport> Run()
    {
        var started = Stopwatch.GetTimestamp();
        await using var receiver = await FlakyReceiver.Start(ledger, Fleet.WaitLimit, seed);
        var clients = fleet.Hubs.Select(hub => hub.NewClient()).ToList();
        foreach (var dialect in FlakyReceiver.Names)
            await receiver.Subscribe(clients[0], dialect);

        using var stop = new CancellationTokenSource();
        var doors = fleet.Hubs.Select(_ => new Door()).ToList();
        var writers = clients.Select((client, index) => new TicketWriter(client, ledger, doors[index], index)).ToList();
        doors.ForEach(door => door.Unlock());
        var writing = Task.WhenAll(writers.Select(writer => writer.RunUntil(stop)));
        Misbehave();
        for (var kill = 1; kill <= kills && !stop.IsCancellationRequested; kill++)
        {
            await UntilMoreIsWritten(stop.Token);
            if (kill == kills / 2)
                fleet.SplitPartitions();
            var one = random.Next(fleet.Hubs.Count);
            doors[one].Shut();
            await fleet.Hubs[one].Kill();
            fleet.Hubs[one].Start();
            await fleet.Hubs[one].UntilListening();
            doors[one].Unlock();
        }
        await stop.CancelAsync();
        if (await Task.WhenAny(writing, Task.Delay(Fleet.WaitLimit)) != writing)
            throw new TimeoutException(
                $"Writers wait:\n{string.Join('\n', writers.Select(one => one.Last))}\n{Said()}"
            );
        await writing;
        fleet.Cosmos.Faults.Clear();
        fleet.ServiceBus.Faults.Clear();
        await UntilAllArrived();
        clients.ForEach(client => client.Dispose());
        return new FleetReport(
            kills,
            fleet.Cosmos.Faults.Struck,
            fleet.ServiceBus.Faults.Injected,
            ledger.Acknowledged,
            ledger.Acknowledged * FlakyReceiver.Names.Count,
            ledger.Arrivals,
            ledger.Missing(FlakyReceiver.Names),
            ledger.Renamed(),
            receiver.BadSignatures,
            ledger.Repeats().Count,
            Stopwatch.GetElapsedTime(started)
        );
    }

    /// <summary>
    /// Both services throttle, and the queue's answers get lost after it has done what it was asked. A busy queue is rare: a
    /// hub that is told so rests for ten seconds, and one answer in a hundred would keep all of them asleep.
    /// </summary>
    private void Misbehave()
    {
        fleet.Cosmos.Faults.Chance(0.02, CosmosFault.Throttled(PauseWhenThrottled));
        var queue = fleet.ServiceBus.Faults;
        queue.Randomly(Asked, QueueFault.Throttled, probability: 0.001, random.Next());
        queue.Randomly(Asked, QueueFault.InternalError, probability: 0.01, random.Next());
        queue.Randomly(
            ServiceBusOperation.AnySend | ServiceBusOperation.Complete,
            QueueFault.Dropped.AfterEffect(),
            probability: 0.01,
            random.Next()
        );
    }

    private async Task UntilAllArrived()
    {
        try
        {
            await ledger.Signal.Until(
                () => ledger.Missing(FlakyReceiver.Names).Count == 0,
                Fleet.WaitLimit,
                "acknowledged events have not arrived"
            );
        }
        catch (TimeoutException late)
        {
            var missing = ledger.Missing(FlakyReceiver.Names);
            throw new TimeoutException(
                $"{late.Message} {missing.Count} of {ledger.Acknowledged * FlakyReceiver.Names.Count} are missing: "
                    + $"{string.Join(", ", missing.Take(5).Concat(missing.TakeLast(5)))}\n"
                    + $"The queue: {fleet.Queued}\n{Said()}",
                late
            );
        }
    }

    private string Said() => string.Join("\n--\n", fleet.Hubs.Select(hub => hub.Output));

    private Task UntilMoreIsWritten(CancellationToken stop)
    {
        var until = ledger.Activity + random.Next(1, 2 * WritesBetweenKills);
        return ledger.Signal.Until(
            () => ledger.Activity >= until || stop.IsCancellationRequested,
            Fleet.WaitLimit,
            $"nothing is written, and the hubs say {Said()}"
        );
    }
}
