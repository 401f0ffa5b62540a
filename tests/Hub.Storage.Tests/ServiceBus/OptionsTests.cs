using Hub.Delivery.Deliveries;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Deliveries;
using Hub.Storage.ServiceBus;
using Hub.Storage.Sqlite.Log;
using Hub.Storage.Sqlite.Queue;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class OptionsTests : IDisposable
{
    private const string Key = "SharedAccessKeyName=hub;SharedAccessKey=c2VjcmV0";
    private const string Azure = $"Endpoint=sb://contoso.servicebus.windows.net/;{Key}";
    private const string Local = $"Endpoint=sb://127.0.0.1:9354;{Key};UseDevelopmentEmulator=true";

    private readonly string folder = Directory.CreateTempSubdirectory("hub-options").FullName;

    public static TheoryData<string, (string, string)[]> Mistakes =>
        new()
        {
            { "Queue:ServiceBus needs ConnectionString or Namespace.", [] },
            {
                "Queue:ServiceBus takes ConnectionString or Namespace, not both.",
                [("ConnectionString", Azure), ("Namespace", "contoso.servicebus.windows.net")]
            },
            {
                "Queue:ServiceBus Namespace must be a host name such as contoso.servicebus.windows.net.",
                [("Namespace", "https://contoso.servicebus.windows.net/")]
            },
            {
                "Queue:ServiceBus has UseDevelopmentEmulator=true, without TLS, which is for Development only.",
                [("ConnectionString", Local)]
            },
            {
                "Queue:ServiceBus has an Endpoint without TLS, which takes UseDevelopmentEmulator=true, in Development.",
                [("ConnectionString", $"Endpoint=http://127.0.0.1:9354/;{Key}")]
            },
            {
                "Queue:ServiceBus has an Endpoint with a port, which Service Bus has not.",
                [("ConnectionString", $"Endpoint=sb://127.0.0.1:9354;{Key}")]
            },
            {
                "Queue:ServiceBus ConnectionString needs SharedAccessKeyName and SharedAccessKey.",
                [("ConnectionString", "Endpoint=sb://contoso.servicebus.windows.net/")]
            },
            {
                "Queue:ServiceBus ConnectionString needs an Endpoint such as sb://contoso.servicebus.windows.net/.",
                [("ConnectionString", Key)]
            },
            {
                "Queue:ServiceBus ConnectionString must be a list of Name=Value, separated by semicolons.",
                [("ConnectionString", "secret")]
            },
            {
                "Queue:ServiceBus ConnectionString must be the namespace's, without an EntityPath: Queue names the queue.",
                [("ConnectionString", $"{Azure};EntityPath=deliveries")]
            },
            {
                "Queue:ServiceBus needs a DeadLetterQueue other than Queue.",
                [("ConnectionString", Azure), ("DeadLetterQueue", "Deliveries")]
            },
            {
                "Queue:ServiceBus:Queue must be the name of a queue, not ",
                [("ConnectionString", Azure), ("Queue", "a/b")]
            },
            { "between 1 and 1000", [("ConnectionString", Azure), ("Prefetch", "0")] },
            { "between 1 and 300", [("ConnectionString", Azure), ("RequestSeconds", "600")] },
        };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task A_mistake_stops_the_start_with_one_line_and_no_secret(string line, (string, string)[] settings)
    {
        using var host = Host("Production", settings);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(line, Assert.Single(refusal.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_provider_stops_the_start_with_one_line()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Queue:Provider", "Rabbit")]).Build();

        var refusal = Assert.Throws<OptionsValidationException>(() =>
            new ServiceCollection().AddHubStorage(configuration)
        );

        Assert.Equal("Queue:Provider is 'Rabbit'; it must be Embedded or ServiceBus.", refusal.Message);
    }

    [Fact]
    public async Task The_embedded_queue_is_the_default()
    {
        var services = new ServiceCollection();
        var configuration = Settings([("Hub:DataPath", folder)]);
        services.AddLogging().AddSingleton<IConfiguration>(configuration).AddHubStorage(configuration);
        await using var provider = services.BuildServiceProvider();

        Assert.IsType<SqliteQueue>(provider.GetRequiredService<IQueue>());
        Assert.IsType<SqliteDeliveries>(provider.GetRequiredService<IDeliveryStore>());
        Assert.DoesNotContain(services, service => service.ImplementationType == typeof(QueueForwarder));
    }

    [Theory]
    [InlineData("Development", Local)]
    [InlineData("Development", $"Endpoint=sb://localhost;UseDevelopmentEmulator=true;{Key}")]
    [InlineData("Development", $"Endpoint=http://localhost:9354/;UseDevelopmentEmulator=true;{Key}")]
    [InlineData("Production", Azure)]
    [InlineData("Production", $"Endpoint=sb://contoso.servicebus.windows.net:5671/;{Key}")]
    public void Service_bus_is_a_setting_away(string environment, string connection)
    {
        using var host = Host(environment, [("ConnectionString", connection)]);

        Assert.IsType<ServiceBusQueue>(host.Services.GetRequiredService<IQueue>());
        Assert.IsType<QueuedDeliveries>(host.Services.GetRequiredService<IDeliveryStore>());
        Assert.Contains(host.Services.GetServices<IHostedService>(), service => service is QueueForwarder);
    }

    [Fact]
    public void An_identity_needs_no_more_than_the_namespace()
    {
        using var host = Host(
            "Production",
            [("Namespace", "contoso.servicebus.windows.net"), ("ManagedIdentityClientId", "id")]
        );

        Assert.IsType<ServiceBusQueue>(host.Services.GetRequiredService<IQueue>());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private IHost Host(string environment, (string Name, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { EnvironmentName = environment, DisableDefaults = true }
        );
        var configuration = Settings([
            ("Queue:Provider", "ServiceBus"),
            ("Hub:DataPath", folder),
            .. settings.Select(setting => ($"Queue:ServiceBus:{setting.Name}", setting.Value)),
        ]);
        builder.Configuration.AddConfiguration(configuration);
        builder.Services.AddHubStorage(configuration);
        return builder.Build();
    }

    private static IConfiguration Settings((string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))
            )
            .Build();
}
