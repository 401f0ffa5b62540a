using System.Net;
using Hub.Domain.TimeEntries;
using Hub.Tests.Hosting;

namespace Hub.Tests.TimeEntries;

public sealed class TimeEntriesTests(HubWithFakeClock hub) : IClassFixture<HubWithFakeClock>
{
    [Fact]
    public async Task Time_that_is_logged_changed_and_deleted_is_told_each_time_once()
    {
        await hub.Admin.HireAgents(2);
        var ticket = await hub.Admin.NewTicket();

        var logged = await hub.Admin.LogTime(
            ticket,
            new
            {
                minutes = 45,
                agent_id = 2,
                started_at = "2026-05-01T08:00:00Z",
                billable = true,
                note = "Replaced the toner",
            }
        );
        var path = new Uri(logged.Expect(HttpStatusCode.Created).Header("Location")!).AbsolutePath;
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var changed = await hub.Admin.Change(path, new { minutes = 60, note = (string?)null });
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        (await hub.Admin.Change(path, new { minutes = 60 })).Expect(HttpStatusCode.OK);
        (await hub.Admin.Delete(path)).Expect(HttpStatusCode.NoContent);
        (await hub.Admin.Delete(path)).ExpectProblem(HttpStatusCode.NotFound, "time_entry_not_found");

        Assert.Equal((ticket, 45, 2), Told(logged));
        Assert.Equal("Replaced the toner", (string)logged.Data["note"]!);
        Assert.Equal("2026-05-01T08:00:00.000Z", (string)logged.Data["started_at"]!);
        Assert.True((bool)logged.Data["billable"]!);
        Assert.Equal((ticket, 60, 2), Told(changed.Expect(HttpStatusCode.OK)));
        Assert.Null(changed.Data["note"]);
        var told = (await hub.Host.EventsOf(ticket)).Where(one => one.About<TimeEntry>() is not null).ToList();
        Assert.Equal(
            ["time_entry_created", "time_entry_updated", "time_entry_deleted"],
            told.Select(one => $"{one.Fact}")
        );
        Assert.Equal(["minutes", "note"], told[1].Changes!.Select(change => change.Field));
        Assert.Equal([45, 60, 60], told.Select(one => one.About<TimeEntry>()!.Minutes));
        Assert.Empty(await hub.Admin.MinutesOf(ticket));

        static (long, int, long) Told(Answer answer) =>
            ((long)answer.Data["ticket_id"]!, (int)answer.Data["minutes"]!, (long)answer.Data["agent_id"]!);
    }

    [Fact]
    public async Task What_is_not_said_is_now_the_token_s_agent_and_not_billable()
    {
        await hub.Admin.HireAgents(1);
        var token = await hub.Admin.CreateToken(new { name = "Agent's", agent_id = 1 });
        var agent = hub.Host.As((string)token.Json["token"]!);
        var ticket = await hub.Admin.NewTicket();

        var own = await agent.LogTime(ticket, new { minutes = 1 });
        var nobody = await hub.Admin.LogTime(ticket, new { minutes = 1440 });

        Assert.Equal(1, (long)own.Expect(HttpStatusCode.Created).Data["agent_id"]!);
        Assert.False((bool)own.Data["billable"]!);
        Assert.Equal((string)own.Data["created_at"]!, (string)own.Data["started_at"]!);
        Assert.Null(nobody.Expect(HttpStatusCode.Created).Data["agent_id"]);
    }

    [Fact]
    public async Task A_list_is_narrowed_and_sorted()
    {
        await hub.Admin.HireAgents(3);
        var ticket = await hub.Admin.NewTicket();
        await Log(30, 1, "2026-05-03", billable: true);
        await Log(10, 2, "2026-05-01", billable: false);
        await Log(20, 3, "2026-05-02", billable: true);
        await hub.Admin.NewTime(await hub.Admin.NewTicket(), new { minutes = 99 });

        Assert.Equal("30,10,20", await hub.Admin.MinutesOf(ticket));
        Assert.Equal("20,10,30", await hub.Admin.MinutesOf(ticket, "sort=-id"));
        Assert.Equal("10,20,30", await hub.Admin.MinutesOf(ticket, "sort=minutes"));
        Assert.Equal("30,20,10", await hub.Admin.MinutesOf(ticket, "sort=-started_at"));
        Assert.Equal("30,20", await hub.Admin.MinutesOf(ticket, "agent_id=1,3"));
        Assert.Equal("30,20", await hub.Admin.MinutesOf(ticket, "billable=true"));
        Assert.Equal("10", await hub.Admin.MinutesOf(ticket, "billable=false"));
        Assert.Equal("30,20", await hub.Admin.MinutesOf(ticket, "started_since=2026-05-02"));
        Assert.Equal("10", await hub.Admin.MinutesOf(ticket, "started_before=2026-05-02"));
        Assert.Equal(
            "20",
            await hub.Admin.MinutesOf(ticket, "started_since=2026-05-02&started_before=2026-05-03T00:00:00Z")
        );
        Assert.Equal("10", await hub.Admin.MinutesOf(ticket, "per_page=1&page=2"));
        (await hub.Admin.Get($"{TimeEntryCalls.ListOf(ticket)}?sort=note")).ExpectInvalid("sort");
        (await hub.Admin.Get($"{TimeEntryCalls.ListOf(ticket)}?billable=perhaps")).ExpectInvalid("billable");
        (await hub.Admin.Get(TimeEntryCalls.ListOf(987654))).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");

        Task Log(int minutes, long agent, string day, bool billable) =>
            hub.Admin.NewTime(
                ticket,
                new
                {
                    minutes,
                    agent_id = agent,
                    started_at = day,
                    billable,
                }
            );
    }

    [Fact]
    public async Task What_does_not_hold_is_named_all_at_once()
    {
        var ticket = await hub.Admin.NewTicket();
        var path = await hub.Admin.NewTime(ticket);
        var soon = hub.Clock.GetUtcNow().AddDays(1);

        foreach (var minutes in new[] { 0, -1, 1441 })
        {
            var wrong = new
            {
                minutes,
                agent_id = 4711,
                started_at = soon.AddSeconds(1),
                note = new string('n', 2001),
            };
            var refused = await hub.Admin.LogTime(ticket, wrong);
            var unchanged = await hub.Admin.Change(path, wrong);
            foreach (var field in new[] { "minutes", "agent_id", "started_at", "note" })
            {
                refused.ExpectInvalid(field);
                unchanged.ExpectInvalid(field);
            }
        }
        (await hub.Admin.LogTime(ticket, new { note = "How long?" })).ExpectInvalid("minutes");
        foreach (var cleared in new object[] { new { minutes = (int?)null }, new { billable = (bool?)null } })
            (await hub.Admin.Change(path, cleared)).Expect(HttpStatusCode.UnprocessableEntity);
        (await hub.Admin.LogTime(ticket, new { minutes = 5, started_at = soon })).Expect(HttpStatusCode.Created);
        Assert.Equal("30,5", await hub.Admin.MinutesOf(ticket));
    }

    [Fact]
    public async Task A_closed_ticket_takes_time_and_a_merged_one_does_not()
    {
        var (ticket, other) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        await hub.Admin.UpdateTicket(ticket, new { status = "closed" });
        (await hub.Admin.LogTime(ticket, new { minutes = 5 })).Expect(HttpStatusCode.Created);
        var path = await hub.Admin.NewTime(other);
        (await hub.Admin.MergeTicket(other, await hub.Admin.NewTicket())).Expect(HttpStatusCode.OK);

        foreach (
            var refused in new[]
            {
                await hub.Admin.LogTime(other, new { minutes = 5 }),
                await hub.Admin.Change(path, new { minutes = 5 }),
                await hub.Admin.Delete(path),
            }
        )
            refused.ExpectProblem(HttpStatusCode.Conflict, "ticket_merged");
        Assert.Equal("30", await hub.Admin.MinutesOf(other));
    }

    [Fact]
    public async Task Another_ticket_s_entry_is_404_and_a_ticket_may_be_named_by_its_code()
    {
        var ticket = await hub.Admin.NewTicket();
        var entry = HeardEvents.IdOf(await hub.Admin.NewTime(ticket));
        var elsewhere = $"{TimeEntryCalls.ListOf(await hub.Admin.NewTicket())}/{entry}";
        var code = (string)(await hub.Admin.GetTicket(ticket)).Data["code"]!;

        foreach (
            var missing in new[]
            {
                await hub.Admin.Get(elsewhere),
                await hub.Admin.Change(elsewhere, new { minutes = 1 }),
                await hub.Admin.Delete(elsewhere),
            }
        )
            missing.ExpectProblem(HttpStatusCode.NotFound, "time_entry_not_found");
        Assert.Equal(30, (int)(await hub.Admin.Get($"{TimeEntryCalls.ListOf(code)}/{entry}")).Data["minutes"]!);
    }
}
