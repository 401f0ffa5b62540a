using System.Net;
using System.Text.Json.Nodes;
using Hub.Connector.Platform;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Hub.Connector;

/// <summary>Flows are turned on, off, on again and for good: the hub does as the platform expects.</summary>
public sealed class LifecycleTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    private Connection Connection => Connection.WithToken(hub.Host.Http, HubHost.FirstToken);

    [Fact]
    public async Task Subscribing_again_is_the_same_subscription_and_nothing_is_sent_for_it()
    {
        await using var receiver = await HookReceiver.Start();
        var flows = new List<FlowRun>();
        for (var repeat = 0; repeat < 4; repeat++)
            flows.Add(await Connection.Subscribe("WhenATicketIsMergedIntoAnotherOne", receiver.Url));

        Assert.Single(flows.Select(flow => flow.Location).Distinct());
        Assert.Empty(receiver.Received);
        await flows[0].TurnOff();
        (await Connection.Unsubscribe(flows[0].Location)).ExpectProblem(HttpStatusCode.NotFound, "WEBHOOK_NOT_FOUND");
    }

    [Fact]
    public async Task A_flow_that_was_off_is_told_of_what_it_missed_and_of_nothing_twice()
    {
        await using var receiver = await HookReceiver.Start();
        var given = new JsonObject { ["body/flow_name"] = "Catches up", ["body/catch_up"] = true };
        var flow = await Connection.Subscribe("WhenATicketIsCreated", receiver.UrlOf("before"), given);
        var seen = await NewTicket("low");
        await receiver.Until(1);
        await flow.TurnOff();
        await flow.TurnOff();
        var missed = await NewTicket("low");

        // Turned on again it has another address: the name says that it is the same.
        var again = await Connection.Subscribe("WhenATicketIsCreated", receiver.UrlOf("after"), given);
        Assert.Equal(flow.Id, again.Id);
        var hooks = await receiver.Until(2);
        var next = await NewTicket("low");
        hooks = await receiver.Until(3);

        Assert.Equal([("/before", seen), ("/after", missed), ("/after", next)], hooks.Select(TicketOf));
        Assert.Distinct(hooks.Select(hook => (string)hook.Json["event_id"]!));
        (await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/webhooks/{again.Id}", null)).Expect(
            HttpStatusCode.NoContent
        );
    }

    [Theory]
    [InlineData(400, "WorkflowTriggerIsNotEnabled")]
    [InlineData(404, "WorkflowNotFound")]
    [InlineData(410, "")]
    public async Task A_flow_that_is_gone_ends_its_subscription_which_says_why(int status, string code)
    {
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync($"{{\"error\": {{\"code\": \"{code}\"}}}}");
        };
        var flow = await Connection.Subscribe("WhenATicketIsCreated", receiver.Url);
        await NewTicket("low");

        var ended = await Wait.For(
            () => hub.Admin.Get($"/api/v1/triggers/subscriptions/{flow.Id}"),
            answer => (string)answer.Data["state"]! == "ended"
        );
        Assert.Contains(code.Length > 0 ? code : "410", (string)ended.Data["state_reason"]!);
        await flow.TurnOff();
    }

    [Fact]
    public async Task Who_waits_for_one_thing_is_told_once()
    {
        await using var receiver = await HookReceiver.Start();
        var ticket = await NewTicket("low");
        var flow = await Connection.Subscribe(
            "WhenATicketIsResolved",
            receiver.Url,
            new() { ["body/once"] = true, ["body/ticket_id"] = new JsonArray(ticket) }
        );
        await Resolve(await NewTicket("low"));
        await Resolve(ticket);

        Assert.Equal(ticket, TicketOf(Assert.Single(await receiver.Until(1))).Ticket);
        await Wait.For(
            () => hub.Admin.Get($"/api/v1/triggers/subscriptions/{flow.Id}"),
            answer => (string)answer.Data["state"]! == "ended"
        );
        await flow.TurnOff();
    }

    private static (string Path, long Ticket) TicketOf(Hook hook) => (hook.Path, (long)hook.Json["ticket_id"]!);

    private Task<long> NewTicket(string priority) => new Maker(Connection).NewTicket(priority);

    private Task<Answer> Resolve(long ticket) =>
        new Maker(Connection).Do("UpdateTicket", new() { ["id"] = ticket, ["body/status"] = "resolved" });
}
