using System.Net;
using Hub.Domain.Tickets;
using Hub.Ports.Queue;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Sla;

/// <summary>Timers at the worst moment, and many of them.</summary>
public sealed class TimerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_of_a_ticket_and_its_timer_at_the_same_moment_tell_once()
    {
        await using var hub = await HubWithSla.Start();
        await hub.NewPolicy(new { resolution_minutes = 60 });
        var tickets = new List<long>();
        for (var number = 0; number < 8; number++)
            tickets.Add(await hub.Admin.NewTicket());
        await hub.Settle();

        hub.Pass(60);
        var changes = tickets.SelectMany(id =>
            Enumerable.Range(1, 4).Select(change => hub.Admin.UpdateTicket(id, new { subject = $"Change {change}" }))
        );
        foreach (var answer in await Task.WhenAll(changes))
            answer.Expect(HttpStatusCode.OK);
        await hub.PassAndSettle(60);

        foreach (var id in tickets)
            Assert.Equal(["breached resolution 60"], await hub.AlertsOf(id, 1));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_after_a_timer_was_handed_out_has_it_wait_for_its_time()
    {
        var (clock, timers) = (new SteppedTime(Samples.Morning), new TimerQueue());
        await using var hub = await HubWithSla.Start(clock, timers.Install);
        await hub.NewPolicy(new { resolution_minutes = 60 });
        var ticket = await hub.Admin.NewTicket();
        await hub.PassAndSettle(48);
        await hub.AlertsOf(ticket, 1);

        // The timer is handed out, and the clock is set back before anybody looks at it.
        timers.OnHandedOut = handed =>
        {
            if (handed == 2)
                clock.Step(TimeSpan.FromMinutes(-30));
        };
        hub.Pass(12);
        await Wait.For(() => Task.FromResult(timers.Operations.PutBack), count => count == 1);
        await hub.Settle();
        Assert.Single(await hub.AlertsOf(ticket));

        await hub.PassAndSettle(29);
        Assert.Single(await hub.AlertsOf(ticket));
        await hub.PassAndSettle(1);

        Assert.Equal(["at_risk resolution 48", "breached resolution 60"], await hub.AlertsOf(ticket, 2));
    }

    [Fact]
    public async Task A_crowd_of_deadlines_that_are_not_due_costs_the_queue_nothing()
    {
        var timers = new TimerQueue();
        await using var hub = await HubWithSla.Start(configure: timers.Install);
        await hub.NewPolicy(new { priorities = new[] { "urgent" }, resolution_minutes = 10 });
        await hub.NewPolicy(new { position = 1, resolution_minutes = 1000 });
        await Parallel.ForAsync(
            0,
            Engine.Crowd,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (_, _) => await hub.Admin.NewTicket()
        );
        var queue = hub.Host.App.Services.GetRequiredService<IQueue>();
        await Wait.For(
            () => queue.Depth(Cancel),
            depth => depth is { Ready: 0, Leased: 0 } && depth.Scheduled >= Engine.Crowd
        );

        var urgent = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(urgent, new { priority = "urgent" });
        hub.Pass(8);
        await hub.AlertsOf(urgent, 1);
        hub.Pass(2);
        await hub.AlertsOf(urgent, 2);

        // At risk and missed: the one ticket whose time had come is all that was looked at.
        Assert.Equal((2, 2, 0), timers.Operations);
    }

    [Fact]
    public async Task An_escalation_may_only_tell()
    {
        await using var hub = await HubWithSla.Start();
        await hub.NewPolicy(new { first_response_minutes = 10, escalate_after_minutes = 5 });
        var ticket = await hub.Admin.NewTicket();
        foreach (var (minutes, alerts) in new[] { (8, 1), (2, 2), (5, 3), (60, 3) })
        {
            hub.Pass(minutes);
            await hub.AlertsOf(ticket, alerts);
        }

        Assert.Equal(
            ["at_risk first_response 8", "breached first_response 10", "escalated first_response 15"],
            await hub.AlertsOf(ticket)
        );
        var after = (await hub.Admin.GetTicket(ticket)).Data;
        Assert.Equal(("medium", null), ((string)after["priority"]!, after["assignee_id"]));
        Assert.Equal(after["created_at"]!.ToString(), after["updated_at"]!.ToString());
        Assert.DoesNotContain(TicketFacts.Updated, await hub.Host.FactsOf(ticket));
    }
}
