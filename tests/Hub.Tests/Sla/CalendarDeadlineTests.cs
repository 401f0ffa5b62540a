using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Sla;

/// <summary>Days on which the clocks change, a day that most years lack, and rules that change under running tickets.</summary>
public sealed class CalendarDeadlineTests : IAsyncLifetime
{
    private HubWithSla hub = null!;

    public async ValueTask InitializeAsync() => hub = await HubWithSla.Start();

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Theory]
    // The day on which the clocks go back has 25 hours, the one on which they go on has 23.
    [InlineData("sunday", 25, "2026-10-24T12:00:00", "2026-10-25T23:00:00")]
    [InlineData("sunday", 23, "2027-03-27T12:00:00", "2027-03-28T22:00:00")]
    [InlineData("tuesday", 24, "2028-02-28T12:00:00", "2028-02-29T23:00:00")]
    public async Task A_day_s_hours_are_those_that_the_clocks_show(string day, int hours, string start, string due)
    {
        await hub.NewPolicy(
            new { calendar_id = await NewCalendar(day, "00:00", "24:00"), resolution_minutes = hours * 60 }
        );
        await hub.GoTo(start);
        var ticket = await hub.Admin.NewTicket();
        Assert.Equal($"{due}.000Z", (string)(await hub.SlaOf(ticket))!["resolution_due_at"]!);

        hub.Pass(DateTimeOffset.Parse($"{due}Z").AddSeconds(-1) - hub.Clock.GetUtcNow());
        await hub.AlertsOf(ticket, 1);
        hub.PassTo(due);
        await hub.AlertsOf(ticket, 2);

        var alerts = (await hub.Host.EventsOf(ticket)).Where(one => one.Fact.Kind == "sla");
        Assert.Equal(["at_risk", "breached"], alerts.Select(one => one.Fact.Action));
        Assert.Equal(DateTimeOffset.Parse($"{due}Z"), alerts.Last().At);
    }

    [Fact]
    public async Task Deadlines_follow_the_department_and_a_calendar_that_changes()
    {
        var department = (await hub.Admin.CreateDepartment(new { name = "Field" })).Id;
        var calendar = await NewCalendar("sunday", "12:00", "24:00");
        await hub.NewPolicy(
            new
            {
                department_ids = new[] { department },
                calendar_id = calendar,
                resolution_minutes = 60,
            }
        );
        var ticket = await hub.Admin.NewTicket();
        Assert.Null(await hub.SlaOf(ticket));

        await hub.Admin.UpdateTicket(ticket, new { department_id = department });
        Assert.Equal("2026-05-24T11:30:00.000Z", await Due());
        (
            await hub.Admin.Send(
                HttpMethod.Put,
                $"/api/v1/sla/calendars/{calendar}",
                new
                {
                    hours = new[]
                    {
                        new
                        {
                            day = "sunday",
                            from = "13:00",
                            to = "24:00",
                        },
                    },
                }
            )
        ).Expect(HttpStatusCode.OK);
        await Wait.For(Due, due => due == "2026-05-24T12:00:00.000Z");
        await hub.PassAndSettle(89);
        Assert.Single(await hub.AlertsOf(ticket, 1));
        await hub.Admin.UpdateTicket(ticket, new { department_id = (long?)null });
        await hub.PassAndSettle(10);

        // What is no ticket of the department's any more is not late there.
        Assert.Equal(["at_risk resolution 89"], await hub.AlertsOf(ticket));
        await hub.Admin.UpdateTicket(ticket, new { department_id = department });
        Assert.Equal("2026-05-24T12:10:00.000Z", await Due());
        await hub.PassAndSettle(1);
        Assert.Equal("breached resolution 100", (await hub.AlertsOf(ticket, 2))[^1]);

        async Task<string?> Due() => (string?)(await hub.SlaOf(ticket))!["resolution_due_at"];
    }

    private async Task<long> NewCalendar(string day, string from, string to) => (
            await hub.Admin.Send(
                HttpMethod.Post,
                "/api/v1/sla/calendars",
                new
                {
                    name = "Berlin",
                    time_zone = "Europe/Berlin",
                    hours = new[]
                    {
                        new
                        {
                            day,
                            from,
                            to,
                        },
                    },
                }
            )
        ).Expect(HttpStatusCode.Created).Id;
}
