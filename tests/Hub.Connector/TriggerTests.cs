using System.Net;
using System.Text.Json.Nodes;
using Hub.Connector.Platform;
using Hub.Connector.Rules;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Connector;

/// <summary>The connector against the running hub, as the platform uses it: from the two files alone.</summary>
public sealed class TriggerTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    private Connection Connection => Connection.WithToken(hub.Host.Http, HubHost.FirstToken);

    [Fact]
    public async Task A_connection_is_tested_as_the_definition_says()
    {
        var test = Connection.Files.Definition["x-ms-capabilities"]!["testConnection"]!;

        (await Connection.Call((string)test["operationId"]!, test["parameters"]!.AsObject())).Expect(HttpStatusCode.OK);
        var stranger = Connection.WithToken(hub.Host.Http, "1|somebody-else");
        (await stranger.Call((string)test["operationId"]!)).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Every_trigger_is_simulated_by_what_fits_it()
    {
        foreach (var trigger in Connection.Files.Webhooks.Where(one => one.Notification!.ContainsKey("$ref")))
        {
            var simulate = trigger.Json["x-ms-operation-context"]!["simulate"]!;
            var sample = await Connection.Call(
                (string)simulate["operationId"]!,
                simulate["parameters"]!.AsObject().DeepClone().AsObject()
            );
            Assert.Empty(Connection.Misfits(trigger.Notification!, sample.Expect(HttpStatusCode.OK).Json));
        }
    }

    [Fact]
    public async Task Any_event_is_chosen_from_a_list_and_comes_as_its_schema_says()
    {
        await using var receiver = await HookReceiver.Start();
        var trigger = Connection.Files.Find("WhenAnyEventHappens")!;
        var dropdown = DynamicCall
            .All(Connection.Files)
            .First(one => one.In.Id == trigger.Id && one is { IsList: true, IsModern: false });
        var options = await Connection.Options(dropdown);
        Assert.Contains(options, one => (string)one.Value! == "ticket-created");
        var around = new JsonObject { ["event"] = "ticket-created" };
        var payload = await Connection.SchemaOf(trigger.Notification!, around);
        var filters = await Connection.SchemaOf(trigger.BodyFields.Single(one => one.Name == "filters").Schema, around);
        Assert.Contains("priority", filters["properties"]!.AsObject().Select(one => one.Key));

        var flow = await Connection.Subscribe(
            trigger.Id!,
            receiver.Url,
            new()
            {
                ["body/event"] = "ticket-created",
                ["body/filters"] = new JsonObject { ["priority"] = new JsonArray("urgent") },
            }
        );
        await NewTicket("low");
        var wanted = await NewTicket("urgent");

        var hook = Assert.Single(await receiver.Until(1));
        Assert.Equal(wanted, (long)hook.Json["ticket_id"]!);
        Assert.Empty(Connection.Misfits(payload, hook.Json));
        await flow.TurnOff();
    }

    [Fact]
    public async Task Lists_come_together()
    {
        await using var receiver = await HookReceiver.Start();
        var flow = await Connection.Subscribe(
            "WhenEventsHappenList",
            receiver.Url,
            new() { ["body/events"] = new JsonArray("ticket-created", "reply-added") }
        );
        var ticket = await NewTicket("low");

        var hook = (await receiver.Until(1))[0];
        Assert.Empty(Connection.Misfits(flow.Trigger.Notification!, hook.Json));
        Assert.Equal(ticket, (long)hook.Json[0]!["ticket_id"]!);
        await flow.TurnOff();
    }

    [Fact]
    public async Task Whoever_cannot_be_called_asks_and_gets_what_happened_since()
    {
        const string Polled = "WhenATicketIsCreatedPolling";
        var first = (await Connection.Call(Polled)).Expect(HttpStatusCode.OK);
        Assert.Empty(first.Items);
        var ticket = await NewTicket("low");

        var next = await Wait.For(
            () => Connection.Call(Polled, new() { ["after"] = (string)first.Json["next_after"]! }),
            answer => answer.Items.Any(one => (long)one!["ticket_id"]! == ticket)
        );
        Assert.Empty(Connection.Misfits(Connection.Files.Find(Polled)!.Answer!, next.Json));
        var nothing = await Connection.Call(Polled, new() { ["after"] = (string)next.Json["next_after"]! });
        Assert.DoesNotContain(nothing.Items, one => (long)one!["ticket_id"]! == ticket);
        (await Connection.Call(Polled, new() { ["after"] = "yesterday" })).ExpectInvalid("after");
    }

    private Task<long> NewTicket(string priority) => new Maker(Connection).NewTicket(priority);
}
