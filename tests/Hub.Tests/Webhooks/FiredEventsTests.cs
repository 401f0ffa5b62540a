using System.Net;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Records.Tables;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Webhooks;

/// <summary>Which events anything fires: all that are published.</summary>
public sealed class FiredEventsTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task What_is_said_to_be_fired_is_fired_by_a_route_and_nothing_else_is()
    {
        await hub.DoEverything();
        var webhook = await hub.Admin.Subscribe("https://example.com/fired");
        (await hub.Admin.Act(webhook, "test")).Expect(HttpStatusCode.Accepted);

        var fired = new HashSet<Fact>();
        var log = hub.Host.App.Services.GetRequiredService<IEventLog>();
        var organization = await hub.Host.OrganizationOf(hub.Admin);
        await foreach (
            var happened in log.Since(organization, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken)
        )
            fired.Add(happened.Fact);

        // Deadlines pass with time, which stands still for no test here: the tests of SLA and alerts see each of these facts.
        fired.UnionWith([TicketFacts.SlaAtRisk, TicketFacts.SlaBreached, TicketFacts.Escalated, TicketFacts.Idle]);
        fired.UnionWith([TicketFacts.ExpectedDateApproaching, TicketFacts.ExpectedDateDueToday]);
        fired.Add(TicketFacts.ExpectedDateOverdue);

        // Business records only come, change and go: the tests of their tables see each of these facts.
        var said = Kinds
            .All.Where(kind => kind is not Kind<TableRecord>)
            .SelectMany(kind => kind.Facts)
            .Append(Fact.TestPing)
            .Where(fact => fact.IsFired());
        Assert.Equal(said.Select(fact => $"{fact}").Order(), fired.Select(fact => $"{fact}").Order());
    }

    [Fact]
    public async Task Who_asks_for_an_event_that_nothing_fires_is_warned()
    {
        await using var early = await TimedHub.Start([TestDialects.Early]);
        var created = await early.Admin.CreateWebhook(
            new
            {
                url = "https://example.com/early",
                events = new[] { "ticket.created", "robot.built" },
                dialect = "early",
            }
        );
        var id = WebhookCalls.IdOf(created);
        var changed = await early.Admin.UpdateWebhook(id, new { name = "Changed" });

        foreach (var answer in new[] { created, changed })
        {
            var warning = Assert.Single(answer.Json["warnings"]!.AsArray())!;
            Assert.Equal("event_not_fired", (string)warning["code"]!);
            Assert.Equal("events", (string)warning["field"]!);
            Assert.Contains("robot.built", (string)warning["message"]!);
        }
        var listed = (await early.Admin.Get("/api/v1/webhook-events?dialect=early")).Items;
        Assert.Equal(["robot.built"], listed.Where(one => !(bool)one!["fired"]!).Select(one => (string)one!["name"]!));
        var without = await early.Admin.UpdateWebhook(id, new { events = new[] { "ticket.created" } });
        Assert.Null(without.Expect(HttpStatusCode.OK).Json["warnings"]);
    }

    [Fact]
    public async Task Who_asks_for_what_there_is_or_for_everything_is_not_warned()
    {
        Assert.Null((await Create("tiketti", "ticket.created", "message.created")).Json["warnings"]);
        Assert.Null((await Create("tiketti", "*")).Json["warnings"]);
    }

    [Fact]
    public async Task Every_event_of_the_catalogue_is_fired()
    {
        var unfired = new List<string>();
        for (var page = 1; ; page++)
        {
            var listed = (await hub.Admin.Get($"/api/v1/webhook-events?per_page=50&page={page}")).Items;
            if (listed.Count == 0)
                break;
            unfired.AddRange(
                listed.Where(one => !(bool)one!["fired"]!).Select(one => $"{one!["dialect"]} {one["name"]}")
            );
        }

        Assert.Empty(unfired);
    }

    private Task<Answer> Create(string dialect, params string[] events) =>
        hub.Admin.CreateWebhook(
            new
            {
                url = $"https://example.com/{Guid.NewGuid():N}",
                events,
                dialect,
            }
        );
}
