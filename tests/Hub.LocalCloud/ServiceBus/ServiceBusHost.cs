using System.Net;
using Hub.LocalCloud.ServiceBus.Administration;
using Hub.LocalCloud.ServiceBus.Links;
using Hub.LocalCloud.ServiceBus.Listening;
using Hub.LocalCloud.ServiceBus.Queues;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>
/// A Service Bus namespace on one loopback port: AMQP, AMQP over WebSockets and the administration API, with state in
/// memory, a clock that the caller chooses and faults on demand.
/// </summary>
public sealed class ServiceBusHost : IAsyncDisposable
{
    private readonly ServiceBusNamespace bus;
    private readonly AmqpServer server;
    private WebApplication app;

    private ServiceBusHost(WebApplication app, AmqpServer server, ServiceBusNamespace bus)
    {
        (this.app, this.server, this.bus) = (app, server, bus);
        Endpoint = new Uri($"http://127.0.0.1:{new Uri(app.Urls.Single()).Port}/");
    }

    /// <summary>Where the administration API is: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>For plain text.</summary>
    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{Endpoint.Port};SharedAccessKeyName={bus.Options.KeyName};"
        + $"SharedAccessKey={bus.Options.Key};UseDevelopmentEmulator=true";

    public Faults Faults => bus.Faults;

    /// <summary>How many AMQP connections are open.</summary>
    public int Connections => server.Peers.Count;

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

        var server = new AmqpServer(bus);
        return new ServiceBusHost(await Listen(bus, server, bus.Options.Port, cancellationToken), server, bus);
    }

    public void CreateQueue(string name, QueueOptions? options = null) => bus.Create(name, options ?? new());

    public QueueCounts Counts(string queue) => Queue(queue).Counts();

    /// <summary>Waits, without polling, until the queue's counts meet a condition.</summary>
    public Task<QueueCounts> WaitUntil(
        string queue,
        Func<QueueCounts, bool> condition,
        CancellationToken cancellationToken = default
    ) => Queue(queue).WaitUntil(condition).WaitAsync(cancellationToken);

    /// <summary>How often these operations were asked for, refused and faulty ones included.</summary>
    public int Requests(ServiceBusOperation operations = ServiceBusOperation.Any) => bus.Requests.Of(operations);

    /// <summary>Waits, without polling, until these operations have been asked for so often.</summary>
    public Task WaitForRequests(
        ServiceBusOperation operations,
        int count,
        CancellationToken cancellationToken = default
    ) => bus.Requests.WaitFor(operations, count).WaitAsync(cancellationToken);

    /// <summary>Waits, without polling, until so many AMQP connections are open.</summary>
    public Task WaitForConnections(int count, CancellationToken cancellationToken = default) =>
        server.Peers.WaitFor(count).WaitAsync(cancellationToken);

    /// <summary>
    /// Breaks every open connection, or every link and session of a sender or receiver, now: reset, closed, ended or
    /// detached, as the fault says.
    /// </summary>
    public void Strike(Fault fault) => server.Peers.Strike(fault);

    /// <summary>Resets every connection and listens no more; what the queues hold, stays.</summary>
    public async Task GoAway()
    {
        bus.GoAway();
        Strike(Fault.Dropped);
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Listens again, on the same port.</summary>
    public async Task ComeBack() => app = await Listen(bus, server, Endpoint.Port, CancellationToken.None);

    /// <summary>Runs until the process is told to end.</summary>
    public Task WaitForShutdown(CancellationToken cancellationToken = default) =>
        app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await GoAway();
        bus.Dispose();
    }

    private static async Task<WebApplication> Listen(
        ServiceBusNamespace bus,
        AmqpServer server,
        int port,
        CancellationToken cancellationToken
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseFirstBytes(bus.Options.Certificate, server.Serve);
            });
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        var app = builder.Build();
        app.UseWebSockets();
        app.UseRouting();
        app.MapWebSockets(server);
        app.MapAdministration(bus);
        await app.StartAsync(cancellationToken);
        return app;
    }

    private QueueEntity Queue(string name) =>
        bus.Find(name) ?? throw new ArgumentException($"There is no queue '{name}'.", nameof(name));
}
