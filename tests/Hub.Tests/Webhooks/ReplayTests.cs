using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

public sealed class ReplayTests
{
    [Fact]
    public async Task Past_events_come_again_under_the_ids_they_had_and_those_that_were_missed_come_too()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket(Samples.Ticket("Too old"));
        await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
        hub.Advance(TimeSpan.FromMinutes(1));
        var since = hub.Clock.GetUtcNow();
        await hub.Admin.NewTicket(Samples.Ticket("Had"));
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 2 && all.All(WebhookCalls.HasSucceeded));
        // Once this one has it, it was handed over; on one engine a subscription may be told of what was not, yet.
        await using var witness = await HookReceiver.Start();
        await hub.Admin.Subscribe(witness.Url, "ticket.created");
        await hub.Admin.UpdateWebhook(id, new { active = false });
        await hub.Admin.NewTicket(Samples.Ticket("Missed"));
        await Wait.For(() => Task.FromResult(witness.Received.Any(hook => hook.Subject == "Missed")), hasIt => hasIt);
        await hub.Admin.Act(id, "test");
        hub.Advance(TimeSpan.FromMinutes(1));
        await hub.Admin.Act(id, "enable");

        var started = (await hub.Admin.Act(id, "replay", new { since })).Expect(HttpStatusCode.Accepted);

        var hooks = await receiver.Until(4);
        Assert.Equal(["Had", "Missed"], hooks.Skip(2).Select(hook => hook.Subject).Order());
        var had = hooks.Where(hook => hook.Subject == "Had").ToList();
        Assert.Equal(had[0].Delivery, had[1].Delivery);
        Assert.Equal(had[0].Text, had[1].Text);
        var finished = await ReplayWhen(hub, started, "finished");
        Assert.Equal(2, (int)finished.Data["queued"]!);
        Assert.Equal(2, (int)finished.Data["scanned"]!);
        Assert.NotNull(finished.Data["finished_at"]);
    }

    [Fact]
    public async Task A_long_replay_goes_on_after_a_restart_and_leaves_nothing_out()
    {
        const int Tickets = 1_100;
        await using var hub = await TimedHub.Start("--Delivery:EventsPerMinute=0");
        await using var receiver = await HookReceiver.Start();
        var since = hub.Clock.GetUtcNow();
        for (var number = 0; number < Tickets; number++)
            await hub.Admin.NewTicket(Samples.Ticket($"{number}"));
        hub.Advance(TimeSpan.FromMinutes(1));
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");

        var started = await hub.Admin.Act(id, "replay", new { since });
        await receiver.Until(1);
        await hub.Restart();

        var finished = await ReplayWhen(hub, started, "finished");
        // And the contact who asked for them all.
        Assert.Equal(Tickets + 1, (int)finished.Data["scanned"]!);
        var subjects = await Wait.For(
            () => Task.FromResult(receiver.Received.Select(hook => hook.Subject).Distinct().Count()),
            count => count == Tickets
        );
        Assert.Equal(Tickets, subjects);
        Assert.Equal(Tickets, receiver.Received.Select(hook => hook.Delivery).Distinct().Count());
    }

    [Fact]
    public async Task What_is_fresh_does_not_wait_behind_a_replay()
    {
        const int Past = 60;
        await using var hub = await TimedHub.Start("--Delivery:EventsPerMinute=40");
        await using var receiver = await HookReceiver.Start();
        var since = hub.Clock.GetUtcNow();
        var earlier = await hub.Admin.Subscribe("https://example.com/earlier", "ticket.created");
        for (var number = 0; number < Past; number++)
            await hub.Admin.NewTicket(Samples.Ticket($"Past {number}"));
        // What is relayed already is past; what is not might be told to a new webhook as fresh.
        await hub.Admin.DeliveriesWhen(earlier, all => all.Count == Past);
        (await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/webhooks/{earlier}", null)).Expect(HttpStatusCode.NoContent);
        await hub.Settled();
        hub.Advance(TimeSpan.FromMinutes(2));
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.Act(id, "replay", new { since });
        // A quarter of the minute, which stands still here, is left to what is fresh; hubs that share it come close to that.
        await receiver.Until(25);

        await hub.Admin.NewTicket(Samples.Ticket("Fresh"));

        await Wait.For(
            () =>
                Task.FromResult(
                    (receiver.Received.Count, HasIt: receiver.Received.Any(hook => hook.Subject == "Fresh"))
                ),
            seen => seen.HasIt
        );
        Assert.True(receiver.Received.Count <= 40);
        for (var reached = 0; reached < Past + 1; )
        {
            hub.Advance(TimeSpan.FromSeconds(70));
            reached = (await receiver.Until(Math.Min(Past + 1, receiver.Received.Count + 10))).Count;
        }
    }

    [Fact]
    public async Task A_webhook_that_is_switched_off_ends_its_replay()
    {
        await using var hub = await TimedHub.Start("--Delivery:EventsPerMinute=1");
        await using var receiver = await HookReceiver.Start();
        var since = hub.Clock.GetUtcNow();
        await hub.Admin.NewTicket();
        hub.Advance(TimeSpan.FromMinutes(1));
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var started = await hub.Admin.Act(id, "replay", new { since });

        await hub.Admin.DeleteWebhook(id);

        (await hub.Admin.Get(new Uri(started.Header("Location")!).PathAndQuery)).ExpectProblem(
            HttpStatusCode.NotFound,
            "WEBHOOK_NOT_FOUND"
        );
    }

    [Fact]
    public async Task It_takes_a_time_in_the_past()
    {
        await using var hub = await TimedHub.Start();
        var id = await hub.Admin.Subscribe("https://example.com/replay");

        (await hub.Admin.Act(id, "replay", new { })).ExpectInvalid("since");
        (await hub.Admin.Act(id, "replay", new { since = hub.Clock.GetUtcNow().AddSeconds(1) })).ExpectInvalid("since");
    }

    private static Task<Answer> ReplayWhen(TimedHub hub, Answer started, string status) =>
        Wait.For(
            () => hub.Admin.Get(new Uri(started.Header("Location")!).PathAndQuery),
            answer => (string)answer.Expect(HttpStatusCode.OK).Data["status"]! == status
        );
}
