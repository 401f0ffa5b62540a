using Hub.Delivery.Deliveries;
using Hub.Delivery.Events;
using Hub.LocalCloud.ServiceBus;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Deliveries;
using Hub.Storage.ServiceBus;
using Hub.Storage.ServiceBus.Amqp;
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
    private readonly SqliteEngine file;
    private ServiceBusQueue queue = null!;
    private LivelyTime time = null!;
    private AmqpQueue amqp = null!;

    private ServiceBusEngine(ServiceBusHost host, SqliteEngine file)
    {
        this.file = file;
        Host = host;
        Open();
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

    /// <summary>What a hub has at hand of events; gone with it.</summary>
    public EventCache Events { get; private set; } = null!;

    public static async Task<IEngine> Start() => await Create();

    public static async Task<ServiceBusEngine> Create()
    {
        var file = SqliteEngine.Create();
        var queues = new Dictionary<string, QueueOptions> { [LocalQueue.Name] = LocalQueue.Usual };
        return new ServiceBusEngine(await ServiceBusHost.Start(new() { Time = file.Time, Queues = queues }), file);
    }

    public Task<long> CountBytes(Domain.Organizations.OrganizationId organization) => file.CountBytes(organization);

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
        await amqp.DisposeAsync();
        await NobodyReceives();
        await file.Crash();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        await Host.DisposeAsync();
        await file.DisposeAsync();
    }

    private void Open()
    {
        var options = new ServiceBusQueueOptions { ConnectionString = Host.ConnectionString, Prefetch = 1000 };
        time = new LivelyTime(Time);
        amqp = ServiceBusSetup.Connect(options, null, new(), time);
        queue = new ServiceBusQueue(Options.Create(options), amqp, time, NullLogger<ServiceBusQueue>.Instance);
        Events = new EventCache(Log);
        Deliveries = new QueuedDeliveries(new SqliteDeliveryLog(file.File), queue, Events, time);
    }

    private Task<QueueCounts> NobodyReceives() =>
        Host.WaitUntil(LocalQueue.Name, counts => counts.WaitingReceivers == 0);
}
