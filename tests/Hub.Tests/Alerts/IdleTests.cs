using System.Net;
using Hub.Domain.Tickets;
using Hub.Ports.Queue;
using Hub.Tests.Attachments;
using Hub.Tests.Hosting;
using Hub.Tests.Sla;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Alerts;

/// <summary>When tickets are told to be left alone. The morning is 10:30 UTC on a Sunday, 24 May 2026.</summary>
public sealed class IdleTests : IAsyncLifetime
{
    private HubWithSla hub = null!;

    public async ValueTask InitializeAsync() => hub = await HubWithSla.Start();

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task A_ticket_is_idle_once_until_somebody_does_something()
    {
        await hub.WantAlerts(new { idle_hours = 48 });
        var ticket = await hub.Admin.NewTicket();
        await hub.GoTo("2026-05-25T10:30:00");
        await hub.Admin.AddReply(ticket, new { body = "Hello?", author_email = "user@company.com" });

        await hub.GoTo("2026-05-27T10:29:59");
        Assert.Empty(await hub.ToldOf(ticket));
        await hub.GoTo("2026-05-27T10:30:00");
        await hub.ToldOf(ticket, 1);
        await hub.GoTo("2026-06-01T10:30:00");
        await hub.Admin.AddReply(ticket, new { body = "Hm", @internal = true });
        await hub.Restart();
        await hub.GoTo("2026-06-03T10:30:00");

        Assert.Equal(["idle 2026-05-27T10:30:00", "idle 2026-06-03T10:30:00"], await hub.ToldOf(ticket, 2));
        Assert.Equal(2, (await hub.Host.EventsOf(ticket))[^1].About<Ticket>()!.Alert!.DaysIdle);
    }

    [Fact]
    public async Task Whoever_attaches_a_file_does_something()
    {
        await hub.WantAlerts(new { idle_hours = 48 });
        var ticket = await hub.Admin.NewTicket();
        await hub.GoTo("2026-05-25T10:30:00");
        await hub.Admin.NewFile(ticket);

        await hub.GoTo("2026-05-27T10:29:59");
        Assert.Empty(await hub.ToldOf(ticket));
        await hub.GoTo("2026-05-27T10:30:00");
        await hub.ToldOf(ticket, 1);
        await hub.GoTo("2026-06-01T10:30:00");
        await hub.Admin.NewFile(ticket);
        await hub.GoTo("2026-06-03T10:30:00");

        Assert.Equal(["idle 2026-05-27T10:30:00", "idle 2026-06-03T10:30:00"], await hub.ToldOf(ticket, 2));
    }

    [Fact]
    public async Task Not_every_reply_costs_a_message()
    {
        await hub.WantAlerts(new { idle_hours = 48 });
        var ticket = await hub.Admin.NewTicket();
        var other = await hub.Admin.NewTicket();
        await hub.GoTo("2026-05-24T10:32:00");
        var before = await Wait.For(Waiting, count => count == 2);

        for (var reply = 0; reply < 10; reply++)
        {
            hub.Pass(1);
            await hub.Admin.AddReply(ticket, new { body = $"Reply {reply}" });
        }
        await hub.Settle();

        Assert.Equal(before, await Waiting());
        await hub.GoTo("2026-05-26T10:42:00");
        Assert.Single(await hub.ToldOf(other, 1));
        Assert.Equal(["idle 2026-05-26T10:42:00"], await hub.ToldOf(ticket, 1));
        Assert.Equal(0, await Waiting());
    }

    [Fact]
    public async Task What_the_hub_does_itself_is_no_sign_of_life()
    {
        await hub.WantAlerts(new { idle_hours = 2 });
        await hub.NewPolicy(
            new
            {
                resolution_minutes = 60,
                escalate_after_minutes = 30,
                raises_priority = true,
            }
        );
        var ticket = await hub.Admin.NewTicket();
        await hub.PassAndSettle(60);
        await hub.AlertsOf(ticket, 1);
        await hub.PassAndSettle(30);
        await hub.AlertsOf(ticket, 2);
        Assert.Equal("high", (string)(await hub.Admin.GetTicket(ticket)).Data["priority"]!);

        await hub.PassAndSettle(30);

        Assert.Equal(["idle 2026-05-24T12:30:00"], await hub.ToldOf(ticket, 1));
    }

    [Fact]
    public async Task Hours_count_by_the_calendar_and_only_in_the_statuses_named()
    {
        var calendar = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/sla/calendars",
            new
            {
                name = "Mondays",
                time_zone = "Europe/Berlin",
                hours = new[]
                {
                    new
                    {
                        day = "monday",
                        from = "09:00",
                        to = "17:00",
                    },
                },
            }
        );
        await hub.WantAlerts(
            new
            {
                idle_hours = 10,
                idle_calendar_id = calendar.Expect(HttpStatusCode.Created).Id,
                idle_statuses = new[] { "pending" },
            }
        );
        var (open, pending) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        await hub.Admin.UpdateTicket(pending, new { status = "pending" });
        await hub.Settle();

        await hub.GoTo("2026-06-01T08:59:59");
        Assert.Empty(await hub.ToldOf(pending));
        await hub.GoTo("2026-06-01T09:00:00");

        Assert.Equal(["idle 2026-06-01T09:00:00"], await hub.ToldOf(pending, 1));
        Assert.Empty(await hub.ToldOf(open));
        (await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/sla/calendars/{calendar.Id}", null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "sla_calendar_in_use"
        );
    }

    [Fact]
    public async Task What_was_left_alone_before_anybody_wanted_to_know_counts_from_then_on()
    {
        var ticket = await hub.Admin.NewTicket();
        await hub.GoTo("2026-06-24T10:30:00");

        await hub.WantAlerts(new { idle_hours = 2 });
        // Its timer, and the second look at open tickets that a change of the settings takes.
        await Wait.For(Waiting, count => count == 2);
        await hub.GoTo("2026-06-24T12:30:00");

        Assert.Equal(["idle 2026-06-24T12:30:00"], await hub.ToldOf(ticket, 1));
    }

    private async Task<long> Waiting() =>
        (
            await hub.Host.App.Services.GetRequiredService<IQueue>().Depth(TestContext.Current.CancellationToken)
        ).Scheduled;
}
