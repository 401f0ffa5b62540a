using System.Net;
using System.Text.Json.Nodes;
using Hub.Connector.Platform;
using Hub.Connector.Platform.Workflows;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Connector;

/// <summary>Every workflow that is shipped for Logic Apps runs from its trigger to its last step, by HTTP alone.</summary>
public sealed class WorkflowTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    private readonly Maker maker = new(Connection.WithToken(hub.Host.Http, HubHost.FirstToken));

    private Steps Steps => field ??= new(maker.Connection, hub.Host.Http);

    [Fact]
    public async Task Urgent_tickets_are_noted_however_often_the_platform_starts_again()
    {
        await using var receiver = await HookReceiver.Start();
        var workflow = Shipped("urgent-tickets", []);
        var location = await TurnOn(workflow, receiver.Url);

        // A restart registers twice.
        Assert.Equal(location, await TurnOn(workflow, receiver.Url));
        await maker.NewTicket("low");
        var ticket = await maker.NewTicket("urgent");
        var told = Assert.Single(await receiver.Until(1)).Json;
        var run = await new WorkflowRun(workflow, told, Steps.All).ToTheEnd();

        Assert.Equal(["Add_note"], run.Done);
        var replies = await maker.Items("ListReplies", new() { ["id"] = ticket });
        Assert.Equal("A workflow has seen it.", (string?)Assert.Single(replies)!["body"]);
        Assert.Equal(1, await TurnOff(workflow, receiver.Url));
        // It catches up, so it waits for its workflow to come back.
        Assert.Equal("ended", (string?)(await hub.Admin.Get(location.AbsolutePath)).Data["state"]);
        await maker.NewTicket("urgent");
        Assert.Equal(location, await TurnOn(workflow, receiver.Url));
        Assert.Equal(2, (await receiver.Until(2)).Count);
        await TurnOff(workflow, receiver.Url);
    }

    [Fact]
    public async Task Approved_changes_come_in_lists_and_the_risky_ones_make_a_ticket()
    {
        await using var receiver = await HookReceiver.Start();
        var workflow = Shipped("changes-in-lists", new() { ["requester"] = "ops@company.com" });
        var location = await TurnOn(workflow, receiver.Url);
        await hub.Admin.HireAgents(1);
        await Approve("Replace the switch", "high");
        await Approve("Change a lamp", "low");

        var seen = new List<string>();
        for (var lists = 1; seen.Count < 2; lists++)
        {
            var list = (await receiver.Until(lists))[lists - 1].Json;
            var run = await new WorkflowRun(workflow, list, Steps.All).ToTheEnd();
            seen.AddRange(run.Done.Where(step => step == "Get_the_change"));
        }

        var tickets = await maker.Items("ListTickets", new() { ["requester_email"] = "ops@company.com" });
        Assert.Equal("Stand by for Replace the switch", (string?)Assert.Single(tickets)!["subject"]);
        Assert.Equal(1, await TurnOff(workflow, receiver.Url));
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Admin.Get(location.AbsolutePath)).Status);
        Assert.Equal(0, await TurnOff(workflow, receiver.Url));
    }

    [Fact]
    public async Task A_workflow_waits_until_its_ticket_is_resolved_and_thanks_the_customer()
    {
        await using var receiver = await HookReceiver.Start();
        var workflow = Shipped("wait-until-resolved", []);
        var ticket = await maker.NewTicket("low");
        var request = new JsonObject { ["ticket_id"] = ticket };
        Assert.Equal("Request", (string?)workflow.Trigger["type"]);
        Assert.Empty(Contracts.Schemas.Violations(workflow.Trigger["inputs"]!["schema"]!, request));

        var location = new Uri("none:");
        var steps = Steps.All;
        steps["HttpWebhook"] = async (_, inputs) =>
        {
            location = await Subscribe(inputs);
            Assert.Empty(receiver.Received);
            await maker.Do(
                "UpdateTicket",
                new() { ["id"] = await maker.NewTicket("low"), ["body/status"] = "resolved" }
            );
            await maker.Do("UpdateTicket", new() { ["id"] = ticket, ["body/status"] = "resolved" });
            return Assert.Single(await receiver.Until(1)).Json;
        };
        var run = await new WorkflowRun(workflow, request, steps, receiver.Url).ToTheEnd();

        Assert.Equal(["Wait_until_resolved", "Thank_the_customer"], run.Done);
        Assert.Equal(ticket, (long)receiver.Received[0].Json["ticket_id"]!);
        var replies = await maker.Items("ListReplies", new() { ["id"] = ticket });
        Assert.Equal("We are glad that it works again.", (string?)Assert.Single(replies)!["body"]);
        await Wait.For(() => hub.Admin.Get(location.AbsolutePath), answer => (string?)answer.Data["state"] == "ended");
    }

    [Fact]
    public async Task A_workflow_that_waits_no_longer_leaves_and_is_not_called()
    {
        await using var receiver = await HookReceiver.Start();
        var workflow = Shipped("wait-until-resolved", []);
        var ticket = await maker.NewTicket("low");
        var steps = Steps.All;
        steps["HttpWebhook"] = async (action, inputs) =>
        {
            Assert.Equal("P7D", (string?)action["limit"]!["timeout"]);
            await Subscribe(inputs);
            Assert.Equal(1, await Leave(inputs));
            throw new TimeoutException();
        };

        await Assert.ThrowsAsync<TimeoutException>(() =>
            new WorkflowRun(workflow, new JsonObject { ["ticket_id"] = ticket }, steps, receiver.Url).ToTheEnd()
        );

        // Another one's delivery shows that everything before it has been dealt with.
        await using var other = await HookReceiver.Start();
        var flow = await maker.Connection.Subscribe("WhenATicketIsResolved", other.Url);
        await maker.Do("UpdateTicket", new() { ["id"] = ticket, ["body/status"] = "resolved" });
        await other.Until(1);
        Assert.Empty(receiver.Received);
        await flow.TurnOff();
    }

    private async Task Approve(string title, string risk)
    {
        await maker.Do(
            "CreateChange",
            new()
            {
                ["body/title"] = title,
                ["body/risk"] = risk,
                ["body/quorum"] = 1,
            }
        );
        await maker.Do("SubmitChange", null, ("id", title));
        await maker.Do("VoteOnChange", new() { ["body/decision"] = "approve", ["body/agent_id"] = 1 }, ("id", title));
    }

    private Workflow Shipped(string name, JsonObject given)
    {
        given["hub"] = hub.Host.Http.BaseAddress!.ToString().TrimEnd('/');
        given["token"] = HubHost.FirstToken;
        return Workflow.Shipped($"logicapps/{name}.json", given);
    }

    private Task<Uri> TurnOn(Workflow workflow, string callback) => Subscribe(workflow.TriggerInputs(callback));

    private Task<int> TurnOff(Workflow workflow, string callback) => Leave(workflow.TriggerInputs(callback));

    private async Task<Uri> Subscribe(JsonObject inputs) =>
        new((await Steps.Call(inputs["subscribe"]!.AsObject())).Expect(HttpStatusCode.Created).Header("Location")!);

    /// <returns>How many subscriptions ended.</returns>
    private async Task<int> Leave(JsonObject inputs) =>
        (int)(await Steps.Call(inputs["unsubscribe"]!.AsObject())).Data["ended"]!;
}
