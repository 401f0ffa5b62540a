using Azure.Core.Pipeline;
using Hub.Delivery.Ports;
using Hub.LocalCloud.ServiceBus;
using Hub.Storage.Deliveries;
using Hub.Storage.ServiceBus;
using Hub.Storage.ServiceBus.Http;
using Hub.Storage.Sqlite.Log;
using Hub.Storage.Sqlite.Queue;
using Hub.Storage.Tests.Conformance;
using Hub.Storage.Tests.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>Documents and delivery log in a file, the queue in a local Service Bus.</summary>
internal sealed class ServiceBusEngine : IEngine
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SqliteEngine file;
    private readonly ITimer pace;
    private ServiceBusQueue queue = null!;
    private LivelyTime time = null!;
    private int receivesBefore;
    private Wire wire = null!;

    private ServiceBusEngine(ServiceBusHost host, SqliteEngine file)
    {
        this.file = file;
        Host = host;
        Open();
        pace = Time.CreateTimer(_ => SpinWait.SpinUntil(IsQuiet, Patience), null, Pace, Pace);
    }

    public ServiceBusHost Host { get; }

    /// <summary>The queue in the file, which commits write to.</summary>
    public SqliteQueue Outbox => (SqliteQueue)file.Queue;

    public ManualTime Time => file.Time;

    public IStore Store => file.Store;

    public IQueue Queue => queue;

    public IDeliveryStore Deliveries { get; private set; } = null!;

    public IEventFeed Feed => file.Feed;

    public IEventLog Log => file.Log;

    public bool KnowsLanes => false;

    public static async Task<IEngine> Start() => await Create();

    public static async Task<ServiceBusEngine> Create()
    {
        var file = SqliteEngine.Create();
        var queues = new Dictionary<string, QueueOptions>
        {
            [LocalQueue.Name] = new() { DuplicateWindow = TimeSpan.FromMinutes(10), MaxDeliveryCount = 2000 },
            [LocalQueue.DeadName] = new(),
        };
        return new ServiceBusEngine(await ServiceBusHost.Start(new() { Time = file.Time, Queues = queues }), file);
    }

    public async Task Restart()
    {
        await queue.DisposeAsync();
        await NobodyReceives();
        await file.Restart();
        Open();
    }

    public async Task Crash()
    {
        time.Die();
        wire.Cut();
        await NobodyReceives();
        await file.Crash();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        pace.Dispose();
        await queue.DisposeAsync();
        await Host.DisposeAsync();
        await file.DisposeAsync();
    }

    private int Receives => Host.Requests(ServiceBusOperation.PeekLock);

    private void Open()
    {
        receivesBefore = Receives;
        var options = new ServiceBusQueueOptions
        {
            ConnectionString = Host.ConnectionString,
            Receivers = 1,
            Prefetch = 1000,
        };
        (time, wire) = (new LivelyTime(Time), new Wire());
        var client = new ServiceBusClientOptions { Transport = new HttpClientTransport(wire) };
        var api = ServiceBusSetup.Connect(options, null, client, time);
        queue = new ServiceBusQueue(Options.Create(options), api, time, NullLogger<ServiceBusQueue>.Instance);
        Deliveries = new QueuedDeliveries(new SqliteDeliveryLog(file.File), queue, time);
    }

    /// <summary>
    /// The clock is not moved on over a hub that is busy with its network: its one receiver waits at the service, or
    /// nothing is under way and it waits for a time.
    /// </summary>
    private bool IsQuiet()
    {
        var polls = Host.Counts(LocalQueue.Name).WaitingReceivers;
        return wire.UnderWay == polls && (polls > 0 || time.IsAwaited || Receives == receivesBefore);
    }

    private Task<QueueCounts> NobodyReceives() =>
        Host.WaitUntil(LocalQueue.Name, counts => counts.WaitingReceivers == 0);
}
