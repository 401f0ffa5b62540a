using System.Net;
using System.Text.Json.Nodes;
using Hub.Connector.Platform;
using Hub.Connector.Rules;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Connector;

/// <summary>What makers choose from, on a hub where something of everything is.</summary>
public sealed class DropdownTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    private Connection Connection => Connection.WithToken(hub.Host.Http, HubHost.FirstToken);

    [Fact]
    public async Task Every_dropdown_that_depends_on_nothing_fills()
    {
        await hub.DoEverything();
        var calls = DynamicCall
            .All(Connection.Files)
            .Where(one => one is { IsList: true, IsModern: false } && !one.Passed.Any())
            .DistinctBy(one => one.Json.ToJsonString())
            .ToList();
        Assert.True(calls.Count > 15, $"{calls.Count}");

        foreach (var call in calls)
        foreach (var (title, value) in await Connection.Options(call))
            Assert.True(title.Length > 0 && value is not null, $"{call.Place}");
    }

    [Fact]
    public async Task A_dropdown_that_depends_on_another_choice_fills()
    {
        var ticket = (await hub.Admin.NewTicket());
        (await hub.Admin.AddReply(ticket, new { body = "Try again." })).Expect(HttpStatusCode.Created);
        var call = DynamicCall
            .All(Connection.Files)
            .First(one => one.In.Id == "GetReply" && one.Place.EndsWith("replyId", StringComparison.Ordinal));

        var (title, _) = Assert.Single(await Connection.Options(call, new JsonObject { ["id"] = ticket }));
        Assert.Equal("Try again.", title);
    }

    [Fact]
    public async Task Custom_fields_are_those_that_were_declared()
    {
        var field = new
        {
            key = "asset_tag",
            label = "Asset Tag",
            type = "text",
            is_required = false,
        };
        (await hub.Admin.Send(HttpMethod.Post, "/api/v1/custom-fields", field)).Expect(HttpStatusCode.Created);
        var site = Connection.Files.Find("CreateTicket")!.BodyFields.Single(one => one.Name == "custom_fields").Schema;

        var schema = await Connection.SchemaOf(site, []);

        Assert.Equal("Asset Tag", (string?)schema["properties"]!["asset_tag"]!["x-ms-summary"]);
    }

    [Fact]
    public async Task Pages_lead_to_the_next_until_the_last()
    {
        for (var count = 0; count < 3; count++)
            await hub.Admin.NewTicket();
        var seen = new List<long>();
        var answer = await Connection.Call("ListTickets", new() { ["per_page"] = 2, ["q"] = "Printer" });
        while (true)
        {
            seen.AddRange(answer.Expect(HttpStatusCode.OK).Items.Select(one => (long)one!["id"]!));
            if ((string?)answer.Json["nextLink"] is not { } next)
                break;
            Assert.Equal(hub.Host.Http.BaseAddress!.Authority, new Uri(next).Authority);
            answer = await hub.Admin.Get(new Uri(next).PathAndQuery);
        }

        Assert.Distinct(seen);
        Assert.Equal((long)answer.Json["meta"]!["total"]!, seen.Count);
    }
}
