using Hub.Delivery.Ports;
using Hub.Storage.Sqlite;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Sqlite.Log;
using Hub.Storage.Sqlite.Queue;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Storage;

/// <summary>Chooses the engines by configuration.</summary>
public static class StorageSetup
{
    public static IServiceCollection AddHubStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSqlite();
    }

    private static IServiceCollection AddSqlite(this IServiceCollection services) =>
        services
            .AddSingleton(static provider => SqliteFile.Open(DataPath(provider)))
            .AddSingleton<SqliteQueue>()
            .AddSingleton<SqliteEvents>()
            .AddSingleton<IStore, SqliteStore>()
            .AddSingleton<IDeliveryStore, SqliteDeliveries>()
            .AddSingleton<IQueue>(static provider => provider.GetRequiredService<SqliteQueue>())
            .AddSingleton<IEventFeed>(static provider => provider.GetRequiredService<SqliteEvents>())
            .AddSingleton<IEventLog>(static provider => provider.GetRequiredService<SqliteEvents>());

    private static string DataPath(IServiceProvider provider) =>
        provider.GetRequiredService<IConfiguration>()["Hub:DataPath"] ?? "data";
}
