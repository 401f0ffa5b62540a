using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Webhooks;

/// <summary>A hub that may deliver to loopback.</summary>
public sealed class DeliveringHub : RunningHub
{
    private protected override Task<HubHost> StartHost() => HubHost.Start("--Delivery:AllowInsecureTargets=true");
}

/// <summary>A hub that may deliver to loopback, in time that the test moves; each test has its own.</summary>
internal sealed class TimedHub : IAsyncDisposable
{
    private readonly string folder = HubHost.NewFolder();
    private readonly string[] args;

    private TimedHub(string[] args) => this.args = args;

    public FakeTimeProvider Clock { get; } = new(Samples.Morning);

    public HubHost Host { get; private set; } = null!;

    public HubClient Admin => Host.Admin;

    public static async Task<TimedHub> Start(params string[] args)
    {
        var hub = new TimedHub(args);
        await hub.Run();
        return hub;
    }

    /// <summary>Ends and begins again with the same data.</summary>
    public async Task Restart()
    {
        await Host.DisposeAsync();
        await Run();
    }

    /// <summary>Nothing is under way: before a leap of time, in which a lease would run out between log and queue.</summary>
    public Task Settled() =>
        Wait.For(
            () => Host.App.Services.GetRequiredService<IQueue>().Depth(CancellationToken.None),
            depth => depth.Leased == 0
        );

    /// <summary>Time passes, and the queue looks at its clock.</summary>
    public void Advance(TimeSpan by)
    {
        Clock.Advance(by);
        Host.App.Services.GetRequiredService<IQueue>().RoomChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Run() =>
        Host = await HubHost.StartIn(
            folder,
            builder => builder.Services.AddSingleton<TimeProvider>(Clock),
            ["--Delivery:AllowInsecureTargets=true", .. args]
        );
}
