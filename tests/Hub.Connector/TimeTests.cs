using System.Net;
using Hub.Connector.Platform;
using Hub.Connector.Platform.Workflows;
using Hub.Tests.Hosting;
using Hub.Tests.OnCall;
using Hub.Tests.Webhooks;

namespace Hub.Connector;

/// <summary>What time brings about reaches flows too: a ticket of the connector's own action is left alone for some days.</summary>
public sealed class TimeTests : IAsyncLifetime
{
    private TimedHub hub = null!;

    private Maker maker = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await TimedHub.Start();
        maker = new(Connection.WithToken(hub.Host.Http, HubHost.FirstToken));
        await Arrange(
            HttpMethod.Post,
            "sla/policies",
            new
            {
                name = "An hour",
                resolution_minutes = 60,
                escalate_after_minutes = 30,
            }
        );
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task What_time_brings_about_comes_as_its_trigger_says()
    {
        await Arrange(
            HttpMethod.Put,
            "alerts/settings",
            new
            {
                time_zone = "Etc/UTC",
                alert_time = "09:00",
                approaching_days = 1,
                due_today = true,
                overdue = true,
                idle_hours = 48,
            }
        );
        await using var receiver = await HookReceiver.Start();
        var flows = new List<FlowRun>();
        foreach (var (id, _) in Doings.Others.Where(one => one.Value == Doings.Time))
            flows.Add(await maker.Connection.Subscribe(id, receiver.UrlOf(id)));
        var ticket = await maker.NewTicket("low");
        var expected = hub.Clock.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd");
        await maker.Do("UpdateTicket", new() { ["id"] = ticket, ["body/expected_date"] = expected });

        // The deadline comes near, passes and is escalated; then the days go by.
        foreach (var minutes in new[] { 50, 15, 30 }.Concat(Enumerable.Repeat(360, 14)))
        {
            await hub.Idle();
            hub.Advance(TimeSpan.FromMinutes(minutes));
        }

        var told = flows.Select(flow => flow.Trigger.Id!).ToList();
        await Wait.For(
            () => Task.FromResult(told.Except(receiver.Received.Select(hook => hook.Path[1..])).ToList()),
            missing => missing.Count == 0
        );
        foreach (var hook in receiver.Received)
            EventTests.AssertTold(flows.Single(flow => flow.Trigger.Id == hook.Path[1..]), hook);
    }

    [Fact]
    public async Task Whoever_is_on_call_is_paged_when_an_SLA_is_breached()
    {
        await hub.Admin.HireAgents(1);
        var rotation = HeardEvents.IdOf(await hub.Admin.NewRotation(new { agent_ids = new[] { 1 } }));
        await using var receiver = await HookReceiver.Start();
        var workflow = Workflow.Shipped("samples/sla-breach-to-on-call.json", new() { ["rotation"] = rotation });
        var steps = new Steps(maker.Connection, hub.Host.Http);
        var flow = await steps.Subscribe(workflow.Trigger, workflow.TriggerInputs(), receiver.Url);
        var ticket = await maker.NewTicket("low");

        await hub.Idle();
        hub.Advance(TimeSpan.FromMinutes(61));
        var run = await new WorkflowRun(workflow, (await receiver.Until(1))[0].Json, steps.All).ToTheEnd();

        Assert.Equal(["Page_on_call", "Note_it"], run.Done);
        var code = (string?)(await maker.Get("GetTicket", ticket))["code"];
        var pages = await maker.Items("ListPages", []);
        Assert.Equal($"{code} missed its deadline: Printer not working", (string?)Assert.Single(pages)!["summary"]);
        var replies = await maker.Items("ListReplies", new() { ["id"] = ticket });
        Assert.Equal("Whoever is on call has been paged.", (string?)Assert.Single(replies)!["body"]);
        await flow.TurnOff();
    }

    private async Task Arrange(HttpMethod method, string path, object settings)
    {
        var answer = await hub.Admin.Send(method, $"/api/v1/{path}", settings);
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, $"{answer}");
    }
}
