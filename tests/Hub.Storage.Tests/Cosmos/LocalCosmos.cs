using Hub.LocalCloud.Cosmos;
using Hub.Ports.Store;
using Hub.Storage.Cosmos;
using Hub.Storage.Cosmos.Account;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>A local Cosmos DB, and hubs that use it: each with a client of its own, as if it were another process.</summary>
public sealed class LocalCosmos : IAsyncDisposable
{
    public static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    private readonly List<CosmosHub> hubs = [];
    private readonly TimeProvider clock;
    private readonly Action<CosmosOptions>? configure;

    private LocalCosmos(CosmosHost host, TimeProvider clock, Action<CosmosOptions>? configure)
    {
        Host = host;
        this.clock = clock;
        this.configure = configure;
        Hub = NewHub();
    }

    public CosmosHost Host { get; }

    internal CosmosHub Hub { get; }

    internal IStore Store => Hub.Store;

    internal static async Task<LocalCosmos> Start(
        TimeProvider? clock = null,
        Action<CosmosOptions>? configure = null,
        int partitions = 3
    )
    {
        LocalPlanner.Use();
        clock ??= TimeProvider.System;
        var host = await CosmosHost.Start(new() { Clock = clock, PartitionsPerContainer = partitions });
        return new LocalCosmos(host, clock, configure);
    }

    internal CosmosOptions Options
    {
        get
        {
            var options = OptionsFor(Host);
            configure?.Invoke(options);
            return options;
        }
    }

    internal static CosmosOptions OptionsFor(CosmosHost host) =>
        new()
        {
            ConnectionString = host.ConnectionString,
            RetryDelay = TimeSpan.FromMilliseconds(2),
            FeedInterval = TimeSpan.FromMilliseconds(20),
            FeedLease = TimeSpan.FromSeconds(2),
            WatchInterval = TimeSpan.FromMilliseconds(50),
        };

    internal CosmosHub NewHub()
    {
        var hub = new CosmosHub(Options, clock);
        hubs.Add(hub);
        return hub;
    }

    internal CosmosClient NewClient() =>
        new(
            Host.ConnectionString,
            new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true }
        );

    public void SplitAll(string container = ContainerLayout.Core)
    {
        foreach (var partition in Host.Partitions("hub", container))
            Host.Split("hub", container, partition);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in hubs)
            await hub.DisposeAsync();
        await Host.DisposeAsync();
    }
}
