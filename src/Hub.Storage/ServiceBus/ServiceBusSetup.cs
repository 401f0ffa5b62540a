using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Hub.Delivery;
using Hub.Ports.Queue;
using Hub.Storage.ServiceBus.Amqp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hub.Storage.ServiceBus;

/// <summary>The queue in Azure Service Bus.</summary>
internal static class ServiceBusSetup
{
    public static IServiceCollection AddServiceBusQueue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAnnotatedOptions<ServiceBusQueueOptions>(configuration, ServiceBusQueueOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OutageLog>();
        services.TryAddSingleton<BackgroundLoops>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<ServiceBusQueueOptions>, ServiceBusQueueCheck>()
        );
        return services
            .AddSingleton(static provider =>
                Connect(
                    provider.GetRequiredService<IOptions<ServiceBusQueueOptions>>().Value,
                    provider.GetService<TokenCredential>(),
                    new ServiceBusClientOptions(),
                    provider.GetRequiredService<TimeProvider>()
                )
            )
            .AddSingleton<ServiceBusQueue>()
            .AddSingleton<IQueue>(static provider => provider.GetRequiredService<ServiceBusQueue>())
            .AddHostedService<OldDeadLetters>();
    }

    /// <param name="identity">Who the hub is when the options have no key; absent: whoever Azure says that it is.</param>
    public static AmqpQueue Connect(
        ServiceBusQueueOptions options,
        TokenCredential? identity,
        ServiceBusClientOptions client,
        TimeProvider time
    )
    {
        var patience = TimeSpan.FromSeconds(options.RequestSeconds);
        // What is asked again, and when, is decided in one place: by whoever knows what may have happened.
        client.RetryOptions.MaxRetries = 0;
        client.RetryOptions.TryTimeout = patience;
        if (options.UseWebSockets)
            client.TransportType = ServiceBusTransportType.AmqpWebSockets;
        var management = new ServiceBusAdministrationClientOptions();
        management.Retry.MaxRetries = 0;
        management.Retry.NetworkTimeout = patience;
        if (options.ConnectionString is { Length: > 0 } text)
            return new AmqpQueue(options.Queue, new(text, client), new(text, management), patience, time);
        var credential = identity ?? OwnIdentity(options);
        return new AmqpQueue(
            options.Queue,
            new(options.Namespace, credential, client),
            new(options.Namespace, credential, management),
            patience,
            time
        );
    }

    private static DefaultAzureCredential OwnIdentity(ServiceBusQueueOptions options)
    {
        var settings = new DefaultAzureCredentialOptions();
        if (options.ManagedIdentityClientId is { Length: > 0 } client)
            settings.ManagedIdentityClientId = client;
        return new DefaultAzureCredential(settings);
    }
}
