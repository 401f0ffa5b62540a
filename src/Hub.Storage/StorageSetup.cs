using Hub.Delivery.Deliveries;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Blobs;
using Hub.Storage.Cosmos;
using Hub.Storage.Deliveries;
using Hub.Storage.Moving;
using Hub.Storage.ServiceBus;
using Hub.Storage.Sqlite;
using Hub.Storage.Sqlite.Documents;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Sqlite.Log;
using Hub.Storage.Sqlite.Queue;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Storage;

/// <summary>Chooses the engines by configuration.</summary>
public static partial class StorageSetup
{
    public static IServiceCollection AddHubStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OptimisticWriter>();
        services.TryAddSingleton<CommitHealth>();
        services.TryAddSingleton<FeedHealth>();
        services.AddBlobs(configuration, FolderIn(configuration));
        return (IsShared(configuration), configuration["Queue:Provider"]) switch
        {
            (false, null or "" or "Embedded") => services.AddSqlite().AddEmbeddedQueue(),
            (false, "ServiceBus") => services.AddSqlite().AddServiceBusQueue(configuration).AddQueuedDeliveries(),
            (true, null or "" or "Embedded") => services.AddQueueInFile().AddCosmosStore(configuration),
            (true, "ServiceBus") => services.AddServiceBusQueue(configuration).AddCosmosStore(configuration),
            (_, var unknown) => throw Unknown("Queue:Provider", unknown, "Embedded or ServiceBus"),
        };
    }

    /// <summary>Whether other hubs may use the same store: the service's is shared, a file has one hub.</summary>
    public static bool IsShared(IConfiguration configuration) =>
        configuration["Storage:Provider"] switch
        {
            null or "" or "Sqlite" => false,
            "Cosmos" => true,
            var unknown => throw Unknown("Storage:Provider", unknown, "Sqlite or Cosmos"),
        };

    private static IServiceCollection AddSqlite(this IServiceCollection services) =>
        services
            .AddSingleton(OpenStore)
            .AddSingleton<SqliteQueue>()
            .AddSingleton<SqliteEvents>()
            .AddSingleton<IStore, SqliteStore>()
            .AddHostedService<WordFilling>()
            .AddSingleton<IEventFeed>(static provider => provider.GetRequiredService<SqliteEvents>())
            .AddSingleton<IEventLog>(static provider => provider.GetRequiredService<SqliteEvents>());

    /// <summary>A hub whose documents are in a service and whose queue is its own: one hub, tried out without Service Bus.</summary>
    private static IServiceCollection AddQueueInFile(this IServiceCollection services) =>
        services
            .AddSingleton(OpenFile)
            .AddSingleton<SqliteQueue>()
            .AddSingleton<IQueue>(static provider => provider.GetRequiredService<SqliteQueue>());

    /// <summary>Log and queue in one file: both change in one transaction.</summary>
    private static IServiceCollection AddEmbeddedQueue(this IServiceCollection services) =>
        services
            .AddSingleton<IQueue>(static provider => provider.GetRequiredService<SqliteQueue>())
            .AddSingleton<IDeliveryStore, SqliteDeliveries>();

    /// <summary>Log in the file, queue in a service.</summary>
    private static IServiceCollection AddQueuedDeliveries(this IServiceCollection services) =>
        services
            .AddSingleton<IDeliveryLog, SqliteDeliveryLog>()
            .AddSingleton<IDeliveryStore>(static provider => new QueuedDeliveries(
                provider.GetRequiredService<IDeliveryLog>(),
                provider.GetRequiredService<IQueue>(),
                events: null,
                provider.GetRequiredService<TimeProvider>()
            ))
            .AddHostedService<QueueForwarder>();

    private static OptionsValidationException Unknown(string key, string value, string known) =>
        new(key, typeof(string), [$"{key} is '{value}'; it must be {known}."]);

    private static SqliteFile OpenStore(IServiceProvider provider)
    {
        var configuration = provider.GetRequiredService<IConfiguration>();
        MovedMark.Check(FolderOf(provider), configuration.GetValue<bool>(MovedMark.Setting));
        return OpenFile(provider);
    }

    private static string FolderOf(IServiceProvider provider) =>
        FolderIn(provider.GetRequiredService<IConfiguration>());

    private static string FolderIn(IConfiguration configuration) => configuration["Hub:DataPath"] ?? "data";

    private static SqliteFile OpenFile(IServiceProvider provider)
    {
        var folder = FolderOf(provider);
        var file = SqliteFile.Open(folder);
        Log.Opened(provider.GetRequiredService<ILogger<SqliteFile>>(), Path.GetFullPath(folder), SqliteLibrary.Load());
        return file;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The embedded store is in {Folder}, on SQLite {Version}")]
        public static partial void Opened(ILogger logger, string folder, string version);
    }
}
