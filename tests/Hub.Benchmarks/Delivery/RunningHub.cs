using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Benchmarks.Delivery;

/// <summary>The whole hub on a port of its own, without limits.</summary>
internal sealed class RunningHub : IAsyncDisposable
{
    public const string Token = "1|benchmark-secret-of-thirty-two-letters";

    private readonly string folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
    private readonly WebApplication app;

    private RunningHub() =>
        app = HubApplication.Create([
            "--urls=http://127.0.0.1:0",
            $"--Hub:DataPath={folder}",
            $"--Hub:Bootstrap:Token={Token}",
            "--RateLimits:Enabled=false",
            "--Delivery:EventsPerMinute=0",
            "--Delivery:AllowInsecureTargets=true",
            "--Logging:LogLevel:Default=Error",
        ]);

    public Uri Address { get; private set; } = null!;

    public static async Task<RunningHub> Start()
    {
        var hub = new RunningHub();
        await HubApplication.Prepare(hub.app);
        await hub.app.StartAsync();
        var addresses = hub.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        hub.Address = new Uri(addresses.Addresses.First());
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
