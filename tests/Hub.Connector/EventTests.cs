using System.Net;
using Hub.Connector.Platform;
using Hub.Connector.Rules;
using Hub.Tests.Contacts;
using Hub.Tests.Hosting;
using Hub.Tests.OnCall;
using Hub.Tests.Surveys;
using Hub.Tests.Webhooks;

namespace Hub.Connector;

/// <summary>Every trigger's event happens, by the connector's own actions where there is one, and comes as the trigger says.</summary>
public sealed class EventTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    private readonly Maker maker = new(Connection.WithToken(hub.Host.Http, HubHost.FirstToken));

    private Connection Connection => maker.Connection;

    private IReadOnlyList<ConnectorOperation> Typed =>
        [.. Connection.Files.Webhooks.Where(one => one.Notification!.ContainsKey("$ref"))];

    [Fact]
    public async Task Every_event_comes_as_its_trigger_says_until_its_flow_is_turned_off()
    {
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.HireAgents(2);
        await hub.Admin.NewRotation(new { name = "Night", agent_ids = new[] { 1, 2 } });
        Assert.True(Typed.Count >= 32, $"{Typed.Count}");
        var flows = new List<FlowRun>();
        foreach (var trigger in Typed)
            flows.Add(await Connection.Subscribe(trigger.Id!, receiver.UrlOf(trigger.Id!)));

        await maker.DoEverything("Night");

        var expected = Typed.Select(one => one.Id!).Except(Doings.Others.Keys).ToHashSet();
        await Wait.For(() => Task.FromResult(expected.Except(Told(receiver)).ToList()), missing => missing.Count == 0);
        Assert.Empty(Told(receiver).Except(expected));

        await DoWhatOthersDo();
        var others = Doings.Others.Where(one => one.Value != Doings.Time).Select(one => one.Key).ToList();
        await Wait.For(() => Task.FromResult(others.Except(Told(receiver)).ToList()), missing => missing.Count == 0);
        foreach (var hook in receiver.Received)
            AssertTold(flows.Single(flow => $"/{flow.Trigger.Id}" == hook.Path), hook);

        foreach (var flow in flows)
            await flow.TurnOff();
        var listed = (await hub.Admin.Get("/api/v1/triggers?per_page=100")).Items;
        Assert.DoesNotContain(listed, one => flows.Any(flow => flow.Id == (string)one!["id"]!));
    }

    [Fact]
    public void Whatever_no_action_brings_about_is_listed_with_who_does() =>
        Assert.Empty(Doings.Others.Keys.Except(Typed.Select(one => one.Id!)));

    /// <summary>What came fits its trigger, and says where it comes from.</summary>
    internal static void AssertTold(FlowRun flow, Hook hook)
    {
        Assert.Empty(flow.Connection.Misfits(flow.Trigger.Notification!, hook.Json));
        Assert.Equal(flow.Id, (string)hook.Json["subscription_id"]!);
        Assert.NotEqual(Guid.Empty, (Guid)hook.Json["event_id"]!);
        Assert.DoesNotContain("null", hook.Text);
    }

    /// <summary>A customer, an administrator and a client of another contract do what no action does.</summary>
    private async Task DoWhatOthersDo()
    {
        (await hub.Admin.Send(HttpMethod.Put, "/api/v1/csat/settings", new { enabled = true })).Expect(
            HttpStatusCode.OK
        );
        var ticket = await maker.NewTicket("low");
        await maker.Do("UpdateTicket", new() { ["id"] = ticket, ["body/status"] = "resolved" });
        var link = new Uri((string)(await maker.Get("GetTicketSurvey", ticket))["link"]!);
        (await hub.AnswerSurvey(link.PathAndQuery, 5)).Expect(HttpStatusCode.OK);
        await hub.Admin.NewAt("/v1/media", new { url = "https://wiki.example.com" });
        foreach (var plural in new[] { "classifications", "queues" })
        {
            var setting = await hub.Admin.NewAt($"/api/v1/{plural}", new { name = "Laptops" });
            (await hub.Admin.Send(HttpMethod.Put, setting, new { name = "Phones" })).Expect(HttpStatusCode.OK);
            (await hub.Admin.Send(HttpMethod.Delete, setting, null)).Expect(HttpStatusCode.NoContent);
        }
    }

    private static IEnumerable<string> Told(HookReceiver receiver) =>
        receiver.Received.Select(hook => hook.Path.TrimStart('/')).Distinct();
}
