using Hub.Delivery.Deliveries;
using Hub.Domain.Organizations;
using Hub.LocalCloud.Cosmos;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Usage;
using Hub.Storage.Deliveries;
using Hub.Storage.Tests.Conformance;
using Hub.Storage.Tests.Sqlite;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>The scale-out store, with a queue beside it that is somewhere else: in a file, as the least a test can do.</summary>
internal sealed class CosmosEngine : IEngine
{
    private readonly SqliteEngine file;
    private readonly List<CosmosHub> hubs = [];
    private readonly CosmosHost host;
    private CosmosHub hub;
    private bool relays;
    private CancellationTokenSource stop = new();
    private Task relay = Task.CompletedTask;

    private CosmosEngine(CosmosHost host, SqliteEngine file)
    {
        (this.host, this.file) = (host, file);
        hub = NewHub();
    }

    public ManualTime Time => file.Time;

    public IStore Store => hub.Store;

    public IQueue Queue => file.Queue;

    public IDeliveryStore Deliveries => new QueuedDeliveries(hub.Deliveries, file.Queue, new(Log), Time);

    public IEventFeed Feed => hub.Feed;

    public IEventLog Log => hub.Events;

    public static async Task<IEngine> Start()
    {
        LocalPlanner.Use();
        var file = SqliteEngine.Create();
        return new CosmosEngine(await CosmosHost.Start(new() { Clock = new ServiceTime(file.Time) }), file);
    }

    /// <summary>Timers come to the queue with the relay, which runs in every hub.</summary>
    public static async Task<IEngine> StartWithRelay()
    {
        var engine = (CosmosEngine)await Start();
        engine.relays = true;
        engine.Relay();
        return engine;
    }

    public async Task<long> CountBytes(OrganizationId organization) =>
        (await new UsageCount(hub.Account).Of(organization, default)).BytesAt(Time.GetUtcNow());

    public async Task Restart()
    {
        await StopRelay();
        await hub.DisposeAsync();
        hubs.Remove(hub);
        await file.Restart();
        hub = NewHub();
        Relay();
    }

    public async Task Crash()
    {
        await StopRelay();
        await file.Crash();
        hub = NewHub();
        Relay();
    }

    public async ValueTask DisposeAsync()
    {
        await StopRelay();
        foreach (var one in hubs)
            await one.DisposeAsync();
        await host.DisposeAsync();
        await file.DisposeAsync();
    }

    private void Relay()
    {
        stop = new CancellationTokenSource();
        relay = relays ? hub.Feed.Run(static (_, _) => Task.CompletedTask, stop.Token) : Task.CompletedTask;
    }

    private async Task StopRelay()
    {
        await stop.CancelAsync();
        await relay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private CosmosHub NewHub()
    {
        var created = new CosmosHub(LocalCosmos.OptionsFor(host), new TestersHand(Time), file.Queue);
        hubs.Add(created);
        return created;
    }

    /// <summary>The service's clock, which goes on when the hub's is set.</summary>
    private sealed class ServiceTime(TimeProvider hub) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(hub.GetTimestamp(), TimeSpan.Zero);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            hub.CreateTimer(callback, state, dueTime, period);
    }

    /// <summary>The test's time of day, but waits that end by themselves: those for a service are not the test's business.</summary>
    private sealed class TestersHand(TimeProvider time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();
    }
}
