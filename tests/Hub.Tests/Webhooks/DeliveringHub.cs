using Hub.Delivery.Dialects;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
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
    private readonly Dialect[] dialects;
    private readonly string[] args;

    private Action<WebApplicationBuilder>? configure;

    private TimedHub(Dialect[] dialects, string[] args) => (this.dialects, this.args) = (dialects, args);

    public SteppedTime Clock { get; } = new(Samples.Morning);

    public HubHost Host { get; private set; } = null!;

    public HubClient Admin => Host.Admin;

    public static Task<TimedHub> Start(params string[] args) => Start([], args);

    /// <summary>It speaks these dialects beside its own.</summary>
    public static async Task<TimedHub> Start(Dialect[] dialects, params string[] args)
    {
        var hub = new TimedHub(dialects, args);
        await hub.Run();
        return hub;
    }

    /// <param name="configure">Has the last word on what is registered.</param>
    public static async Task<TimedHub> StartWith(Action<WebApplicationBuilder> configure, params string[] args)
    {
        var hub = new TimedHub([], args) { configure = configure };
        await hub.Run();
        return hub;
    }

    /// <summary>Ends and begins again with the same data.</summary>
    public async Task Restart()
    {
        await Host.DisposeAsync();
        await Run();
    }

    /// <summary>All that it has stored, and where; it is stopped for that, and begins again.</summary>
    public async Task<IReadOnlyList<(string Place, string Bytes)>> Everything()
    {
        await Host.DisposeAsync();
        var stored = await Engine.Everything(folder);
        await Run();
        return stored;
    }

    /// <summary>Nothing is under way: before a leap of time, in which a lease would run out between log and queue.</summary>
    public Task Settled() =>
        Wait.For(
            () => Host.App.Services.GetRequiredService<IQueue>().Depth(CancellationToken.None),
            depth => depth.Leased == 0
        );

    /// <summary>All that is due has been done.</summary>
    public Task Idle() =>
        Wait.For(
            () =>
            {
                var queue = Host.App.Services.GetRequiredService<IQueue>();
                queue.RoomChanged();
                return queue.Depth(CancellationToken.None);
            },
            depth => depth is { Ready: 0, Leased: 0 }
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
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton(_ => new DialectCatalogue(dialects));
                configure?.Invoke(builder);
            },
            ["--Delivery:AllowInsecureTargets=true", .. args]
        );
}
