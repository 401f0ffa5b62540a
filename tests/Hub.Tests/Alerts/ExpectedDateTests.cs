using System.Net;
using System.Text.Json.Nodes;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;
using Hub.Tests.Sla;

namespace Hub.Tests.Alerts;

/// <summary>What is told of expected dates as time passes and they change. The morning is 10:30 UTC on 24 May 2026.</summary>
public sealed class ExpectedDateTests : IAsyncLifetime
{
    private static readonly object Berlin = new
    {
        time_zone = "Europe/Berlin",
        alert_time = "09:00",
        approaching_days = 2,
        due_today = true,
        overdue = true,
    };

    private HubWithSla hub = null!;

    public async ValueTask InitializeAsync() => hub = await HubWithSla.Start();

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task A_date_comes_near_is_today_and_passes_each_told_once_to_the_second()
    {
        await hub.WantAlerts(Berlin);
        var ticket = await hub.Admin.NewTicket(Expected("2026-05-28"));

        await hub.GoTo("2026-05-26T06:59:59");
        Assert.Empty(await hub.ToldOf(ticket));
        await hub.GoTo("2026-05-26T07:00:00");
        await hub.ToldOf(ticket, 1);
        await hub.Restart();
        await hub.GoTo("2026-05-28T07:00:00");
        await hub.ToldOf(ticket, 2);
        await hub.Admin.UpdateTicket(ticket, new { subject = "Changed" });
        await hub.GoTo("2026-05-29T07:00:00");
        await hub.ToldOf(ticket, 3);
        await hub.GoTo("2026-06-10T07:00:00");

        Assert.Equal(
            ["approaching 2026-05-26T07:00:00", "due_today 2026-05-28T07:00:00", "overdue 2026-05-29T07:00:00"],
            await hub.ToldOf(ticket)
        );
        var alerts = (await hub.Host.EventsOf(ticket)).Where(one => one.Fact.Kind == "expected_date");
        Assert.Equal([null, null, 1], alerts.Select(one => one.About<Ticket>()!.Alert!.DaysOverdue));
    }

    [Theory]
    // The clocks go through half past two twice, and it is told the first time.
    [InlineData("2026-10-25", "02:30", "2026-10-25T00:30:00")]
    // They skip it, and it is told when they do.
    [InlineData("2027-03-28", "02:30", "2027-03-28T01:00:00")]
    // Before and after them an hour is another one.
    [InlineData("2026-10-24", "09:00", "2026-10-24T07:00:00")]
    [InlineData("2026-10-26", "09:00", "2026-10-26T08:00:00")]
    [InlineData("2028-02-29", "00:00", "2028-02-28T23:00:00")]
    public async Task A_day_is_that_of_the_clocks_on_the_wall(string date, string time, string told)
    {
        await hub.WantAlerts(
            new
            {
                time_zone = "Europe/Berlin",
                alert_time = time,
                due_today = true,
            }
        );
        var ticket = await hub.Admin.NewTicket(Expected(date));
        await hub.Settle();

        await hub.GoTo(told);

        Assert.Equal([$"due_today {told}"], await hub.ToldOf(ticket, 1));
    }

    [Fact]
    public async Task The_day_after_the_28th_of_february_is_the_29th_in_a_leap_year()
    {
        await hub.WantAlerts(new { alert_time = "00:00", overdue = true });
        var (leap, other) = (
            await hub.Admin.NewTicket(Expected("2028-02-28")),
            await hub.Admin.NewTicket(Expected("2027-02-28"))
        );
        await hub.Settle();

        await hub.GoTo("2027-03-01T00:00:00");
        Assert.Equal(["overdue 2027-03-01T00:00:00"], await hub.ToldOf(other, 1));
        await hub.GoTo("2028-02-29T00:00:00");
        Assert.Equal(["overdue 2028-02-29T00:00:00"], await hub.ToldOf(leap, 1));
    }

    [Fact]
    public async Task A_date_that_moves_is_told_anew_and_one_that_moves_back_is_not_told_twice()
    {
        await hub.WantAlerts(Berlin);
        var ticket = await hub.Admin.NewTicket(Expected("2026-05-28"));
        await hub.GoTo("2026-05-26T07:00:00");
        await hub.ToldOf(ticket, 1);

        await hub.Admin.UpdateTicket(ticket, Expected("2026-06-28"));
        await hub.Admin.UpdateTicket(ticket, Expected("2026-05-28"));
        await hub.GoTo("2026-05-27T12:00:00");
        Assert.Equal(["approaching 2026-05-26T07:00:00"], await hub.ToldOf(ticket));
        await hub.Admin.UpdateTicket(ticket, Expected("2026-05-30"));
        await hub.GoTo("2026-05-28T07:00:00");
        await hub.ToldOf(ticket, 2);
        await hub.Admin.UpdateTicket(ticket, new { expected_date = (string?)null });
        await hub.GoTo("2026-06-05T07:00:00");

        Assert.Equal(["approaching 2026-05-26T07:00:00", "approaching 2026-05-28T07:00:00"], await hub.ToldOf(ticket));
    }

    [Fact]
    public async Task Nothing_is_told_of_what_had_passed_when_it_was_said_or_of_what_is_done()
    {
        var early = await hub.Admin.NewTicket(Expected("2026-05-23"));
        await hub.WantAlerts(Berlin);
        var late = await hub.Admin.NewTicket(Expected("2026-05-25"));
        var done = await hub.Admin.NewTicket(Expected("2026-05-25"));
        await hub.Admin.UpdateTicket(done, new { status = "resolved" });
        await hub.GoTo("2026-05-25T07:00:00");
        Assert.Equal(["due_today 2026-05-25T07:00:00"], await hub.ToldOf(late, 1));
        await hub.GoTo("2026-05-25T08:00:00");

        Assert.Empty(await hub.ToldOf(early));
        Assert.Empty(await hub.ToldOf(done));
    }

    [Fact]
    public async Task A_hub_that_was_down_tells_the_last_of_what_it_missed()
    {
        await hub.WantAlerts(Berlin);
        var ticket = await hub.Admin.NewTicket(Expected("2026-05-28"));
        await hub.Settle();

        await hub.Restart(TimeSpan.FromDays(10));

        Assert.Equal(["overdue 2026-06-03T10:30:00"], await hub.ToldOf(ticket, 1));
        var alert = (await hub.Host.EventsOf(ticket))[^1].About<Ticket>()!.Alert!;
        Assert.Equal((6, new DateOnly(2026, 5, 28)), (alert.DaysOverdue, alert.ExpectedDate));
    }

    [Fact]
    public async Task The_date_is_shown_changed_cleared_listed_and_sorted_by()
    {
        var (one, other) = (
            await hub.Admin.NewTicket(Expected("2026-05-28")),
            await hub.Admin.NewTicket(Expected("2026-05-27"))
        );
        var without = await hub.Admin.NewTicket();

        Assert.Equal("2026-05-28", (string)(await hub.Admin.GetTicket(one)).Data["expected_date"]!);
        Assert.Equal([other, one], await Listed("expected_since=2026-05-27&sort=expected_date"));
        Assert.Equal([other], await Listed("expected_before=2026-05-28"));
        Assert.Equal([one, other, without], (await Listed("sort=-expected_date")).OrderBy(id => id));
        await hub.Admin.UpdateTicket(one, Expected("2026-06-01"));
        var cleared = await hub.Admin.UpdateTicket(one, new { expected_date = (string?)null });
        Assert.Null(cleared.Expect(HttpStatusCode.OK).Data["expected_date"]);

        var changes = (await hub.Host.EventsOf(one)).Where(happened => happened.Fact == TicketFacts.Updated);
        Assert.Equal(
            ["2026-05-28 2026-06-01", "2026-06-01 "],
            changes.Select(happened => Assert.Single(happened.Changes!)).Select(change => $"{change.From} {change.To}")
        );
    }

    [Theory]
    [InlineData("\"2026-02-29\"")]
    [InlineData("\"2026-05-28T10:00:00Z\"")]
    [InlineData("\"1999-12-31\"")]
    [InlineData("\"3000-01-01\"")]
    [InlineData("20260528")]
    public async Task What_is_no_day_is_refused(string date)
    {
        var ticket = JsonNode.Parse($$"""{"expected_date":{{date}}}""")!;

        (await hub.Admin.UpdateTicket(await hub.Admin.NewTicket(), ticket)).ExpectInvalid("expected_date");
    }

    private static object Expected(string date) =>
        new
        {
            subject = "Printer",
            description = "It prints blank pages.",
            requester_email = "user@company.com",
            expected_date = date,
        };

    private async Task<long[]> Listed(string query) =>
        [.. (await hub.Admin.ListTickets(query)).Items.Select(one => (long)one!["id"]!)];
}
