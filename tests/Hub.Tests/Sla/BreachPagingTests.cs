using System.Net;
using Hub.Domain.Sla;
using Hub.Ports.Queue;
using Hub.Sla;
using Hub.Tests.Hosting;
using Hub.Tests.OnCall;
using Hub.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Sla;

/// <summary>Whoever is on call is paged when a ticket misses its deadline.</summary>
public sealed class BreachPagingTests : IAsyncLifetime
{
    private HubWithSla hub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        hub = await HubWithSla.Start();
        await hub.Admin.HireAgents(3);
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task Each_target_that_is_missed_pages_once_and_the_page_goes_down_the_line()
    {
        var rotation = await hub.NewRotation(new { agent_ids = new[] { 1, 2, 3 }, escalate_after_minutes = 10 });
        await hub.NewPolicy(
            new
            {
                first_response_minutes = 30,
                resolution_minutes = 60,
                escalate_after_minutes = 15,
                page_rotation_id = rotation,
            }
        );
        var ticket = await hub.Admin.NewTicket();

        await hub.PassAndSettle(29);
        Assert.Empty(await hub.Pages(ticket));
        await hub.PassAndSettle(1);
        var first = Assert.Single(await hub.Pages(ticket, 1));
        await hub.PassAndSettle(10);
        Assert.Equal(["paged 2 30", "escalated 3 40"], await hub.Told(BreachPages.PathOf(first), 2));
        await hub.PassAndSettle(20);
        var pages = await hub.Pages(ticket, 2);
        await hub.PassAndSettle(15);
        await Wait.For(
            async () =>
            {
                await hub.Settle();
                return await hub.AlertsOf(ticket);
            },
            told => told.Contains("escalated resolution 75")
        );
        await hub.Restart(TimeSpan.FromHours(2));
        await hub.Settle();

        Assert.Equal(2, (await hub.Pages(ticket)).Count);
        Assert.Equal(rotation, (long)first["rotation_id"]!);
        Assert.Equal("high", (string)first["urgency"]!);
        Assert.EndsWith("-1 has no first reply in time: VPN not connecting", (string)first["summary"]!);
        Assert.EndsWith("-1 is not resolved in time: VPN not connecting", (string)pages[1]["summary"]!);
    }

    [Fact]
    public async Task A_hub_that_was_down_at_the_deadline_and_the_escalation_pages_once_when_it_is_back()
    {
        var rotation = await hub.NewRotation(new { agent_ids = new[] { 1 } });
        await hub.NewPolicy(
            new
            {
                resolution_minutes = 60,
                escalate_after_minutes = 5,
                page_rotation_id = rotation,
            }
        );
        var ticket = await hub.Admin.NewTicket();
        await hub.Settle();

        await hub.Restart(TimeSpan.FromMinutes(90));
        await hub.AlertsOf(ticket, 2);
        await hub.Pages(ticket, 1);
        await hub.PassAndSettle(60);

        Assert.Single(await hub.Pages(ticket));
    }

    [Fact]
    public async Task However_often_the_message_is_handled_there_is_one_page()
    {
        var rotation = await hub.NewRotation(new { agent_ids = new[] { 1 } });
        await hub.NewPolicy(new { resolution_minutes = 60, page_rotation_id = rotation });
        var ticket = await hub.Admin.NewTicket();
        await hub.PassAndSettle(60);
        var page = BreachPages.PathOf(Assert.Single(await hub.Pages(ticket, 1)));

        for (var time = 0; time < 3; time++)
        {
            await Repeat(ticket, rotation);
            if (time == 1)
                (await hub.Admin.Do(page, "resolve")).Expect(HttpStatusCode.OK);
        }

        Assert.Single(await hub.Pages(ticket));
    }

    [Fact]
    public async Task What_was_answered_late_or_is_over_pages_nobody()
    {
        var timers = new TimerQueue();
        await hub.DisposeAsync();
        hub = await HubWithSla.Start(configure: timers.Install);
        await hub.Admin.HireAgents(1);
        var rotation = await hub.NewRotation(new { agent_ids = new[] { 1 } });
        await hub.NewPolicy(new { first_response_minutes = 60, page_rotation_id = rotation });
        var (answered, resolved) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        await hub.Settle();

        // Nobody looks at the timers before the tickets have changed.
        using var changed = new ManualResetEventSlim();
        timers.OnHandedOut = _ => changed.Wait(Cancel);
        hub.Pass(61);
        (await hub.Admin.AddReply(answered, new { body = "Sorry" })).Expect(HttpStatusCode.Created);
        (await hub.Admin.UpdateTicket(resolved, new { status = "resolved" })).Expect(HttpStatusCode.OK);
        changed.Set();
        await hub.Settle();

        Assert.Single(await hub.AlertsOf(answered, 1));
        Assert.Single(await hub.AlertsOf(resolved, 1));
        await Repeat(answered, rotation, SlaTargets.FirstResponse);
        await Repeat(resolved, rotation, SlaTargets.FirstResponse);
        Assert.Empty(await hub.Pages(answered));
        Assert.Empty(await hub.Pages(resolved));
    }

    [Fact]
    public async Task The_escalation_pages_where_the_breach_had_nobody_to_page()
    {
        var rotation = await hub.NewRotation(new { agent_ids = new[] { 1 } });
        var policy = await hub.NewPolicy(new { resolution_minutes = 60, escalate_after_minutes = 30 });
        var ticket = await hub.Admin.NewTicket();
        await hub.PassAndSettle(60);
        await hub.AlertsOf(ticket, 1);

        var changed = new { page_rotation_id = rotation };
        (await hub.Admin.Send(HttpMethod.Put, $"/api/v1/sla/policies/{policy}", changed)).Expect(HttpStatusCode.OK);
        await hub.Settle();
        Assert.Empty(await hub.Pages(ticket));
        await hub.PassAndSettle(30);

        Assert.Equal(["paged 1 90"], await hub.Told(BreachPages.PathOf(Assert.Single(await hub.Pages(ticket, 1))), 1));
    }

    [Fact]
    public async Task A_policy_names_a_rotation_that_is_there_and_stays_while_it_does()
    {
        var rotation = await hub.NewRotation(new { agent_ids = new[] { 1 } });
        var unknown = new
        {
            name = "All",
            resolution_minutes = 60,
            page_rotation_id = 987_654,
        };
        (await hub.Admin.Send(HttpMethod.Post, "/api/v1/sla/policies", unknown)).ExpectInvalid("page_rotation_id");
        var policy =
            $"/api/v1/sla/policies/{await hub.NewPolicy(new { resolution_minutes = 60, page_rotation_id = rotation })}";
        var other = await hub.NewPolicy(new { resolution_minutes = 60 });

        Assert.Equal(rotation, (long)(await hub.Admin.Get(policy)).Data["page_rotation_id"]!);
        var listed = (await hub.Admin.Get($"/api/v1/sla/policies?page_rotation_id={rotation}")).Items;
        Assert.NotEqual(other, (long)Assert.Single(listed)!["id"]!);
        var path = $"{OnCallCalls.Rotations}/{rotation}";
        var kept = await hub.Admin.Send(HttpMethod.Delete, path, null);
        kept.ExpectProblem(HttpStatusCode.Conflict, "on_call_rotation_in_use");
        var cleared = await hub.Admin.Send(HttpMethod.Put, policy, """{"page_rotation_id":null}""");
        Assert.Null(cleared.Expect(HttpStatusCode.OK).Data["page_rotation_id"]);
        (await hub.Admin.Send(HttpMethod.Delete, path, null)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_long_subject_is_cut_between_characters()
    {
        var rotation = await hub.NewRotation(new { agent_ids = new[] { 1 } });
        await hub.NewPolicy(new { resolution_minutes = 60, page_rotation_id = rotation });
        var subject = string.Concat(Enumerable.Repeat("\U0001F5A8", 255));
        var ticket = await hub.Admin.NewTicket(Samples.Ticket(subject));
        await hub.PassAndSettle(60);

        var summary = (string)Assert.Single(await hub.Pages(ticket, 1))["summary"]!;

        Assert.Equal(255, summary.EnumerateRunes().Count());
        Assert.EndsWith("\U0001F5A8…", summary);
    }

    /// <summary>The message of the breach once more, as a hub has it that died before it could say that it was done.</summary>
    private async Task Repeat(long id, long rotation, string target = SlaTargets.Resolution)
    {
        var organization = await hub.Host.OrganizationOf(hub.Admin);
        var ticket = (await TicketCommits.Get(hub.Host.Store, organization, id, Cancel))!.Value;
        var again = SlaPaging.Message(ticket, new BreachPage(rotation, target, hub.Clock.GetUtcNow()));
        var queue = hub.Host.App.Services.GetRequiredService<IQueue>();
        await queue.Enqueue([again], Cancel);
        await hub.Settle();
    }
}
