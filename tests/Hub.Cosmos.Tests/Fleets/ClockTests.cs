using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Fleets;

/// <summary>Hubs of one store whose clocks do not agree.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3600)]
    public async Task A_webhook_made_on_a_hub_whose_clock_is_ahead_is_told_what_happens_on_another(int seconds)
    {
        var (one, other) = (HubHost.NewFolder(), HubHost.NewFolder());
        await using var receiver = await HookReceiver.Start();
        await using (var behind = await Start(one, one, TimeSpan.Zero))
        await using (var ahead = await Start(other, one, TimeSpan.FromSeconds(seconds)))
        {
            await ahead.Admin.Subscribe(receiver.Url, "ticket.created");

            await behind.Admin.NewTicket();

            await receiver.Until(1);
        }
        Directory.Delete(one, recursive: true);
        Directory.Delete(other, recursive: true);
    }

    private static Task<HubHost> Start(string folder, string store, TimeSpan ahead) =>
        HubHost.StartIn(
            folder,
            builder => builder.Services.AddSingleton<TimeProvider>(new Skewed(ahead)),
            "--Delivery:AllowInsecureTargets=true",
            $"--Storage:Cosmos:Database={Path.GetFileName(store)}"
        );

    private sealed class Skewed(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
    }
}
