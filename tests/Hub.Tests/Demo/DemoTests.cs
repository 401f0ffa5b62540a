using System.Text.Json.Nodes;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Hub.Tests.Importing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Demo;

/// <summary>An organization that the demo has filled, once for all tests that look at it.</summary>
public sealed class DemoFolder : IAsyncLifetime
{
    private ImportedFolder folder = null!;

    internal HubHost Hub { get; private set; } = null!;

    internal string Summary { get; private set; } = "";

    internal DateTimeOffset Began { get; } = DateTimeOffset.UtcNow;

    public async ValueTask InitializeAsync()
    {
        folder = await ImportedFolder.Start();
        await using (var before = await folder.Hub())
            await before.Admin.Send(
                HttpMethod.Post,
                "/api/v1/webhooks",
                new { url = "https://receiver.example.com/hook", events = new[] { "*" } }
            );
        var (code, output, error) = await folder.Run("demo", "--seed", "7");
        Assert.True(code == 0, output + error);
        Summary = output;
        Hub = await folder.Hub();
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await folder.DisposeAsync();
    }
}

/// <summary>What the demo makes is a month of work that holds together, and nobody is told of it.</summary>
public sealed class DemoTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    private HubClient Admin => demo.Hub.Admin;

    [Fact]
    public async Task It_is_a_month_of_several_hundred_tickets_with_the_rhythm_of_a_week()
    {
        var tickets = await All("/api/v1/tickets");

        Assert.InRange(tickets.Count, 300, 700);
        var first = demo.Began.AddDays(-31);
        foreach (var ticket in tickets)
        foreach (var field in new[] { "created_at", "updated_at", "resolved_at", "closed_at", "first_responded_at" })
            if (ticket[field] is { } at)
                Assert.InRange((DateTimeOffset)at, first, DateTimeOffset.UtcNow);
        Assert.All(tickets, one =>
            Assert.True((DateTimeOffset)one["updated_at"]! >= (DateTimeOffset)one["created_at"]!)
        );
        Assert.Equal(tickets.Select(At).Order(), tickets.OrderBy(one => (long)one["id"]!).Select(At));
        var weekend = tickets.Count(one => At(one).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        Assert.InRange(weekend, 1, tickets.Count / 10);
        Assert.All(tickets, one => Assert.InRange(At(one).Hour, 6, 17));

        static DateTimeOffset At(JsonObject ticket) => (DateTimeOffset)ticket["created_at"]!;
    }

    [Fact]
    public async Task Work_was_done_on_them()
    {
        var tickets = await All("/api/v1/tickets");

        foreach (var status in new[] { "open", "pending", "resolved", "closed" })
            Assert.Contains(tickets, one => (string)one["status"]! == status);
        var late = tickets.Count(one =>
            one["sla"] is { } sla && ((bool)sla["first_response_breached"]! || (bool)sla["resolution_breached"]!)
        );
        Assert.InRange(late, 5, tickets.Count / 2);
        Assert.Contains(tickets, one => (int)one["reply_count"]! > 2);
        Assert.NotEmpty((await Admin.Get("/api/v1/csat?is_answered=true")).Items);
        Assert.NotEmpty((await Admin.Get("/api/v1/knowledge-base?is_published=true")).Items);
        var ended = tickets.First(one => (string)one["status"]! == "closed");
        var kinds = (await Admin.Get($"/api/v1/tickets/{ended["id"]}/timeline")).Items.Select(one =>
            (string)one!["kind"]!
        );
        Assert.Contains("assigned", kinds);
        Assert.Contains("replied", kinds);
        Assert.Contains("status_changed", kinds);
        var replies = (await Admin.Get($"/api/v1/tickets/{ended["id"]}/replies")).Items;
        Assert.Contains(replies, one => (string)one!["author"]!["kind"]! == "agent");
    }

    [Fact]
    public async Task Every_record_reads_back_and_refers_only_to_what_is_there()
    {
        var lists = new Dictionary<string, string>
        {
            ["department_id"] = "/api/v1/departments",
            ["assignee_id"] = "/api/v1/users",
            ["owner_id"] = "/api/v1/users",
            ["requester_id"] = "/api/v1/contacts",
            ["company_id"] = "/api/v1/companies",
            ["classification_id"] = "/api/v1/classifications",
            ["queue_id"] = "/api/v1/queues",
            ["category_id"] = "/api/v1/knowledge-base/categories",
            ["calendar_id"] = "/api/v1/sla/calendars",
            ["rotation_id"] = "/api/v1/on-call/rotations",
            ["incident_id"] = "/api/v1/incidents",
        };
        var ids = new Dictionary<string, HashSet<long>>();
        foreach (var list in lists.Values.Distinct())
            ids[list] = [.. (await All(list)).Select(one => (long)one["id"]!)];
        string[] others =
        [
            "/api/v1/tickets",
            "/api/v1/problems",
            "/api/v1/changes",
            "/api/v1/assets",
            "/api/v1/knowledge-base",
            "/api/v1/on-call/pages",
            "/api/v1/sla/policies",
        ];
        var seen = 0;
        foreach (var list in others.Concat(lists.Values).Distinct())
        {
            var records = await All(list);
            Assert.NotEmpty(records);
            foreach (var record in records)
            foreach (var (field, of) in lists)
                if (record[field] is { } id)
                {
                    Assert.Contains((long)id, ids[of]);
                    seen++;
                }
            var path = $"{list}/{records[^1]["id"]}";
            Assert.Equal((long)records[^1]["id"]!, (await Admin.Get(path)).Expect(System.Net.HttpStatusCode.OK).Id);
        }
        Assert.True(seen > 1_000);
        Assert.Contains(await All("/api/v1/problems"), one => (int)one["incident_count"]! > 3);
        Assert.Equal("resolved", (string)Assert.Single(await All("/api/v1/incidents"))["status"]!);
    }

    [Fact]
    public async Task Nobody_is_told_of_the_past()
    {
        var organization = await demo.Hub.OrganizationOf(Admin);
        var log = demo.Hub.App.Services.GetRequiredService<IEventLog>();
        await foreach (var happened in log.Since(organization, DateTimeOffset.UnixEpoch, default))
            Assert.True(happened.At >= demo.Began, $"{happened.Fact} of {happened.At:u} was told.");
        var webhook = (await Admin.Get("/api/v1/webhooks")).Items[0]!["id"];
        foreach (var delivery in (await Admin.Get($"/api/v1/webhooks/{webhook}/deliveries")).Items)
            Assert.DoesNotContain("created", (string)delivery!["event"]!);
    }

    [Fact]
    public void It_says_what_it_made_and_what_to_look_at_next()
    {
        Assert.Contains("seed 7", demo.Summary);
        Assert.Contains(" tickets", demo.Summary);
        Assert.Contains("/docs", demo.Summary);
        Assert.Contains("Authorization: Bearer", demo.Summary);
        Assert.DoesNotContain(HubHost.FirstToken.Split('|')[1], demo.Summary);
    }

    private async Task<List<JsonObject>> All(string list)
    {
        var all = new List<JsonObject>();
        for (var page = 1; ; page++)
        {
            var answer = (await Admin.Get($"{list}?per_page=100&page={page}")).Expect(System.Net.HttpStatusCode.OK);
            all.AddRange(answer.Items.Select(one => one!.AsObject()));
            if (all.Count >= (int)answer.Json["meta"]!["total"]!)
                return all;
        }
    }
}
