using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>What was acknowledged outlives the process.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Stopping_lets_requests_under_way_finish()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = (_, _) => open.Task;
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        await receiver.Until(1);

        var restarting = hub.Restart();
        Assert.False(restarting.IsCompleted);
        open.SetResult();
        await restarting;

        await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task Retries_that_waited_are_made_at_their_time_after_a_restart()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Answering(500, 200);
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        var delivery = await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);

        await hub.Restart();
        Assert.Single(receiver.Received);
        hub.Advance(TimeSpan.FromMinutes(1));

        await hub.Admin.DeliveryWhen(id, "success", attempts: 2);
        Assert.All(receiver.Received, hook => Assert.Equal((string)delivery["id"]!, hook.Delivery));
    }

    [Fact]
    public async Task Numbers_go_on_without_a_gap_after_a_stop_in_good_order()
    {
        await using var hub = await TimedHub.Start();
        var first = (await hub.Admin.CreateTicket()).Id;

        for (var restart = 1; restart <= 3; restart++)
        {
            await hub.Restart();
            var next = await hub.Admin.CreateTicket();
            Assert.Equal(first + restart, next.Id);
            Assert.EndsWith($"-{first + restart}", (string)next.Data["code"]!);
        }
    }
}
