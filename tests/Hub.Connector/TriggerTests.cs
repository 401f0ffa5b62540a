using System.Net;
using System.Text.Json.Nodes;
using Hub.Connector.Platform;
using Hub.Connector.Rules;
using Hub.Tests.Hosting;
using Hub.Tests.OpenApi;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Hub.Connector;

/// <summary>The connector against the running hub, as the platform uses it: from the two files alone.</summary>
public sealed class TriggerTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    /// <summary>What time brings about, and nobody.</summary>
    private static readonly string[] OfTime =
    [
        "WhenATicketIsEscalated",
        "WhenATicketIsIdle",
        "WhenATicketIsExpectedToday",
        "WhenATicketIsOverdue",
        "WhenAnSlaIsAboutToBeBreached",
        "WhenAnSlaIsBreached",
        "WhenTheExpectedDateOfATicketComesNear",
    ];

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
    public async Task Every_event_comes_as_its_trigger_says_until_its_flow_is_turned_off()
    {
        await using var receiver = await HookReceiver.Start();
        var typed = Connection.Files.Webhooks.Where(one => one.Notification!.ContainsKey("$ref")).ToList();
        Assert.True(typed.Count >= 32, $"{typed.Count}");
        var flows = new List<FlowRun>();
        foreach (var trigger in typed)
            flows.Add(await Connection.Subscribe(trigger.Id!, receiver.UrlOf(trigger.Id!)));

        await hub.DoEverything();
        var company = (await Connection.Call("CreateCompany", new() { ["body/name"] = "Kestrel Freight" })).Id;
        await Connection.Call("UpdateCompany", new() { ["id"] = company, ["body/phone"] = "+49 30 1234567" });
        await Connection.Call("DeleteCompany", new() { ["id"] = company });

        var expected = typed.Select(one => one.Id!).Except(OfTime).ToHashSet();
        await Wait.For(() => Task.FromResult(expected.Except(Told(receiver)).ToList()), missing => missing.Count == 0);
        foreach (var hook in receiver.Received)
        {
            var flow = flows.Single(one => $"/{one.Trigger.Id}" == hook.Path);
            Assert.Empty(Connection.Misfits(flow.Trigger.Notification!, hook.Json));
            Assert.Equal(flow.Id, (string)hook.Json["subscription_id"]!);
            Assert.NotEqual(Guid.Empty, (Guid)hook.Json["event_id"]!);
            Assert.DoesNotContain("null", hook.Text);
        }

        foreach (var flow in flows)
            await flow.TurnOff();
        var listed = (await hub.Admin.Get("/api/v1/triggers?per_page=100")).Items;
        Assert.DoesNotContain(listed, one => flows.Any(flow => flow.Id == (string)one!["id"]!));
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

    public static TheoryData<string> Workflows =>
        [
            .. Directory
                .GetFiles(Path.Combine(Document.Root, "connector", "logicapps"), "*.json")
                .Select(file => Path.GetFileName(file))
                .Order(),
        ];

    [Theory, MemberData(nameof(Workflows))]
    public async Task A_workflow_that_calls_the_hub_itself_subscribes_and_leaves_by_its_callback(string name)
    {
        var callback = $"https://flow.example.com/{Guid.NewGuid():N}";
        var text = await File.ReadAllTextAsync(Path.Combine(Document.Root, "connector", "logicapps", name));
        var hooks = Document
            .Objects(JsonNode.Parse(text))
            .Where(one => (string?)(one.Json["type"] as JsonValue) == "HttpWebhook")
            .ToList();
        var inputs = Assert.Single(hooks).Json["inputs"]!;

        async Task<Answer> Play(string step)
        {
            var call = inputs[step]!;
            var body = call["body"]!
                .ToJsonString()
                .Replace("@{listCallbackUrl()}", callback, StringComparison.Ordinal)
                .Replace("\"@triggerBody()?['ticket_id']\"", "1", StringComparison.Ordinal)
                .Replace("\"@triggerBody()?[\\u0027ticket_id\\u0027]\"", "1", StringComparison.Ordinal);
            Assert.Equal("Bearer @{parameters('token')}", (string?)call["authentication"]!["value"]);
            return await hub.Admin.Send(
                new HttpMethod((string)call["method"]!),
                ((string)call["uri"]!).Replace("@{parameters('hub')}", "", StringComparison.Ordinal),
                body
            );
        }

        // A restart registers twice.
        var first = (await Play("subscribe")).Expect(HttpStatusCode.Created);
        Assert.Equal(
            first.Header("Location"),
            (await Play("subscribe")).Expect(HttpStatusCode.Created).Header("Location")
        );
        Assert.Equal(1, (int)(await Play("unsubscribe")).Expect(HttpStatusCode.OK).Data["ended"]!);
        // Once more, as platforms do: what waits for its flow to come back is ended again, and everything else is gone.
        (await Play("unsubscribe")).Expect(HttpStatusCode.OK);
        var left = await hub.Admin.Get(new Uri(first.Header("Location")!).AbsolutePath);
        Assert.True(left.Status == HttpStatusCode.NotFound || (string)left.Data["state"]! == "ended", $"{left}");
    }

    private static IEnumerable<string> Told(HookReceiver receiver) =>
        receiver.Received.Select(hook => hook.Path.TrimStart('/'));

    private static (string Path, long Ticket) TicketOf(Hook hook) => (hook.Path, (long)hook.Json["ticket_id"]!);

    private async Task<long> NewTicket(string priority) => (
            await Connection.Call(
                "CreateTicket",
                new()
                {
                    ["body/subject"] = "Printer not working",
                    ["body/description"] = "It prints blank pages.",
                    ["body/requester_email"] = "user@company.com",
                    ["body/priority"] = priority,
                }
            )
        ).Expect(HttpStatusCode.Created).Id;

    private async Task Resolve(long ticket) =>
        (await Connection.Call("UpdateTicket", new() { ["id"] = ticket, ["body/status"] = "resolved" })).Expect(
            HttpStatusCode.OK
        );
}
