using Hub.LocalCloud.Cosmos;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Time.Testing;

namespace Hub.LocalCloud.Tests.Cosmos;

/// <summary>A host with the containers of the hub, and a client of the unmodified SDK.</summary>
public sealed class CosmosFixture : IAsyncLifetime
{
    private CosmosHost? host;
    private CosmosClient? client;

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));

    public CosmosHost Host => host!;

    public CosmosClient Client => client!;

    public Container Core { get; private set; } = null!;

    public Container Deliveries { get; private set; } = null!;

    public Container Leases { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        host = await CosmosHost.Start(new CosmosHostOptions { Clock = Clock });
        client = Connect();
        Database database = await client.CreateDatabaseIfNotExistsAsync("hub");
        var core = new ContainerProperties("core", ["/organizationId", "/partition"]) { DefaultTimeToLive = -1 };
        core.IndexingPolicy.CompositeIndexes.Add([
            new CompositePath { Path = "/type", Order = CompositePathSortOrder.Ascending },
            new CompositePath { Path = "/f/updated", Order = CompositePathSortOrder.Descending },
        ]);
        Core = await database.CreateContainerIfNotExistsAsync(core);
        Deliveries = await database.CreateContainerIfNotExistsAsync(
            new ContainerProperties("deliveries", ["/organizationId", "/subscriptionId"]) { DefaultTimeToLive = 3600 }
        );
        Leases = await database.CreateContainerIfNotExistsAsync("leases", "/id");
    }

    public CosmosClient Connect(Action<CosmosClientOptions>? change = null)
    {
        var options = new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true };
        change?.Invoke(options);
        return new CosmosClient(Host.ConnectionString, options);
    }

    public static PartitionKey Key(string organization, string partition) =>
        new PartitionKeyBuilder().Add(organization).Add(partition).Build();

    public static PartitionKey Prefix(string organization) => new PartitionKeyBuilder().Add(organization).Build();

    internal static PartitionKey KeyOf(Item item) => Key(item.Organization, item.Partition);

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (host is not null)
        {
            await host.DisposeAsync();
        }
    }
}
