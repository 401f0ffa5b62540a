using System.Text.Json.Nodes;
using Hub.Ports.Queue;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Webhooks;

/// <summary>A dialect that sends lists of events.</summary>
public sealed class BatchTests
{
    private static readonly TimeSpan Within = TestDialects.Lists.Batching!.Within!.Value;

    [Fact]
    public async Task Events_wait_for_more_and_go_out_together_in_their_order()
    {
        await using var hub = await TimedHub.Start([TestDialects.Lists]);
        await using var receiver = await HookReceiver.Start();
        var ticket = await hub.Admin.NewTicket();
        var id = await Subscribe(hub, receiver, "ticket.updated");
        foreach (var subject in new[] { "One", "Two", "Three" })
            await hub.Admin.UpdateTicket(ticket, new { subject });
        await Waiting(hub, 3);

        hub.Advance(Within - TimeSpan.FromMilliseconds(1));
        Assert.Empty(receiver.Received);
        await Drain(hub);

        var list = ListOf(Assert.Single(await receiver.Until(1)));
        Assert.Equal(["One", "Two", "Three"], list.Select(one => (string)one!["subject"]!));
        var deliveries = await hub.Admin.DeliveriesWhen(id, all => all.All(WebhookCalls.HasSucceeded));
        Assert.Equal(
            deliveries.Select(one => (string)one["id"]!).Order(),
            list.Select(one => (string)one!["delivery"]!).Order()
        );
        Assert.All(deliveries, one => Assert.Equal(1, (int)one["attempt_count"]!));
    }

    [Fact]
    public async Task No_request_carries_more_than_it_may_and_nothing_is_left_behind()
    {
        await using var hub = await TimedHub.Start([TestDialects.Lists]);
        await using var receiver = await HookReceiver.Start();
        var id = await Subscribe(hub, receiver);
        var tickets = await NewTickets(hub, 10);
        await Waiting(hub, 10);

        await Drain(hub);

        var requests = await receiver.Until(3);
        await hub.Admin.DeliveriesWhen(id, all => all.All(WebhookCalls.HasSucceeded));
        Assert.Equal([4, 4, 2], requests.Select(one => ListOf(one).Count));
        Assert.Equal(tickets, requests.SelectMany(TicketsOf).Order());
        Assert.Equal(1, receiver.MostUnderWay);
    }

    [Fact]
    public async Task What_a_request_comes_to_it_comes_to_for_all_of_its_deliveries()
    {
        await using var hub = await TimedHub.Start([TestDialects.Lists]);
        await using var receiver = await HookReceiver.Answering(500, 200);
        var id = await Subscribe(hub, receiver);
        var tickets = await NewTickets(hub, 3);
        await Waiting(hub, 3);
        await Drain(hub);
        var retrying = await hub.Admin.DeliveriesWhen(id, all =>
            all.All(one => WebhookCalls.StatusOf(one) == "retrying")
        );
        Assert.Single(retrying.Select(one => (string)one["next_attempt_at"]!).Distinct());
        await hub.Settled();

        hub.Advance(TimeSpan.FromMinutes(1));
        await Drain(hub);

        var delivered = await hub.Admin.DeliveriesWhen(id, all => all.All(WebhookCalls.HasSucceeded));
        Assert.All(delivered, one => Assert.Equal(2, (int)one["attempt_count"]!));
        Assert.Equal(2, receiver.Received.Count);
        Assert.All(receiver.Received, one => Assert.Equal(tickets, TicketsOf(one)));
    }

    [Fact]
    public async Task What_waited_in_a_batch_outlives_a_restart_and_comes_once()
    {
        await using var hub = await TimedHub.Start([TestDialects.Lists]);
        await using var receiver = await HookReceiver.Start();
        var id = await Subscribe(hub, receiver);
        var tickets = await NewTickets(hub, 3);
        await Waiting(hub, 3);

        await hub.Restart();
        await Drain(hub);

        await hub.Admin.DeliveriesWhen(id, all => all.Count == 3 && all.All(WebhookCalls.HasSucceeded));
        Assert.Equal(tickets, receiver.Received.SelectMany(TicketsOf).Order());
    }

    [Fact]
    public async Task A_batch_for_a_webhook_that_was_switched_off_is_dropped_whole()
    {
        await using var hub = await TimedHub.Start([TestDialects.Lists]);
        await using var receiver = await HookReceiver.Start();
        var id = await Subscribe(hub, receiver);
        await NewTickets(hub, 3);
        await Waiting(hub, 3);
        await hub.Admin.UpdateWebhook(id, new { active = false });

        await Drain(hub);

        await hub.Admin.DeliveriesWhen(id, all => all.All(one => WebhookCalls.StatusOf(one) == "dropped"));
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task A_test_ping_is_a_list_of_one()
    {
        await using var hub = await TimedHub.Start([TestDialects.Lists]);
        await using var receiver = await HookReceiver.Start();
        var id = await Subscribe(hub, receiver);
        await hub.Admin.Act(id, "test");
        await Waiting(hub, 1);

        await Drain(hub);

        var ping = Assert.Single(ListOf((await receiver.Until(1))[0]))!;
        Assert.Equal("test.ping", (string)ping["name"]!);
    }

    private static async Task<Guid> Subscribe(TimedHub hub, HookReceiver receiver, string told = "ticket.created") =>
        WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new
                {
                    url = receiver.Url,
                    dialect = "lists",
                    events = new[] { told },
                }
            )
        );

    private static async Task<List<long>> NewTickets(TimedHub hub, int count)
    {
        var tickets = new List<long>();
        while (tickets.Count < count)
            tickets.Add(await hub.Admin.NewTicket());
        return tickets;
    }

    /// <summary>So many messages are on the queue, which is a step behind the log.</summary>
    private static Task<QueueDepth> Waiting(TimedHub hub, int count) =>
        Wait.For(Depth(hub), depth => depth.Ready == count);

    /// <summary>Time passes for as long as messages wait and none is under way.</summary>
    private static Task<QueueDepth> Drain(TimedHub hub) =>
        Wait.For(
            async () =>
            {
                var depth = await Depth(hub)();
                if (depth is { Ready: > 0, Leased: 0 })
                    hub.Advance(Within);
                return depth;
            },
            depth => depth is { Ready: 0, Leased: 0 }
        );

    private static Func<Task<QueueDepth>> Depth(TimedHub hub) =>
        () => hub.Host.App.Services.GetRequiredService<IQueue>().Depth(CancellationToken.None);

    private static JsonArray ListOf(Hook hook) => hook.Json.AsArray();

    private static IEnumerable<long> TicketsOf(Hook hook) => ListOf(hook).Select(one => (long)one!["ticket"]!);
}
