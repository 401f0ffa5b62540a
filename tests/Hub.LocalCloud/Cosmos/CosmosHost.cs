using System.Net;
using Hub.LocalCloud.Cosmos.Faults;
using Hub.LocalCloud.Cosmos.Gateway;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos;

/// <summary>
/// Azure Cosmos DB's gateway on a loopback socket, enough of it for the unmodified SDK in gateway mode. Everything is in
/// memory and gone when the host is disposed.
/// </summary>
public sealed class CosmosHost : IAsyncDisposable
{
    private readonly Account account;
    private readonly WebApplication app;

    private CosmosHost(
        WebApplication app,
        Account account,
        CosmosHostOptions options,
        FaultPlan faults,
        RequestUnits units
    )
    {
        this.app = app;
        this.account = account;
        Key = options.Key;
        Faults = faults;
        RequestUnits = units;
        Endpoint = new Uri(app.Urls.First());
    }

    /// <summary>What a client is created with; it must use gateway mode and be limited to this endpoint.</summary>
    public Uri Endpoint { get; }

    /// <summary>The master key, in base64.</summary>
    public string Key { get; }

    public string ConnectionString => $"AccountEndpoint={Endpoint};AccountKey={Key};";

    /// <summary>What shall go wrong.</summary>
    public FaultPlan Faults { get; }

    /// <summary>What all requests so far were charged.</summary>
    public RequestUnits RequestUnits { get; }

    public static async Task<CosmosHost> Start(
        CosmosHostOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new CosmosHostOptions();
        var account = new Account();
        var faults = new FaultPlan();
        var units = new RequestUnits();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        var app = builder.Build();
        app.Run(new GatewayEndpoint(account, options, faults, units).Handle);
        await app.StartAsync(cancellation);
        return new CosmosHost(app, account, options, faults, units);
    }

    /// <summary>The ids of a container's physical partitions, in the order of their keys.</summary>
    public IReadOnlyList<string> Partitions(string database, string container) =>
        [.. Find(database, container).Ranges.Ranges.Select(range => range.Id)];

    /// <summary>Parts one physical partition into two; requests to it are answered 410 from then on.</summary>
    public void Split(string database, string container, string partition) =>
        Find(database, container).Split(partition);

    /// <summary>Completes when the process is asked to end.</summary>
    public Task Shutdown() => app.WaitForShutdownAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Container Find(string database, string container) =>
        account.Find(database)?.Find(container)
        ?? throw new ArgumentException($"There is no container {database}/{container}.", nameof(container));
}
