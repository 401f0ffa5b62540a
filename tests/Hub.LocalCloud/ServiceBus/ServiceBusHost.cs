using System.Net;
using Hub.LocalCloud.ServiceBus.Queues;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>
/// A Service Bus namespace on a loopback port: its HTTPS runtime API, spoken over plain HTTP, with state in memory,
/// a clock that the caller chooses and faults on demand.
/// </summary>
public sealed class ServiceBusHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ServiceBusNamespace bus;

    private ServiceBusHost(WebApplication app, ServiceBusNamespace bus)
    {
        this.app = app;
        this.bus = bus;
        Endpoint = new Uri(app.Urls.Single());
    }

    /// <summary>The namespace's address: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Endpoint { get; }

    public string ConnectionString =>
        $"Endpoint={Endpoint};SharedAccessKeyName={bus.Options.KeyName};SharedAccessKey={bus.Options.Key}";

    public Faults Faults => bus.Faults;

    public static async Task<ServiceBusHost> Start(
        ServiceBusOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var bus = new ServiceBusNamespace(options ?? new ServiceBusOptions());
        foreach (var (name, settings) in bus.Options.Queues)
        {
            bus.Create(name, settings);
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, bus.Options.Port));
        builder.Services.AddRoutingCore().AddSingleton(bus.Options.Time);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        var app = builder.Build();
        app.MapServiceBus(bus);
        await app.StartAsync(cancellationToken);
        return new ServiceBusHost(app, bus);
    }

    public void CreateQueue(string name, QueueOptions? options = null) => bus.Create(name, options ?? new());

    public QueueCounts Counts(string queue) => Queue(queue).Counts();

    /// <summary>Waits, without polling, until the queue's counts meet a condition.</summary>
    public Task<QueueCounts> WaitUntil(
        string queue,
        Func<QueueCounts, bool> condition,
        CancellationToken cancellationToken = default
    ) => Queue(queue).WaitUntil(condition).WaitAsync(cancellationToken);

    /// <summary>How many requests came for these operations, refused and faulty ones included.</summary>
    public int Requests(ServiceBusOperation operations = ServiceBusOperation.Any) => bus.Requests.Of(operations);

    /// <summary>Runs until the process is told to end.</summary>
    public Task WaitForShutdown(CancellationToken cancellationToken = default) =>
        app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        bus.Stop();
        await app.StopAsync();
        await app.DisposeAsync();
        bus.Dispose();
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        // The host's own limits must answer first, not the server's.
        kestrel.Limits.MaxRequestHeadersTotalSize = 512 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 2000;
        kestrel.Limits.MaxRequestBufferSize = 2 * 1024 * 1024;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private QueueEntity Queue(string name) =>
        bus.Find(name) ?? throw new ArgumentException($"There is no queue '{name}'.", nameof(name));
}
