using System.Text.Json.Nodes;
using Hub.Connector.Platform;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Hub.Connector;

/// <summary>Callbacks that are busy or do not answer: what was to come comes, once they can take it, as the same event.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private TimedHub hub = null!;

    private Maker maker = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await TimedHub.Start();
        maker = new(Connection.WithToken(hub.Host.Http, HubHost.FirstToken));
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task A_platform_that_has_too_much_to_do_is_asked_again_when_it_says()
    {
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = receiver.Received.Count == 1 ? 429 : 202;
            http.Response.Headers.RetryAfter = "600";
            return Task.CompletedTask;
        };
        var flow = await maker.Connection.Subscribe("WhenATicketIsCreated", receiver.Url);
        await maker.NewTicket("low");
        var waiting = await hub.Admin.DeliveryWhen(Guid.Parse(flow.Id), "retrying", attempts: 1);
        Assert.Equal(hub.Clock.GetUtcNow().AddSeconds(600), (DateTimeOffset)waiting["next_attempt_at"]!);

        await hub.Settled();
        hub.Advance(TimeSpan.FromSeconds(599));
        Assert.Single(receiver.Received);
        hub.Advance(TimeSpan.FromSeconds(1));

        await AssertSame(flow, await receiver.Until(2));
    }

    [Fact]
    public async Task A_platform_that_does_not_answer_for_two_minutes_gets_it_again_and_can_tell()
    {
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (_, http) => receiver.Received.Count == 1 ? HookReceiver.Hang(http) : Task.CompletedTask;
        var flow = await maker.Connection.Subscribe("WhenATicketIsCreated", receiver.Url);
        await maker.NewTicket("low");
        await receiver.Until(1);

        hub.Advance(TimeSpan.FromSeconds(30));
        var late = await hub.Admin.DeliveryWhen(Guid.Parse(flow.Id), "retrying", attempts: 1);
        Assert.Equal("timeout", (string)late["error"]!);
        await hub.Settled();
        hub.Advance(TimeSpan.FromSeconds(90));

        await AssertSame(flow, await receiver.Until(2));
    }

    /// <summary>Both are of one event, so that a flow can leave out the second, and the flow is told as before.</summary>
    private async Task AssertSame(FlowRun flow, IReadOnlyList<Hook> hooks)
    {
        Assert.Equal(2, hooks.Count);
        Assert.Single(hooks.Select(hook => hook.Text).Distinct());
        await hub.Admin.DeliveryWhen(Guid.Parse(flow.Id), "success", attempts: 2);
        var shown = await hub.Admin.Get($"/api/v1/triggers/subscriptions/{flow.Id}");
        Assert.Equal("active", (string?)shown.Data["state"]);
        EventTests.AssertTold(flow, hooks[1]);
        await flow.TurnOff();
    }
}
