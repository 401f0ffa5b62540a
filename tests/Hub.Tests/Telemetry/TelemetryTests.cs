using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Traces_and_metrics_go_to_the_configured_collector_with_the_last_of_them_at_the_stop()
    {
        await using var collector = await OtlpReceiver.Start();
        await using var receiver = await HookReceiver.Answering(500, 200);

        await using (var hub = await Start(collector.Url))
        {
            var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
            await hub.Admin.NewTicket();
            await hub.Admin.DeliveryWhen(id, "success", attempts: 2);
        }

        string[] metrics =
        [
            "hub.queue.depth",
            "hub.queue.age",
            "hub.delivery.attempts",
            "hub.delivery.attempt.duration",
            "hub.store.commit.batch",
            "hub.store.commit.duration",
            "hub.relay.lag",
            "http.server.request.duration",
        ];
        Assert.All(metrics, name => Assert.Contains(name, collector.Metrics));
        Assert.All(["ServerError", "Acknowledged", "tiketti"], value => Assert.Contains(value, collector.Metrics));
        Assert.Contains("deliver", collector.Traces);
        Assert.All(
            ["deliver", "POST /api/v1/tickets", "GET /api/v1/webhooks/{id}/deliveries"],
            name => Assert.Contains(name, collector.Traces)
        );
    }

    [Fact]
    public async Task What_is_exported_holds_no_secret()
    {
        await using var collector = await OtlpReceiver.Start();
        await using var receiver = await HookReceiver.Start();

        await using (var hub = await Start(collector.Url))
        {
            var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
            await hub.Admin.NewTicket();
            await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
        }

        Assert.All(
            ["top-secret", "a-known-secret", HubHost.FirstToken.Split('|')[1]],
            secret => Assert.DoesNotContain(secret, collector.Traces + collector.Metrics)
        );
    }

    [Fact]
    public async Task A_collector_that_is_away_holds_up_nothing()
    {
        await using var receiver = await HookReceiver.Start();
        await using var hub = await Start("http://127.0.0.1:9");

        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();

        await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
    }

    private static Task<HubHost> Start(string collector) =>
        HubHost.Start(
            $"--Telemetry:OtlpEndpoint={collector}",
            "--Delivery:AllowInsecureTargets=true",
            "--Delivery:RetryPace=0.0001"
        );
}
