using Hub.LocalCloud.Cosmos;
using Hub.LocalCloud.ServiceBus;

await using var cosmos = await CosmosHost.Start(new CosmosHostOptions { Port = 8081 });
await using var serviceBus = await ServiceBusHost.Start(
    new ServiceBusOptions
    {
        Port = 9354,
        Queues = new Dictionary<string, QueueOptions>
        {
            ["deliveries"] = new() { DuplicateWindow = TimeSpan.FromMinutes(10), MaxDeliveryCount = 2000 },
        },
    }
);
Console.WriteLine($"Cosmos DB    {cosmos.ConnectionString}");
Console.WriteLine($"Service Bus  {serviceBus.ConnectionString}");
await serviceBus.WaitForShutdown();

// Kept internal: a test project that references the hub too must find one public Program, the hub's.
internal sealed partial class Program;
