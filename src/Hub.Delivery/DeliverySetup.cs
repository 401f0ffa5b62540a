using Hub.Delivery.Dialects;
using Hub.Delivery.Digests;
using Hub.Delivery.Egress;
using Hub.Delivery.Events;
using Hub.Delivery.Graph;
using Hub.Delivery.Relaying;
using Hub.Delivery.Replays;
using Hub.Delivery.Retention;
using Hub.Delivery.Secrets;
using Hub.Delivery.Sending;
using Hub.Delivery.SettingAside;
using Hub.Delivery.Subscriptions;
using Hub.Delivery.Tallies;
using Hub.Delivery.Templates;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Delivery;

/// <summary>Everything between a committed event and a receiver.</summary>
public static class DeliverySetup
{
    public const string Section = "Delivery";

    private static readonly TimeSpan TimeToSettle = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddHubDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAnnotatedOptions<DeliveryOptions>(configuration, Section);
        services.AddAnnotatedOptions<EgressOptions>(configuration, Section);
        services.AddGraph(configuration);
        // Stopping waits for requests under way, and one may take as long as its deadline.
        services
            .AddOptions<HostOptions>()
            .Configure<IOptions<EgressOptions>>(
                static (host, egress) => host.ShutdownTimeout = egress.Value.Deadline + TimeToSettle
            );
        services.TryAddSingleton<OutageLog>();
        services.TryAddSingleton<BackgroundLoops>();
        services.TryAddSingleton<IOutboundRate>(static provider => new OutboundRate(
            provider.GetRequiredService<IOptions<DeliveryOptions>>().Value.EventsPerMinute,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.TryAddSingleton(static provider => new DestinationPace(provider.GetRequiredService<TimeProvider>()));
        return services
            .AddSingleton(static provider => new SetAside(
                provider.GetRequiredService<IStore>,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SetAside>>()
            ))
            .AddSingleton<SecretKeeper>()
            .AddSingleton<HashKey>()
            .AddSingleton<ReceiverKeeper>()
            .AddSingleton<SubscriptionIndex>()
            .AddSingleton<SubscriptionStore>()
            .AddSingleton<Departures>()
            .AddSingleton(static _ => new DialectCatalogue())
            .AddSingleton<TemplateBook>()
            .AddSingleton<OwnershipCheck>()
            .AddSingleton<EventCache>()
            .AddSingleton<KnownWorkflows>()
            .AddSingleton<KnownTicketNames>()
            .AddSingleton<EventSurroundings>()
            .AddSingleton(OrganizationTenants.None)
            .AddSingleton<FanOut>()
            .AddSingleton<KnownOrganizations>()
            .AddSingleton<Formatter>()
            .AddSingleton<Packer>()
            .AddSingleton<RequestView>()
            .AddSingleton<AttemptTally>()
            .AddSingleton<TallyBook>()
            .AddSingleton<DigestBook>()
            .AddSingleton<Courier>()
            .AddSingleton<IQueueHandler, ReplayHandler>()
            .AddSingleton<IQueueHandler, FanOutHandler>()
            .AddSingleton(static provider => new GuardedClient(
                provider.GetRequiredService<IOptions<EgressOptions>>().Value,
                provider.GetRequiredService<TimeProvider>()
            ))
            .AddHostedService(static provider => provider.GetRequiredService<TallyBook>())
            .AddHostedService<Relay>()
            .AddHostedService<Dispatcher>()
            .AddHostedService<RetentionPurge>();
    }

    /// <summary>For hubs that share a store: an organization's minute and a destination's pace are counted over all of them.</summary>
    public static IServiceCollection AddFleetRate(this IServiceCollection services) =>
        services
            .AddSingleton<IOutboundRate>(static provider => new FleetRate(
                provider.GetRequiredService<IStore>(),
                provider.GetRequiredService<IOptions<DeliveryOptions>>().Value.EventsPerMinute,
                provider.GetRequiredService<IQueue>().RoomChanged,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<FleetRate>>()
            ))
            .AddSingleton<DestinationPace>(static provider => new FleetPace(
                provider.GetRequiredService<IStore>(),
                provider.GetRequiredService<TimeProvider>()
            ));
}
