using Azure.Core;
using Hub.Delivery.Egress;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.Delivery.Graph;

/// <summary>Sending through Microsoft Graph.</summary>
internal static class GraphSetup
{
    public static IServiceCollection AddGraph(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddAnnotatedOptions<GraphOptions>(configuration, GraphOptions.Section)
            .AddSingleton<IValidateOptions<GraphOptions>, GraphOptionsCheck>()
            .AddSingleton(static provider => new GraphClient(
                provider.GetRequiredService<IOptions<GraphOptions>>().Value,
                provider.GetRequiredService<IOptions<EgressOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetService<TokenCredential>()
            ));
}
