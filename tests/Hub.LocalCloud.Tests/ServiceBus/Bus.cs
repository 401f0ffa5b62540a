using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

/// <summary>A running host with one queue and a clock that stands still, and the official client for it.</summary>
internal sealed class Bus : IAsyncDisposable
{
    public const string Queue = "deliveries";

    public static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    private Bus(ServiceBusHost host, ManualTime time)
    {
        Host = host;
        Time = time;
        Client = Connect();
        Sender = Client.CreateSender(Queue);
        Receiver = Client.CreateReceiver(Queue);
        DeadLetters = Client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
    }

    public ServiceBusHost Host { get; }

    public ManualTime Time { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public ServiceBusClient Client { get; }

    public ServiceBusSender Sender { get; }

    public ServiceBusReceiver Receiver { get; }

    public ServiceBusReceiver DeadLetters { get; }

    public QueueCounts Counts => Host.Counts(Queue);

    public static async Task<Bus> Start(QueueOptions? queue = null, ServiceBusOptions? options = null)
    {
        var time = new ManualTime();
        var host = await ServiceBusHost.Start(
            (options ?? new()) with
            {
                Time = time,
                Queues = new Dictionary<string, QueueOptions> { [Queue] = queue ?? new() },
            }
        );
        return new Bus(host, time);
    }

    public ServiceBusClient Connect(Action<ServiceBusClientOptions>? configure = null, string? connectionString = null)
    {
        var options = new ServiceBusClientOptions
        {
            RetryOptions = new()
            {
                Delay = TimeSpan.FromMilliseconds(1),
                MaxRetries = 0,
                TryTimeout = TimeSpan.FromSeconds(20),
            },
        };
        configure?.Invoke(options);
        return new ServiceBusClient(connectionString ?? Host.ConnectionString, options);
    }

    public ServiceBusAdministrationClient Administration() => new(Host.ConnectionString);

    public Task Send(string body, string? id = null) =>
        Sender.SendMessageAsync(id is null ? new(body) : new(body) { MessageId = id });

    public async Task<ServiceBusReceivedMessage> Receive(ServiceBusReceiver? receiver = null) =>
        await (receiver ?? Receiver).ReceiveMessageAsync(WaitLimit)
        ?? throw new InvalidOperationException("There is no message.");

    public Task<QueueCounts> Until(Func<QueueCounts, bool> condition) =>
        Host.WaitUntil(Queue, condition).WaitAsync(WaitLimit);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Host.DisposeAsync();
    }
}
