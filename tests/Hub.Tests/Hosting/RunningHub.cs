namespace Hub.Tests.Hosting;

/// <summary>A hub with its first organization and nothing else; the state most tests begin with.</summary>
public class RunningHub : IAsyncLifetime
{
    internal HubHost Host { get; private set; } = null!;

    internal HubClient Admin => Host.Admin;

    public async ValueTask InitializeAsync()
    {
        Host = await StartHost();
        await Arrange();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<HubHost> StartHost() => HubHost.Start();

    private protected virtual Task Arrange() => Task.CompletedTask;
}

/// <summary>A hub whose first organization has a neighbour.</summary>
public sealed class HubWithTwoOrganizations : RunningHub
{
    internal HubClient Neighbour { get; private set; } = null!;

    private protected override async Task Arrange() => Neighbour = await Host.OpenOrganization("OTHER");
}

/// <summary>A hub with a closed ticket.</summary>
public sealed class HubWithClosedTicket : RunningHub
{
    internal long Ticket { get; private set; }

    private protected override async Task Arrange()
    {
        Ticket = await Admin.NewTicket();
        await Admin.UpdateTicket(Ticket, new { status = "closed" });
    }
}

/// <summary>A hub whose time stands still until the test moves it.</summary>
public class HubWithFakeClock : RunningHub
{
    internal FakeTimeProvider Clock { get; } = new(Samples.Morning);

    private protected override Task<HubHost> StartHost() => StartHost([]);

    private protected Task<HubHost> StartHost(string[] args) =>
        HubHost.StartIn(
            null,
            builder =>
                Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(
                    builder.Services,
                    Clock
                ),
            args
        );
}
