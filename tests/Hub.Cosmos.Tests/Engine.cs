using Hub.LocalCloud.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Hub.Tests.Hosting;

/// <summary>Every hub under test stores in one local Cosmos DB, each data folder in a database of its own.</summary>
internal static class Engine
{
    /// <summary>Enough of anything to show that its number makes no difference; each is several requests here.</summary>
    public const int Crowd = 300;

    private static readonly Lazy<CosmosHost> Cosmos = new(Start);

    public static string ConnectionString => Cosmos.Value.ConnectionString;

    /// <summary>The settings of a hub with the data folder.</summary>
    public static string[] SettingsFor(string folder) =>
        [
            "--environment=Development",
            $"--Hub:DataPath={folder}",
            "--Storage:Provider=Cosmos",
            $"--Storage:Cosmos:ConnectionString={ConnectionString}",
            $"--Storage:Cosmos:Database={Path.GetFileName(folder)}",
        ];

    /// <summary>All that a hub that was stopped has stored, but for the keys that open it: each with where it is.</summary>
    public static async Task<IReadOnlyList<(string Place, string Bytes)>> Everything(string folder)
    {
        var found = new List<(string, string)>(StoredFiles.In(folder));
        using var client = new CosmosClient(
            ConnectionString,
            new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true }
        );
        var database = client.GetDatabase(Path.GetFileName(folder));
        using var containers = database.GetContainerQueryIterator<ContainerProperties>();
        while (containers.HasMoreResults)
            foreach (var container in await containers.ReadNextAsync())
            {
                using var pages = database.GetContainer(container.Id).GetItemQueryStreamIterator("SELECT * FROM c");
                while (pages.HasMoreResults)
                {
                    using var page = await pages.ReadNextAsync();
                    using var text = new StreamReader(page.EnsureSuccessStatusCode().Content);
                    found.Add((container.Id, await text.ReadToEndAsync()));
                }
            }
        return found;
    }

    private static CosmosHost Start()
    {
        LocalPlanner.Use();
        return Task.Run(() => CosmosHost.Start()).GetAwaiter().GetResult();
    }
}
