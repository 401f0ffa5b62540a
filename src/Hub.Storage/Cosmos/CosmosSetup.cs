using Azure.Core;
using Hub.Delivery;
using Hub.Delivery.Deliveries;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Commits;
using Hub.Storage.Cosmos.Deliveries;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Cosmos.Events;
using Hub.Storage.Cosmos.Usage;
using Hub.Storage.Cosmos.Watching;
using Hub.Storage.Deliveries;
using Hub.Storage.KeyRing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Cosmos;

/// <summary>The store in Azure Cosmos DB, shared by any number of hubs.</summary>
internal static class CosmosSetup
{
    public static IServiceCollection AddCosmosStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAnnotatedOptions<CosmosOptions>(configuration, CosmosOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CosmosOptions>, CosmosOptionsCheck>());
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(static provider => new CosmosAccount(
                provider.GetRequiredService<IOptions<CosmosOptions>>(),
                provider.GetRequiredService<ILogger<CosmosAccount>>(),
                provider.GetService<TokenCredential>()
            ))
            .AddSingleton(static provider =>
                OutboxLife.For(provider.GetRequiredService<IOptions<DeliveryOptions>>().Value.RetentionDays)
            )
            .AddSingleton<UsageTally>()
            .AddSingleton<CosmosCommits>()
            .AddSingleton<UsageKeeper>()
            .AddSingleton<Watch>()
            .AddSingleton<DeliveryLife>()
            .AddSingleton<EventPurge>()
            .AddSingleton<CosmosPurge>()
            .AddSingleton<IStore, CosmosStore>()
            .AddHostedService<Refolding>()
            .AddHostedService<UsageRounds>()
            .AddSingleton<IEventFeed, CosmosFeed>()
            .AddSingleton<IEventLog, CosmosEventLog>()
            .AddSingleton<IDeliveryLog, CosmosDeliveryLog>()
            .AddSingleton<IDeliveryStore, QueuedDeliveries>()
            .AddFleetRate()
            .AddStoredKeyRing();
    }
}
