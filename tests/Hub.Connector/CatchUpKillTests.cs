using System.Net;
using System.Text.Json.Nodes;
using Hub.Connector.Platform;
using Hub.Delivery.Replays;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Connector;

/// <summary>A hub that dies between bringing a flow's subscription back and telling it what it missed tells it all the same.</summary>
public sealed class CatchUpKillTests
{
    private static readonly JsonObject Given = new() { ["body/flow_name"] = "Survives", ["body/catch_up"] = true };

    [Fact]
    public async Task What_was_missed_comes_once_when_the_hub_died_before_it_began_to_tell()
    {
        var faults = new StoreFaults();
        await using var hub = await TimedHub.StartWith(faults.Install);
        await using var receiver = await HookReceiver.Start();
        var flow = await Maker(hub).Connection.Subscribe("WhenATicketIsCreated", receiver.UrlOf("before"), Given);
        await flow.TurnOff();
        var missed = await Maker(hub).NewTicket("low");

        // Nothing is written after the subscription, as if there were no hub any more.
        faults.OnCommit = commit =>
            commit.Changes.Any(change => change is Put<Replay>) ? new IOException("No hub any more.") : null;
        await Again(hub, receiver);
        faults.OnCommit = null;
        await hub.Restart();
        (await Again(hub, receiver)).Expect(HttpStatusCode.Created);

        // What could not be begun is tried again as whatever could not be dealt with.
        var hooks = await Wait.For(
            () =>
            {
                hub.Advance(TimeSpan.FromMinutes(1));
                return Task.FromResult(receiver.Received);
            },
            received => received.Count > 0
        );
        var next = await Maker(hub).NewTicket("low");
        hooks = await receiver.Until(2);
        Assert.Equal(
            [("/after", missed), ("/after", next)],
            hooks.Select(hook => (hook.Path, (long)hook.Json["ticket_id"]!))
        );
    }

    private static Maker Maker(TimedHub hub) => new(Connection.WithToken(hub.Host.Http, HubHost.FirstToken));

    /// <summary>The flow is turned on, under its new address.</summary>
    private static Task<Answer> Again(TimedHub hub, HookReceiver receiver)
    {
        var given = Given.DeepClone().AsObject();
        given["body/callback_url"] = receiver.UrlOf("after");
        return Maker(hub).Connection.Call("WhenATicketIsCreated", given);
    }
}
