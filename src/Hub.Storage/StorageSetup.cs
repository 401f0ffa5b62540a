using Hub.Delivery.Ports;
using Hub.Storage.Deliveries;
using Hub.Storage.ServiceBus;
using Hub.Storage.Sqlite;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Sqlite.Log;
using Hub.Storage.Sqlite.Queue;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hub.Storage;

/// <summary>Chooses the engines by configuration.</summary>
public static class StorageSetup
{
    public static IServiceCollection AddHubStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSqlite();
        return configuration["Queue:Provider"] switch
        {
            null or "" or "Embedded" => services.AddEmbeddedQueue(),
            "ServiceBus" => services.AddServiceBusQueue(configuration).AddQueuedDeliveries(),
            var unknown => throw Unknown("Queue:Provider", unknown, "Embedded or ServiceBus"),
        };
    }

    private static IServiceCollection AddSqlite(this IServiceCollection services) =>
        services
            .AddSingleton(static provider => SqliteFile.Open(DataPath(provider)))
            .AddSingleton<SqliteQueue>()
            .AddSingleton<SqliteEvents>()
            .AddSingleton<IStore, SqliteStore>()
            .AddSingleton<IEventFeed>(static provider => provider.GetRequiredService<SqliteEvents>())
            .AddSingleton<IEventLog>(static provider => provider.GetRequiredService<SqliteEvents>());

    /// <summary>Log and queue in one file: both change in one transaction.</summary>
    private static IServiceCollection AddEmbeddedQueue(this IServiceCollection services) =>
        services
            .AddSingleton<IQueue>(static provider => provider.GetRequiredService<SqliteQueue>())
            .AddSingleton<IDeliveryStore, SqliteDeliveries>();

    /// <summary>Log in the file, queue in a service.</summary>
    private static IServiceCollection AddQueuedDeliveries(this IServiceCollection services) =>
        services
            .AddSingleton<IDeliveryLog, SqliteDeliveryLog>()
            .AddSingleton<IDeliveryStore, QueuedDeliveries>()
            .AddHostedService<QueueForwarder>();

    private static OptionsValidationException Unknown(string key, string value, string known) =>
        new(key, typeof(string), [$"{key} is '{value}'; it must be {known}."]);

    private static string DataPath(IServiceProvider provider) =>
        provider.GetRequiredService<IConfiguration>()["Hub:DataPath"] ?? "data";
}
