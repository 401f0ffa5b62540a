using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Sla;

/// <summary>What becomes of a ticket's deadlines as time passes and the ticket changes.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    private HubWithSla hub = null!;

    public async ValueTask InitializeAsync() => hub = await HubWithSla.Start();

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task A_ticket_is_at_risk_breached_and_escalated_each_once_and_to_the_second()
    {
        await hub.Admin.HireAgents(2);
        await hub.NewPolicy(
            new
            {
                resolution_minutes = 100,
                escalate_after_minutes = 20,
                escalate_to_id = 2,
                raises_priority = true,
            }
        );
        var ticket = await hub.Admin.NewTicket();
        await hub.Settle();
        var shown = await hub.SlaOf(ticket);
        Assert.Equal("2026-05-24T12:10:00.000Z", (string)shown!["resolution_due_at"]!);
        Assert.False((bool)shown["paused"]!);

        await hub.PassAndSettle(79.99);
        Assert.Empty(await hub.AlertsOf(ticket));
        await hub.PassAndSettle(0.01);
        Assert.Equal(["at_risk resolution 80"], await hub.AlertsOf(ticket, 1));
        await hub.Restart();
        await hub.PassAndSettle(20);
        Assert.Equal("breached resolution 100", (await hub.AlertsOf(ticket, 2))[^1]);
        await hub.PassAndSettle(20);
        await hub.AlertsOf(ticket, 3);
        await hub.PassAndSettle(1000);

        Assert.Equal(
            ["at_risk resolution 80", "breached resolution 100", "escalated resolution 120"],
            await hub.AlertsOf(ticket)
        );
        var after = (await hub.Admin.GetTicket(ticket)).Data;
        Assert.Equal(("high", 2), ((string)after["priority"]!, (int)after["assignee_id"]!));
        Assert.True((bool)after["sla"]!["resolution_breached"]!);
        Assert.Equal("2026-05-24T12:30:00.000Z", (string)after["sla"]!["escalated_at"]!);
        Assert.Equal([ticket], await Listed("sla_breached=true"));
    }

    [Fact]
    public async Task What_is_done_in_time_is_told_of_nothing()
    {
        await hub.NewPolicy(new { first_response_minutes = 10, resolution_minutes = 20 });
        var (ticket, noted) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        await hub.Admin.AddReply(noted, new { body = "Hm", @internal = true });
        await hub.Admin.AddReply(noted, new { body = "Hello?", author_email = "user@company.com" });

        hub.Pass(5);
        await hub.Admin.AddReply(ticket, new { body = "We are on it" });
        await hub.Admin.UpdateTicket(ticket, new { status = "resolved" });
        await hub.PassAndSettle(60);

        Assert.Equal(["breached first_response 65", "breached resolution 65"], await hub.AlertsOf(noted, 2));
        Assert.Empty(await hub.AlertsOf(ticket));
        Assert.Equal([noted], await Listed("sla_due_before=2026-05-24T11:00:00Z"));
        Assert.Equal([ticket], await Listed("sla_breached=false"));
    }

    [Fact]
    public async Task The_clock_stands_while_a_ticket_is_pending_and_after_it_was_resolved()
    {
        await hub.NewPolicy(new { resolution_minutes = 60 });
        var ticket = await hub.Admin.NewTicket();
        hub.Pass(30);
        await hub.Admin.UpdateTicket(ticket, new { status = "pending" });
        Assert.True((bool)(await hub.SlaOf(ticket))!["paused"]!);
        Assert.Null((await hub.SlaOf(ticket))!["resolution_due_at"]);
        await hub.PassAndSettle(500);

        await hub.Admin.UpdateTicket(ticket, new { status = "open" });
        Assert.Equal("2026-05-24T19:50:00.000Z", (string)(await hub.SlaOf(ticket))!["resolution_due_at"]!);
        hub.Pass(10);
        await hub.Admin.UpdateTicket(ticket, new { status = "resolved" });
        await hub.PassAndSettle(500);
        Assert.Empty(await hub.AlertsOf(ticket));
        await hub.Admin.UpdateTicket(ticket, new { status = "open" });
        await hub.PassAndSettle(19.5);
        await hub.AlertsOf(ticket, 1);
        await hub.PassAndSettle(0.5);

        Assert.Equal(["at_risk resolution 1059.5", "breached resolution 1060"], await hub.AlertsOf(ticket, 2));
    }

    [Fact]
    public async Task Deadlines_follow_priority_policy_and_the_company_of_who_asks()
    {
        var company = await hub.Admin.Send(HttpMethod.Post, "/api/v1/companies", new { name = "Acme" });
        await hub.NewPolicy(new { priorities = new[] { "urgent" }, resolution_minutes = 30 });
        await hub.NewPolicy(
            new { company_ids = new[] { company.Expect(HttpStatusCode.Created).Id }, resolution_minutes = 60 }
        );
        var last = await hub.NewPolicy(new { position = 9, resolution_minutes = 120 });
        var ticket = await hub.Admin.NewTicket();
        Assert.Equal("2026-05-24T12:30:00.000Z", await Due());

        await hub.Admin.UpdateTicket(ticket, new { priority = "urgent" });
        Assert.Equal("2026-05-24T11:00:00.000Z", await Due());
        await hub.Admin.UpdateTicket(ticket, new { priority = "low" });
        (await hub.Admin.Send(HttpMethod.Put, $"/api/v1/sla/policies/{last}", new { resolution_minutes = 240 })).Expect(
            HttpStatusCode.OK
        );
        await Wait.For(Due, due => due == "2026-05-24T14:30:00.000Z");
        var contact = (long)(await hub.Admin.GetTicket(ticket)).Data["requester_id"]!;
        (await hub.Admin.Send(HttpMethod.Put, $"/api/v1/contacts/{contact}", new { company_id = company.Id })).Expect(
            HttpStatusCode.OK
        );
        await Wait.For(Due, due => due == "2026-05-24T11:30:00.000Z");
        await hub.PassAndSettle(60);

        Assert.Equal(["breached resolution 60"], await hub.AlertsOf(ticket, 1));

        async Task<string> Due() => (string)(await hub.SlaOf(ticket))!["resolution_due_at"]!;
    }

    [Fact]
    public async Task Minutes_count_by_the_calendar()
    {
        // The morning is a Sunday; the next day is a holiday, and Tuesday begins at seven by UTC.
        var calendar = await hub.Admin.Send(
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
                        day = "monday",
                        from = "09:00",
                        to = "17:00",
                    },
                    new
                    {
                        day = "tuesday",
                        from = "09:00",
                        to = "17:00",
                    },
                },
                holidays = new[] { "2026-05-25" },
            }
        );
        await hub.NewPolicy(new { calendar_id = calendar.Expect(HttpStatusCode.Created).Id, resolution_minutes = 60 });
        var ticket = await hub.Admin.NewTicket();

        Assert.Equal("2026-05-26T08:00:00.000Z", (string)(await hub.SlaOf(ticket))!["resolution_due_at"]!);
    }

    private async Task<long[]> Listed(string query) =>
        [.. (await hub.Admin.ListTickets(query)).Items.Select(one => (long)one!["id"]!)];
}
