using System.Text;
using Azure.Core;
using Azure.Messaging.ServiceBus;
using Hub.LocalCloud;
using Hub.LocalCloud.ServiceBus;
using Hub.Ports.Queue;
using Hub.Storage.ServiceBus;
using Hub.Storage.ServiceBus.Amqp;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>A local Service Bus with the hub's queue and a clock that stands still, and hubs that use it.</summary>
internal sealed class LocalQueue : IAsyncDisposable
{
    public const string Name = "deliveries";

    public static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    public static readonly QueueOptions Usual = new()
    {
        DuplicateWindow = TimeSpan.FromMinutes(10),
        MaxDeliveryCount = 2000,
    };

    private readonly Dictionary<ServiceBusQueue, AmqpQueue> hubs = [];

    private LocalQueue(ServiceBusHost host, ManualTime time, Action<ServiceBusQueueOptions>? configure)
    {
        Host = host;
        Time = new WatchedTime(time);
        Configure = configure;
        Queue = NewHub();
    }

    public ServiceBusHost Host { get; }

    public WatchedTime Time { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public ServiceBusQueue Queue { get; }

    public QueueCounts Counts => Host.Counts(Name);

    private Action<ServiceBusQueueOptions>? Configure { get; }

    /// <param name="access">Who is let in, and how, if not with the usual key in plain text.</param>
    public static async Task<LocalQueue> Start(
        QueueOptions? queue = null,
        Action<ServiceBusQueueOptions>? configure = null,
        ServiceBusOptions? access = null
    )
    {
        var time = new ManualTime();
        var queues = new Dictionary<string, QueueOptions> { [Name] = queue ?? Usual };
        var host = await ServiceBusHost.Start((access ?? new()) with { Time = time, Queues = queues });
        return new LocalQueue(host, time, configure);
    }

    /// <summary>Another hub on the same queue.</summary>
    public ServiceBusQueue NewHub(TokenCredential? identity = null, ServiceBusClientOptions? client = null)
    {
        var options = new ServiceBusQueueOptions { ConnectionString = Host.ConnectionString };
        Configure?.Invoke(options);
        var amqp = ServiceBusSetup.Connect(options, identity, client ?? new(), Time);
        var hub = new ServiceBusQueue(Options.Create(options), amqp, Time, NullLogger<ServiceBusQueue>.Instance);
        hubs.Add(hub, amqp);
        return hub;
    }

    /// <summary>The SDK itself, to send what a hub would not.</summary>
    public ServiceBusClient NewClient() => new(Host.ConnectionString);

    public QueueMessage Message(string id, string lane = "lane", DateTimeOffset? due = null, string body = "{}") =>
        new(id, lane, due ?? Now, Encoding.UTF8.GetBytes(body));

    public Task Enqueue(params QueueMessage[] messages) => Queue.Enqueue(messages, CancellationToken.None);

    public async Task<LeasedMessage> Lease(ServiceBusQueue? hub = null) => Assert.Single(await LeaseSome(1, null, hub));

    public Task<IReadOnlyList<LeasedMessage>> LeaseSome(
        int max,
        Func<string, LaneRoom>? room = null,
        ServiceBusQueue? hub = null
    ) => (hub ?? Queue).Lease(max, TimeSpan.FromMinutes(2), room, CancellationToken.None).WaitAsync(WaitLimit);

    public Task<QueueCounts> Until(Func<QueueCounts, bool> condition) =>
        Host.WaitUntil(Name, condition).WaitAsync(WaitLimit);

    /// <summary>Until the service was asked so often.</summary>
    public Task Asked(ServiceBusOperation operations, int count = 1) =>
        Host.WaitForRequests(operations, count).WaitAsync(WaitLimit);

    public Task<bool> Complete(LeasedMessage message, ServiceBusQueue? hub = null) =>
        (hub ?? Queue).Complete(message, CancellationToken.None);

    public Task<bool> Retry(LeasedMessage message, TimeSpan after) =>
        Queue.RetryAt(message, Now + after, CancellationToken.None);

    /// <summary>A hub stops without a word, and the locks that it had run out.</summary>
    public async Task Crash(ServiceBusQueue hub)
    {
        hubs.Remove(hub, out var amqp);
        await amqp!.DisposeAsync();
        await Until(counts => counts.WaitingReceivers == 0);
        Time.Advance(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in hubs.Keys)
            await hub.DisposeAsync();
        await Host.DisposeAsync();
    }
}
