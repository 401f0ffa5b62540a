using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Ports.Queue;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Webhooks;

/// <summary>Events that a webhook gathers into one message, in time that the tests move.</summary>
public sealed class DigestTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private const string Tickets = "{\"tickets\": [{{ for one in events }}{{ one.ticket.id }},{{ end }}]}";

    [Fact]
    public async Task A_message_goes_out_when_it_is_full_and_what_is_left_when_its_time_has_come()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await Gathering(hub, receiver, new { events = 3, minutes = 15 });
        var tickets = await NewTickets(hub, 7);

        Assert.Equal([3, 3], (await receiver.Until(2)).Select(one => TicketsOf(one).Count));
        await WhenGathered(hub, id, 7);
        hub.Advance(Quarter - Moment);
        await hub.Idle();
        Assert.Equal(2, receiver.Received.Count);
        hub.Advance(Moment);

        var all = await receiver.Until(3);
        Assert.Equal("ticket.created", (string)all[2].Json["event"]!);
        Assert.Equal(tickets.Order(), all.SelectMany(TicketsOf).Order());
        var deliveries = await hub.Admin.DeliveriesWhen(id, ones => ones.All(WebhookCalls.HasSucceeded));
        Assert.All(deliveries, one => Assert.Equal(1, (int)one["attempt_count"]!));
    }

    [Fact]
    public async Task Per_record_each_ticket_has_a_message_of_its_own()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await Gathering(
            hub,
            receiver,
            new { minutes = 15, per = "record" },
            "ticket.created",
            "ticket.updated"
        );
        var tickets = await NewTickets(hub, 2);
        foreach (var ticket in tickets)
            await hub.Admin.UpdateTicket(ticket, new { subject = "Changed" });
        await WhenGathered(hub, id, 4);

        hub.Advance(Quarter);

        var messages = (await receiver.Until(2)).Select(TicketsOf).ToList();
        Assert.All(messages, one => Assert.Equal(2, one.Count));
        Assert.All(messages, one => Assert.Single(one.Distinct()));
        Assert.Equal(tickets.Order(), messages.Select(one => one[0]).Order());
    }

    [Fact]
    public async Task What_was_gathered_outlives_restarts_and_comes_once()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await Gathering(hub, receiver, new { minutes = 15 });
        await NewTickets(hub, 2);
        await WhenGathered(hub, id, 2);
        await hub.Restart();
        await NewTickets(hub, 1);
        await WhenGathered(hub, id, 3);

        await hub.Restart();
        hub.Advance(Quarter);
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 3 && all.All(WebhookCalls.HasSucceeded));
        await hub.Restart();
        hub.Advance(Quarter);
        await hub.Idle();

        Assert.Equal(3, TicketsOf(Assert.Single(receiver.Received)).Count);
    }

    [Fact]
    public async Task A_message_that_failed_is_sent_again_as_it_was_and_later_events_have_their_own()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Answering(500, 200);
        var id = await Gathering(hub, receiver, new { events = 2, minutes = 15 });
        await NewTickets(hub, 2);
        var retrying = await hub.Admin.DeliveriesWhen(id, all =>
            all.Count == 2 && all.All(one => WebhookCalls.StatusOf(one) == "retrying")
        );
        Assert.Single(retrying.Select(one => (string)one["next_attempt_at"]!).Distinct());
        await NewTickets(hub, 1);
        await WhenGathered(hub, id, 3);

        hub.Advance(TimeSpan.FromMinutes(1));
        var sent = await receiver.Until(2);
        Assert.Equal(sent[0].Text, sent[1].Text);
        Assert.Equal(sent[0].Delivery, sent[1].Delivery);
        await hub.Admin.DeliveriesWhen(id, all => all.Count(WebhookCalls.HasSucceeded) == 2);
        await hub.Settled();
        hub.Advance(Quarter);

        Assert.Single(TicketsOf((await receiver.Until(3))[2]));
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 3 && all.All(WebhookCalls.HasSucceeded));
    }

    [Fact]
    public async Task What_was_gathered_for_a_webhook_that_was_switched_off_is_dropped()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await Gathering(hub, receiver, new { minutes = 15 });
        await NewTickets(hub, 2);
        await WhenGathered(hub, id, 2);
        await hub.Admin.UpdateWebhook(id, new { active = false });

        hub.Advance(Quarter);

        await hub.Admin.DeliveriesWhen(id, all =>
            all.Count == 2 && all.All(one => WebhookCalls.StatusOf(one) == "dropped")
        );
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task A_test_and_what_somebody_asks_for_again_go_out_at_once_and_without_a_target_each_event_alone()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await Gathering(hub, receiver, new { events = 2, minutes = 15 });
        await hub.Admin.Act(id, "test");
        await receiver.Until(1);
        await NewTickets(hub, 2);
        await receiver.Until(2);
        var delivered = await hub.Admin.DeliveriesWhen(id, all => all.Count == 3 && all.All(WebhookCalls.HasSucceeded));
        await hub.Admin.Redeliver(id, (string)delivered.First(one => (string)one["event"]! == "ticket.created")["id"]!);
        Assert.Single(TicketsOf((await receiver.Until(3))[2]));
        await NewTickets(hub, 1);
        await WhenGathered(hub, id, 4);

        await hub.Admin.UpdateWebhook(id, new { target = (string?)null });
        hub.Advance(Quarter);

        var plain = (await receiver.Until(4))[3];
        Assert.Equal("ticket.created", plain.Event);
        Assert.NotNull(plain.Subject);
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 4 && all.All(WebhookCalls.HasSucceeded));
    }

    private static async Task<Guid> Gathering(
        TimedHub hub,
        HookReceiver receiver,
        object digest,
        params string[] events
    ) =>
        await hub.Admin.Target(
            "generic",
            receiver.Url,
            await hub.Admin.NewTemplate("generic", Tickets, "digest"),
            digest,
            events is [] ? ["ticket.created"] : events
        );

    private static async Task<List<long>> NewTickets(TimedHub hub, int count)
    {
        var tickets = new List<long>();
        while (tickets.Count < count)
            tickets.Add(await hub.Admin.NewTicket());
        return tickets;
    }

    /// <summary>So many deliveries are on record, and nothing waits but for its time.</summary>
    private static async Task WhenGathered(TimedHub hub, Guid id, int count)
    {
        await hub.Admin.DeliveriesWhen(id, all => all.Count == count);
        var queue = hub.Host.App.Services.GetRequiredService<IQueue>();
        await Wait.For(
            () => queue.Depth(CancellationToken.None),
            depth => depth is { Ready: 0, Leased: 0, Scheduled: > 0 }
        );
    }

    /// <summary>The tickets that a message tells of, in its order: a digest's by its template, one event's by its key.</summary>
    private static List<long> TicketsOf(Hook hook) =>
        hook.Json["tickets"] is JsonArray several
            ? [.. several.Select(one => (long)one!)]
            : [long.Parse(((string)hook.Json["key"]!).Split('-')[^1], CultureInfo.InvariantCulture)];
}
