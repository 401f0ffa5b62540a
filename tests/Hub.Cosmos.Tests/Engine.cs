using Hub.LocalCloud.Cosmos;

namespace Hub.Tests.Hosting;

/// <summary>Every hub under test stores in one local Cosmos DB, each data folder in a database of its own.</summary>
internal static class Engine
{
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

    private static CosmosHost Start()
    {
        LocalPlanner.Use();
        return Task.Run(() => CosmosHost.Start()).GetAwaiter().GetResult();
    }
}
