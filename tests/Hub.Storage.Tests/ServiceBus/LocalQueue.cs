using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Hub.LocalCloud;
using Hub.LocalCloud.ServiceBus;
using Hub.Ports.Queue;
using Hub.Storage.ServiceBus;
using Hub.Storage.ServiceBus.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>A local Service Bus with the hub's queues and a clock that stands still, and hubs that use it.</summary>
internal sealed class LocalQueue : IAsyncDisposable
{
    public const string Name = "deliveries";
    public const string DeadName = "deliveries-dead";

    public static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);

    private static readonly QueueOptions Usual = new()
    {
        DuplicateWindow = TimeSpan.FromMinutes(10),
        MaxDeliveryCount = 2000,
    };

    private readonly List<ServiceBusQueue> hubs = [];
    private readonly Wire wire;

    private LocalQueue(ServiceBusHost host, ManualTime time, Action<ServiceBusQueueOptions>? configure)
    {
        Host = host;
        Time = new WatchedTime(time);
        Configure = configure;
        (Queue, wire) = NewHub();
    }

    public ServiceBusHost Host { get; }

    public WatchedTime Time { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public ServiceBusQueue Queue { get; }

    public Wire Wire => wire;

    public QueueCounts Counts => Host.Counts(Name);

    private Action<ServiceBusQueueOptions>? Configure { get; }

    public static async Task<LocalQueue> Start(
        QueueOptions? queue = null,
        Action<ServiceBusQueueOptions>? configure = null,
        string? bearer = null
    )
    {
        var time = new ManualTime();
        var host = await ServiceBusHost.Start(
            new()
            {
                Time = time,
                BearerToken = bearer,
                Queues = new Dictionary<string, QueueOptions> { [Name] = queue ?? Usual, [DeadName] = new() },
            }
        );
        return new LocalQueue(host, time, configure);
    }

    /// <summary>Another hub on the same queue.</summary>
    public (ServiceBusQueue Queue, Wire Wire) NewHub(TokenCredential? identity = null)
    {
        var options = new ServiceBusQueueOptions { ConnectionString = Host.ConnectionString, Receivers = 1 };
        Configure?.Invoke(options);
        var network = new Wire();
        var client = new ServiceBusClientOptions { Transport = new HttpClientTransport(network) };
        var api = ServiceBusSetup.Connect(options, identity, client, Time);
        var hub = new ServiceBusQueue(Options.Create(options), api, Time, NullLogger<ServiceBusQueue>.Instance);
        hubs.Add(hub);
        return (hub, network);
    }

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

    public Task<bool> Complete(LeasedMessage message, ServiceBusQueue? hub = null) =>
        (hub ?? Queue).Complete(message, CancellationToken.None);

    public Task<bool> Retry(LeasedMessage message, TimeSpan after) =>
        Queue.RetryAt(message, Now + after, CancellationToken.None);

    /// <summary>A hub stops without a word, and the locks that it had run out.</summary>
    public async Task Crash(Wire hub)
    {
        hub.Cut();
        await Until(counts => counts.WaitingReceivers == 0);
        Time.Advance(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in hubs)
            await hub.DisposeAsync();
        await Host.DisposeAsync();
    }
}
