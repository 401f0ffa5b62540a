using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Hub.Delivery;
using Hub.Ports.Queue;
using Hub.Storage.ServiceBus.Access;
using Hub.Storage.ServiceBus.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hub.Storage.ServiceBus;

/// <summary>The queue in Azure Service Bus.</summary>
internal static class ServiceBusSetup
{
    private const string Scope = "https://servicebus.azure.net/.default";

    public static IServiceCollection AddServiceBusQueue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAnnotatedOptions<ServiceBusQueueOptions>(configuration, ServiceBusQueueOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
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
            .AddSingleton<IQueue>(static provider => provider.GetRequiredService<ServiceBusQueue>());
    }

    /// <param name="identity">Who the hub is when the options have no key; absent: whoever Azure says that it is.</param>
    public static RuntimeApi Connect(
        ServiceBusQueueOptions options,
        TokenCredential? identity,
        ServiceBusClientOptions client,
        TimeProvider time
    )
    {
        if (!NamespaceAddress.TryRead(options, out var address, out var problem))
            throw new InvalidOperationException(problem);
        client.RetryPolicy = new ResendPolicy(new Throttle(time), time);
        HttpPipelinePolicy access = address.Key is { } key
            ? new SharedAccessPolicy(key, time)
            : new BearerTokenAuthenticationPolicy(identity ?? OwnIdentity(options), Scope);
        var pipeline = HttpPipelineBuilder.Build(client, access);
        return new RuntimeApi(pipeline, address.Endpoint, TimeSpan.FromSeconds(options.RequestSeconds), time);
    }

    private static DefaultAzureCredential OwnIdentity(ServiceBusQueueOptions options)
    {
        var settings = new DefaultAzureCredentialOptions();
        if (options.ManagedIdentityClientId is { Length: > 0 } client)
            settings.ManagedIdentityClientId = client;
        return new DefaultAzureCredential(settings);
    }
}
