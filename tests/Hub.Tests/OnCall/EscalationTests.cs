using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Sla;

namespace Hub.Tests.OnCall;

/// <summary>What becomes of a page as time passes and people answer it, or do not.</summary>
public sealed class EscalationTests : IAsyncLifetime
{
    private HubWithSla hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await HubWithSla.Start();
        await hub.Admin.HireAgents(5);
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task A_page_that_nobody_acknowledges_goes_down_the_line_each_once_and_to_the_second()
    {
        var others = await hub.Admin.NewRotation(new { agent_ids = new[] { 4 } });
        var rotation = await hub.Admin.NewRotation(
            new
            {
                agent_ids = new[] { 1, 2, 3 },
                escalate_after_minutes = 10,
                escalate_to_rotation_ids = new[] { HeardEvents.IdOf(others) },
                escalate_to_agent_ids = new[] { 5, 2 },
                repeats = 1,
            }
        );
        var page = await hub.Admin.Page(rotation);
        await hub.Settle();
        Assert.Equal("2026-05-24T10:40:00.000Z", (string)(await hub.Admin.Get(page)).Data["escalates_at"]!);

        await hub.PassAndSettle(9.99);
        Assert.Equal(["paged 2 0"], await hub.Told(page));
        await hub.PassAndSettle(0.01);
        Assert.Equal(["paged 2 0", "escalated 3 10"], await hub.Told(page, 2));
        await hub.Restart();
        for (var step = 3; step <= 8; step++)
        {
            await hub.PassAndSettle(10);
            await hub.Told(page, step);
        }
        await hub.PassAndSettle(1000);

        Assert.Equal(
            [
                "paged 2 0",
                "escalated 3 10",
                "escalated 4 20",
                "escalated 5 30",
                "escalated 2 40",
                "escalated 3 50",
                "escalated 4 60",
                "escalated 5 70",
            ],
            await hub.Told(page)
        );
        var shown = (await hub.Admin.Get(page)).Data;
        Assert.Equal(("triggered", 5, 4), ((string)shown["status"]!, (int)shown["agent_id"]!, (int)shown["level"]!));
        Assert.Null(shown["escalates_at"]);
        Assert.Equal(8, shown["paged"]!.AsArray().Count);
        Assert.Equal("Agent 2", (string)shown["paged"]![0]!["agent_name"]!);
    }

    [Fact]
    public async Task Who_acknowledges_in_time_stops_it_and_what_was_due_by_then_does_nothing()
    {
        var rotation = await hub.Admin.NewRotation(new { agent_ids = new[] { 1, 2 }, escalate_after_minutes = 10 });
        var page = await hub.Admin.Page(rotation);
        await hub.Settle();
        hub.Clock.Advance(TimeSpan.FromMinutes(5));

        var acknowledged = await hub.Admin.Do(page, "acknowledge", new { agent_id = 2 });
        var again = await hub.Admin.Do(page, "acknowledge", new { agent_id = 1 });
        await hub.PassAndSettle(60);

        Assert.Equal("acknowledged", (string)acknowledged.Expect(HttpStatusCode.OK).Data["status"]!);
        Assert.Equal(2, (int)again.Expect(HttpStatusCode.OK).Data["acknowledged_by_id"]!);
        Assert.Equal(["paged 2 0", "acknowledged 2 5"], await hub.Told(page));

        await hub.Admin.Do(page, "resolve", new { resolution = "Restarted" });
        var resolved = await hub.Admin.Do(page, "resolve");
        Assert.Equal("Restarted", (string)resolved.Expect(HttpStatusCode.OK).Data["resolution"]!);
        foreach (var verb in new[] { "acknowledge", "escalate" })
            (await hub.Admin.Do(page, verb)).ExpectProblem(HttpStatusCode.Conflict, "transition_refused");
        Assert.Equal(["paged 2 0", "acknowledged 2 5", "resolved 2 65"], await hub.Told(page));
    }

    [Fact]
    public async Task Sent_on_by_hand_it_waits_for_the_next_one_anew()
    {
        var rotation = await hub.Admin.NewRotation(
            new
            {
                agent_ids = new[] { 1, 2, 3 },
                escalate_after_minutes = 10,
                escalate_to_agent_ids = new[] { 5 },
            }
        );
        var page = await hub.Admin.Page(rotation);
        hub.Pass(1);
        await hub.Admin.Do(page, "acknowledge");
        hub.Pass(3);

        var sent = (await hub.Admin.Do(page, "escalate")).Expect(HttpStatusCode.OK);
        Assert.Equal(("triggered", 3), ((string)sent.Data["status"]!, (int)sent.Data["agent_id"]!));
        Assert.Equal("2026-05-24T10:31:00.000Z", (string)sent.Data["acknowledged_at"]!);
        await hub.Settle();
        await hub.PassAndSettle(9);
        await hub.PassAndSettle(1);
        await hub.Told(page, 4);
        hub.Pass(1);
        (await hub.Admin.Do(page, "escalate")).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ["paged 2 0", "acknowledged 2 1", "escalated 3 4", "escalated 5 14", "escalated 2 15"],
            await hub.Told(page)
        );
    }

    [Fact]
    public async Task Who_takes_over_meanwhile_is_paged_and_who_is_deactivated_is_not()
    {
        // It is half past ten; at eleven the next one takes over.
        var rotation = await hub.Admin.NewRotation(
            new
            {
                agent_ids = new[] { 1, 2, 3, 4 },
                handover_at = "11:00",
                escalate_after_minutes = 40,
            }
        );
        var page = await hub.Admin.Page(rotation);
        (await hub.Admin.Send(HttpMethod.Post, "/api/v1/users/3/deactivate", null)).Expect(HttpStatusCode.OK);
        await hub.Settle();

        await hub.PassAndSettle(40);
        Assert.Equal(["paged 1 0", "escalated 2 40"], await hub.Told(page, 2));
        await hub.PassAndSettle(40);
        Assert.Equal(["paged 1 0", "escalated 2 40", "escalated 4 80"], await hub.Told(page, 3));
    }

    [Fact]
    public async Task A_page_of_low_urgency_and_one_without_a_time_wait_forever()
    {
        var patient = await hub.Admin.NewRotation(new { agent_ids = new[] { 1, 2 } });
        var quick = await hub.Admin.NewRotation(new { agent_ids = new[] { 1, 2 }, escalate_after_minutes = 1 });
        var (one, other) = (await hub.Admin.Page(patient), await hub.Admin.Page(quick, "low"));

        await hub.PassAndSettle(1000);

        Assert.Equal(["paged 2 0"], await hub.Told(one));
        Assert.Equal(["paged 2 0"], await hub.Told(other));
    }

    [Fact]
    public async Task A_hub_that_was_down_pages_the_next_one_when_it_is_back_and_gives_them_their_time()
    {
        var rotation = await hub.Admin.NewRotation(
            new
            {
                agent_ids = new[] { 1, 2, 3 },
                escalate_after_minutes = 10,
                escalate_to_agent_ids = new[] { 5 },
            }
        );
        var page = await hub.Admin.Page(rotation);
        await hub.Settle();
        hub.Clock.Advance(TimeSpan.FromMinutes(25));
        await hub.Restart();

        Assert.Equal(["paged 2 0", "escalated 3 25"], await hub.Told(page, 2));
        await hub.PassAndSettle(10);
        Assert.Equal("escalated 5 35", (await hub.Told(page, 3))[^1]);
    }
}
