using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Hub.Tests.Logs;

/// <summary>What an operator reads of a webhook that is sent nothing any more.</summary>
public sealed class SwitchedOffTests
{
    [Theory]
    [InlineData(500, "failed", "No acknowledgement in 5 attempts")]
    [InlineData(410, "ended", "410 Gone")]
    public async Task It_is_one_warning_with_the_reason_and_the_way_back(int status, string state, string reason)
    {
        await using var receiver = await HookReceiver.Answering(status);
        await using var hub = await HubHost.StartIn(
            null,
            builder => builder.Logging.ClearProviders().AddFakeLogging(),
            "--Logging:LogLevel:Default=Information",
            "--Delivery:AllowInsecureTargets=true",
            "--Delivery:RetryPace=0.0001",
            // The receiver fails more often in a row than would let all of them through.
            "--Delivery:CircuitThreshold=1000"
        );
        var id = await hub.Admin.Subscribe(receiver.UrlOf("hook/secret-path"), "ticket.created");
        for (var count = 0; count < 3; count++)
            await hub.Admin.NewTicket();

        await hub.Admin.WebhookWhen(id, state);
        await hub.Admin.DeliveriesWhen(id, all => all.All(one => one["next_attempt_at"] is null));

        var log = hub.App.Services.GetRequiredService<FakeLogCollector>().GetSnapshot();
        var line = Assert.Single(log, record => record.Message.Contains("is switched off"));
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.All([$"{id}", reason, "/enable", "/hook/***"], part => Assert.Contains(part, line.Message));
        Assert.DoesNotContain("secret-path", line.Message);
    }

    [Fact]
    public async Task What_arrives_is_not_worth_a_line()
    {
        await using var receiver = await HookReceiver.Start();
        await using var hub = await HubHost.StartIn(
            null,
            builder => builder.Logging.ClearProviders().AddFakeLogging(),
            "--Logging:LogLevel:Default=Debug",
            "--Delivery:AllowInsecureTargets=true"
        );
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "success", attempts: 1);

        var log = hub.App.Services.GetRequiredService<FakeLogCollector>().GetSnapshot();
        Assert.Equal(LogLevel.Debug, Assert.Single(log, record => record.Message.Contains("Acknowledged")).Level);
    }
}
