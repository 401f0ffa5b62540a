using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Workflows;

/// <summary>The workflow as a resource: what it is at first, what of it holds together, and who may change it.</summary>
public sealed class WorkflowTests : IAsyncLifetime
{
    private HubHost hub = null!;

    public async ValueTask InitializeAsync() => hub = await HubHost.Start();

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task At_first_it_is_the_five_statuses_and_every_way_that_there_always_was()
    {
        var first = (await hub.Admin.Get(Flows.Path)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ["open False", "pending True", "on_hold False", "resolved True", "closed True"],
            first.Data["statuses"]!.AsArray().Select(one => $"{one!["id"]} {(bool)one["stops_sla"]!}")
        );
        var ticket = await hub.Admin.NewTicket();
        Assert.Equal(["closed", "on_hold", "pending", "resolved"], await TargetsOf(ticket));
        await hub.Admin.UpdateTicket(ticket, new { status = "resolved" });
        Assert.Equal(["closed", "open"], await TargetsOf(ticket));
        await hub.Admin.UpdateTicket(ticket, new { status = "closed" });
        Assert.Empty(await TargetsOf(ticket));
    }

    [Fact]
    public async Task Changing_it_takes_all_scopes_and_the_version_that_was_read()
    {
        var client = await hub.WithScopes("tickets:read", "tickets:write");
        (await client.Send(HttpMethod.Put, Flows.Path, new { resolutions = new[] { "fixed" } })).Expect(
            HttpStatusCode.Forbidden
        );
        var first = (await client.Get(Flows.Path)).ETag!;

        var changed = await Change(new { resolutions = new[] { "fixed" } }, first);
        Assert.NotEqual(first, changed.Expect(HttpStatusCode.OK).ETag);
        (await Change(new { resolutions = new[] { "other" } }, first)).ExpectProblem(
            HttpStatusCode.PreconditionFailed,
            "precondition_failed"
        );
        Assert.Equal(changed.ETag, (await Change(new { resolutions = new[] { "fixed" } }, changed.ETag!)).ETag);
        Assert.Equal("""["fixed"]""", (await client.Get(Flows.Path)).Data["resolutions"]!.ToJsonString());
    }

    [Fact]
    public async Task What_does_not_hold_together_is_named()
    {
        await Wrong(flow => flow["statuses"]!.AsArray().RemoveAt(2), "statuses");
        await Wrong(flow => flow["statuses"]![0]!["category"] = "pending", "statuses");
        await Wrong(flow => flow["statuses"]![4]!["stops_sla"] = false, "statuses[4].stops_sla");
        await Wrong(flow => flow["statuses"]!.AsArray().Add((JsonNode)Flows.Status("Open", "open")), "statuses[5].id");
        await Wrong(flow => flow["statuses"]!.AsArray().Add((JsonNode)Flows.Status("open", "open")), "statuses[5].id");
        await Wrong(flow => flow["statuses"]!.AsArray().Add(null), "statuses[5]");
        await WrongWay(Flows.Way(["open"], "nowhere", "x"), "target_id");
        await WrongWay(Flows.Way(["nowhere"], "open", "x"), "from");
        await WrongWay(Flows.Way(["open"], "open", "x"), "from");
        await WrongWay(Flows.Way(["closed"], "open", "Reopen"), "from");
        await WrongWay(Flows.Way(["open"], "pending", "A second way"), "from");
        await WrongWay(
            Flows.Way(["resolved"], "pending", "x", new JsonObject { ["requires_resolution"] = true }),
            "requires_resolution"
        );
        Assert.Equal(5, (await hub.Admin.Current())["statuses"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_status_that_tickets_have_stays_and_their_number_is_told()
    {
        await hub.Admin.SetUp();
        var ticket = await hub.Admin.NewTicket();
        (await hub.Admin.Move(ticket, new { target_id = "working" })).Expect(HttpStatusCode.OK);
        var without = await hub.Admin.Current();
        Remove(without, "working");

        var refused = await hub.Admin.Send(HttpMethod.Put, Flows.Path, without);
        refused.ExpectProblem(HttpStatusCode.Conflict, "status_in_use");
        Assert.Contains("working: 1.", (string)refused.Json["detail"]!);
        var other = await hub.Admin.Current();
        other["statuses"]!.AsArray().First(one => (string)one!["id"]! == "working")!["category"] = "pending";
        (await hub.Admin.Send(HttpMethod.Put, Flows.Path, other)).ExpectProblem(
            HttpStatusCode.Conflict,
            "status_in_use"
        );

        await hub.Admin.DeleteTicket(ticket);
        (await hub.Admin.Send(HttpMethod.Put, Flows.Path, without)).Expect(HttpStatusCode.OK);
    }

    private async Task<string[]> TargetsOf(long ticket) =>
        [
            .. (await hub.Admin.Get($"/api/v1/tickets/{ticket}/transitions")).Expect(HttpStatusCode.OK).Data[
                "transitions"
            ]!
                .AsArray()
                .Select(one => (string)one!["target_id"]!)
                .Order(),
        ];

    private Task<Answer> Change(object body, string version) =>
        hub.Admin.Send(HttpMethod.Put, Flows.Path, body, ("If-Match", version));

    private Task WrongWay(JsonObject way, string field) =>
        Wrong(flow => flow["transitions"]!.AsArray().Add((JsonNode)way), $"transitions[5].{field}");

    private async Task Wrong(Action<JsonObject> spoil, string field)
    {
        var flow = await hub.Admin.Current();
        spoil(flow);
        (await hub.Admin.Send(HttpMethod.Put, Flows.Path, flow)).ExpectInvalid(field);
    }

    private static void Remove(JsonObject flow, string status)
    {
        var statuses = flow["statuses"]!.AsArray();
        statuses.Remove(statuses.First(one => (string)one!["id"]! == status));
        var ways = flow["transitions"]!.AsArray();
        foreach (var way in ways.Where(one => one!.ToJsonString().Contains(status, StringComparison.Ordinal)).ToList())
            ways.Remove(way);
    }
}
