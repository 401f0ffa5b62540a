using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>One bad receiver never slows another.</summary>
public sealed class FairnessTests
{
    private const int Tickets = 120;

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_nobody_not_even_on_its_own_host()
    {
        await using var hub = await TimedHub.Start("--Delivery:EventsPerMinute=0");
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (hook, http) => hook.Path == "/bad" ? HookReceiver.Hang(http) : Task.CompletedTask;
        await hub.Admin.Subscribe(receiver.UrlOf("bad"), "ticket.created");
        await hub.Admin.Subscribe(receiver.UrlOf("good"), "ticket.created");

        for (var number = 0; number < Tickets; number++)
            await hub.Admin.NewTicket();

        // The clock stands: not one request of the other has timed out meanwhile.
        await Wait.For(() => Task.FromResult(CountOf(receiver, "/good")), count => count == Tickets);
        Assert.Equal(64, CountOf(receiver, "/bad"));
    }

    [Fact]
    public async Task An_organization_whose_receivers_hang_holds_up_no_other()
    {
        await using var hub = await TimedHub.Start("--Delivery:EventsPerMinute=0", "--Delivery:MaxInFlight=64");
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (hook, http) =>
            hook.Path.StartsWith("/bad", StringComparison.Ordinal) ? HookReceiver.Hang(http) : Task.CompletedTask;
        var neighbour = await hub.Host.OpenOrganization("OTHER");
        await neighbour.Subscribe(receiver.UrlOf("good"), "ticket.created");
        for (var number = 0; number < 3; number++)
            await hub.Admin.Subscribe(receiver.UrlOf($"bad{number}"), "ticket.created");
        for (var number = 0; number < 30; number++)
            await hub.Admin.NewTicket();
        await Wait.For(() => Task.FromResult(receiver.Received.Count), count => count >= 56);

        for (var number = 0; number < 20; number++)
            await neighbour.NewTicket();

        // The clock stands: not one request of the others has timed out meanwhile.
        await Wait.For(() => Task.FromResult(CountOf(receiver, "/good")), count => count == 20);
        Assert.Equal(56, receiver.Received.Count - 20);
    }

    [Fact]
    public async Task A_receiver_that_always_fails_holds_up_nobody()
    {
        await using var hub = await TimedHub.Start("--Delivery:EventsPerMinute=0");
        await using var bad = await HookReceiver.Answering(500);
        await using var good = await HookReceiver.Start();
        await hub.Admin.Subscribe(bad.Url, "ticket.created");
        await hub.Admin.Subscribe(good.Url, "ticket.created");

        for (var number = 0; number < Tickets; number++)
            await hub.Admin.NewTicket();

        await good.Until(Tickets);
    }

    [Fact]
    public async Task No_more_requests_are_under_way_to_a_receiver_than_allowed()
    {
        await using var hub = await TimedHub.Start("--Delivery:MaxInFlightPerSubscription=3");
        await using var receiver = await HookReceiver.Start();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = (_, _) => open.Task;
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        for (var number = 0; number < 20; number++)
            await hub.Admin.NewTicket();
        await receiver.Until(3);
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 20);

        Assert.Equal(3, receiver.Received.Count);
        open.SetResult();

        await hub.Admin.DeliveriesWhen(id, all => all.All(WebhookCalls.HasSucceeded));
        Assert.Equal(3, receiver.MostUnderWay);
        Assert.Equal(20, receiver.Received.Count);
    }

    [Fact]
    public async Task A_receiver_that_keeps_failing_is_tried_one_request_at_a_time_at_growing_distances()
    {
        await using var hub = await TimedHub.Start(
            "--Delivery:CircuitThreshold=2",
            "--Delivery:MaxInFlightPerSubscription=1"
        );
        await using var receiver = await HookReceiver.Answering(500);
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        for (var number = 0; number < 8; number++)
            await hub.Admin.NewTicket();
        await WhenTried(hub, id, 2);

        var tried = 2;
        foreach (var seconds in new[] { 1, 2, 4, 8 })
        {
            hub.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(tried, receiver.Received.Count);
            hub.Advance(TimeSpan.FromMilliseconds(1));
            await WhenTried(hub, id, ++tried);
        }
        receiver.AnswerWith(200);
        hub.Advance(TimeSpan.FromSeconds(16));

        await WhenTried(hub, id, 8);
    }

    private static int CountOf(HookReceiver receiver, string path) =>
        receiver.Received.Count(hook => hook.Path == path);

    private static async Task WhenTried(TimedHub hub, Guid id, int count) =>
        await hub.Admin.DeliveriesWhen(id, all => all.Sum(one => (int)one["attempt_count"]!) == count);
}
