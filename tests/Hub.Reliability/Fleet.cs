using Hub.LocalCloud.Cosmos;
using Hub.LocalCloud.ServiceBus;

namespace Hub.Reliability;

/// <summary>Several hubs, a process each, on one local Cosmos DB and one local Service Bus.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const string Queue = "deliveries";
    private const string Database = "hub";

    private readonly string folder = Directory.CreateTempSubdirectory("hub-fleet-").FullName;

    private Fleet(CosmosHost cosmos, ServiceBusHost serviceBus)
    {
        Cosmos = cosmos;
        ServiceBus = serviceBus;
    }

    public static TimeSpan WaitLimit { get; } = TimeSpan.FromSeconds(90);

    public CosmosHost Cosmos { get; }

    public ServiceBusHost ServiceBus { get; }

    public IReadOnlyList<HubProcess> Hubs { get; private set; } = [];

    /// <summary>What waits in the queue that they share.</summary>
    public QueueCounts Queued => ServiceBus.Counts(Queue);

    /// <summary>What makes a hub one of this fleet.</summary>
    public IReadOnlyList<string> Settings =>
        [
            "--environment=Development",
            "--Storage:Provider=Cosmos",
            $"--Storage:Cosmos:ConnectionString={Cosmos.ConnectionString}",
            "--Storage:Cosmos:FeedInterval=00:00:00.050",
            "--Storage:Cosmos:FeedLease=00:00:03",
            "--Queue:Provider=ServiceBus",
            $"--Queue:ServiceBus:ConnectionString={ServiceBus.ConnectionString}",
        ];

    /// <param name="hubDll">The hub as it was built.</param>
    /// <param name="settings">Arguments of every hub.</param>
    public static async Task<Fleet> Start(string hubDll, int hubs, params string[] settings)
    {
        LocalPlanner.Use();
        var cosmos = await CosmosHost.Start(new CosmosHostOptions { PartitionsPerContainer = 3 });
        var serviceBus = await ServiceBusHost.Start(
            new ServiceBusOptions
            {
                Queues = new Dictionary<string, QueueOptions>
                {
                    // What a killed hub held comes back after this.
                    [Queue] = new()
                    {
                        LockDuration = TimeSpan.FromSeconds(10),
                        DuplicateWindow = TimeSpan.FromMinutes(10),
                        MaxDeliveryCount = 2000,
                    },
                },
            }
        );
        var fleet = new Fleet(cosmos, serviceBus);
        fleet.Hubs = [.. Enumerable.Range(1, hubs).Select(number => fleet.NewHub(hubDll, number, settings))];
        // All at once, as a deployment does: which of them makes the containers and the first organization is open.
        foreach (var hub in fleet.Hubs)
            hub.Start();
        await Task.WhenAll(fleet.Hubs.Select(hub => hub.UntilListening()));
        return fleet;
    }

    /// <summary>Every physical partition of the hub's documents in two.</summary>
    public void SplitPartitions()
    {
        foreach (var container in new[] { "core", "deliveries" })
        foreach (var partition in Cosmos.Partitions(Database, container))
            Cosmos.Split(Database, container, partition);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in Hubs)
            hub.Dispose();
        await ServiceBus.DisposeAsync();
        await Cosmos.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private HubProcess NewHub(string hubDll, int number, string[] settings) =>
        new(
            hubDll,
            Directory.CreateDirectory(Path.Combine(folder, $"hub-{number}")).FullName,
            WaitLimit,
            [.. Settings, .. settings]
        );
}
