using System.Globalization;
using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Surveys;

namespace Hub.Tests.Reports;

/// <summary>What each report says of tickets that went through something; each test has days of its own.</summary>
public sealed class ReportsTests(HubWithReports hub) : IClassFixture<HubWithReports>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly DateOnly first = FirstDay(hub);

    [Fact]
    public async Task Volume_is_told_by_day_department_and_agent()
    {
        await New(new { department_id = hub.Fleet, assignee_id = 1 });
        var other = await New(new { department_id = hub.Fleet, assignee_id = 2 });
        Pass(1);
        await Update(other, new { status = "resolved" });
        Pass(1);
        await Update(other, new { status = "open" });
        var merged = await New(new { department_id = hub.Office });
        (await hub.Admin.MergeTicket(merged, other)).Expect(HttpStatusCode.OK);
        var deleted = await New(new { department_id = hub.Fleet });
        (await hub.Admin.DeleteTicket(deleted)).Expect(HttpStatusCode.NoContent);
        await hub.Counted();

        string[] fields = ["created", "resolved", "reopened", "merged"];
        Assert.Equal(["2 0 0 0", "0 1 0 0", "1 0 1 1"], await Lines("volume", "", fields));
        Assert.Equal(
            ["Fleet 2 1 1 0", "=Office 1 0 0 1"],
            await Lines("volume", "&group_by=department", ["department", .. fields])
        );
        Assert.Equal(
            ["1 Agent 1 1 0 0 0", "2 Agent 2 1 1 1 0"],
            await Lines("volume", $"&group_by=agent&department_id={hub.Fleet}", ["agent_id", "agent", .. fields])
        );
        Assert.Equal(
            [$"{At(0)} 1", $"{At(0)} 2", $"{At(1)} 2", $"{At(2)} 2"],
            await Lines("volume", "&group_by=day,agent&agent_id=1,2", "day", "agent_id")
        );
        var total = (await hub.Admin.Report("volume", Days())).Data["total"]!;
        Assert.Equal(
            (3, 1, 1, 1),
            ((int)total["created"]!, (int)total["resolved"]!, (int)total["reopened"]!, (int)total["merged"]!)
        );
    }

    [Fact]
    public async Task The_backlog_is_what_was_open_at_the_end_of_each_day_of_whoever_had_it_then()
    {
        var before = await Open("");
        var ticket = await New(new { department_id = hub.Fleet, assignee_id = 3 });
        await New(new { department_id = hub.Fleet, assignee_id = 3 });
        Pass(1);
        await Update(ticket, new { status = "resolved" });
        Pass(1);
        await Update(ticket, new { status = "open" });
        Pass(1);
        await Update(ticket, new { assignee_id = 1 });
        await hub.Counted();

        int[] all = [before + 2, before + 1, before + 2, before + 2];
        int[] own = [2, 1, 2, 1];
        Assert.Equal(all, await Levels(""));
        Assert.Equal(own, await Levels("&agent_id=3"));
        Assert.Equal(["3 1"], await Lines("backlog", "&group_by=agent&agent_id=3", "agent_id", "open"));
        Assert.Equal(
            [$"{At(0)} 2", $"{At(1)} 1", $"{At(2)} 2", $"{At(3)} 1"],
            await Lines("backlog", "&group_by=day,agent&agent_id=3", "day", "open")
        );

        async Task<int[]> Levels(string filter) =>
            [.. (await Lines("backlog", filter, "open")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

        async Task<int> Open(string filter)
        {
            await hub.Counted();
            return (await Levels(filter))[^1];
        }
    }

    [Fact]
    public async Task First_responses_and_resolutions_are_told_with_how_long_they_took()
    {
        foreach (var minutes in new[] { 10, 20, 90 })
        {
            var ticket = await New(new { department_id = hub.Office });
            hub.Clock.Advance(TimeSpan.FromMinutes(minutes));
            (await hub.Admin.AddReply(ticket, new { body = "On it" })).Expect(HttpStatusCode.Created);
            hub.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await Update(ticket, new { status = "resolved" });
        }
        await hub.Counted();

        foreach (var (report, times) in new[] { ("first-response", 1), ("resolution", 2) })
        {
            var total = (await hub.Admin.Report(report, Days())).Data["total"]!;
            Assert.Equal((3, 2_400 * times), ((int)total["count"]!, (int)total["average_seconds"]!));
            Assert.InRange((int)total["median_seconds"]!, 1_080 * times, 1_320 * times);
            Assert.InRange((int)total["p90_seconds"]!, 4_860 * times, 5_940 * times);
        }
        Pass(1);
        var none = (await hub.Admin.Report("resolution", $"from={At(1)}&to={At(1)}")).Data["total"]!;
        Assert.Equal(0, (int)none["count"]!);
        Assert.Null(none["median_seconds"]);
    }

    [Fact]
    public async Task Csat_is_told_for_who_resolved_the_ticket()
    {
        foreach (var score in new[] { 5, 4, 1 })
        {
            var ticket = await New(new { assignee_id = 2 });
            await Update(ticket, new { status = "resolved" });
            await hub.AnswerSurvey(await hub.Admin.LinkOf(ticket), score);
            await Update(ticket, new { assignee_id = 1 });
        }
        await Update(await New(new { assignee_id = 2 }), new { status = "resolved" });
        await hub.Counted();

        Assert.Equal(
            ["2 4 3 3.33 2 0.6667"],
            await Lines(
                "csat",
                "&group_by=agent",
                "agent_id",
                "asked",
                "answered",
                "average_score",
                "good",
                "good_share"
            )
        );
    }

    [Fact]
    public async Task Sla_attainment_is_told_of_both_targets()
    {
        var policy = new
        {
            name = $"Policy {Guid.NewGuid():N}",
            first_response_minutes = 60,
            resolution_minutes = 6_000,
        };
        var id = (await hub.Admin.Send(HttpMethod.Post, "/api/v1/sla/policies", policy))
            .Expect(HttpStatusCode.Created)
            .Id;
        var (quick, slow) = (
            await New(new { department_id = hub.Office }),
            await New(new { department_id = hub.Office })
        );
        await hub.Admin.AddReply(quick, new { body = "On it" });
        hub.Clock.Advance(TimeSpan.FromHours(2));
        await hub.Admin.AddReply(slow, new { body = "At last" });
        await Update(quick, new { status = "resolved" });
        await Update(slow, new { status = "resolved" });
        await hub.Counted();
        (await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/sla/policies/{id}", null)).Expect(HttpStatusCode.NoContent);

        Assert.Equal(
            ["1 1 0.5 2 0 1"],
            await Lines(
                "sla",
                $"&department_id={hub.Office}",
                "first_response_met",
                "first_response_breached",
                "first_response_attainment",
                "resolution_met",
                "resolution_breached",
                "resolution_attainment"
            )
        );
    }

    [Fact]
    public async Task A_report_says_up_to_when_it_counts_and_the_hub_follows_by_itself()
    {
        await New();
        var report = await Wait.For(
            async () =>
            {
                // A round that was under way when time leapt is as old as it was when it began.
                hub.Clock.Advance(TimeSpan.FromMilliseconds(50));
                return (await hub.Admin.Report("volume", Days())).Data;
            },
            data => (int)data["total"]!["created"]! == 1 && (double)data["age_seconds"]! <= 5
        );

        Assert.True((long)report["position"]! > 0);
        Assert.False((bool)report["building"]!);
        Assert.Equal("UTC", (string)report["time_zone"]!);
    }

    /// <summary>A week that no other test has anything in.</summary>
    private static DateOnly FirstDay(HubWithReports hub)
    {
        hub.Clock.Advance(7 * Day);
        return DateOnly.FromDateTime(hub.Clock.GetUtcNow().UtcDateTime);
    }

    private void Pass(int days) => hub.Clock.Advance(days * Day);

    private string At(int day) => first.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Days() => $"from={At(0)}";

    private Task<string[]> Lines(string report, string query, params string[] fields) =>
        hub.Admin.Lines(report, Days() + query, fields);

    private async Task<long> New(object? change = null)
    {
        var ticket = await hub.Admin.NewTicket();
        if (change is not null)
            await Update(ticket, change);
        return ticket;
    }

    private async Task Update(long ticket, object change) =>
        (await hub.Admin.UpdateTicket(ticket, change)).Expect(HttpStatusCode.OK);
}
