using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class DuplicateTests
{
    private static readonly QueueOptions TenMinutes = new() { DuplicateWindow = TimeSpan.FromMinutes(10) };

    [Fact]
    public async Task A_repeat_within_the_window_is_answered_201_and_dropped()
    {
        await using var bus = await LocalBus.Start(TenMinutes);
        await bus.Send("first", new { MessageId = "m-1" });
        bus.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));

        using var response = await bus.TrySend("second", new { MessageId = "m-1" });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal((1, 1), (bus.Counts.Active, bus.Counts.DuplicatesDropped));
        Assert.Equal("first", (await bus.Receive()).Body);
    }

    [Fact]
    public async Task A_repeat_after_the_window_is_a_new_message()
    {
        await using var bus = await LocalBus.Start(TenMinutes);
        await bus.Send("first", new { MessageId = "m-1" });
        bus.Time.Advance(TimeSpan.FromMinutes(10));

        await bus.Send("second", new { MessageId = "m-1" });

        Assert.Equal((2, 0), (bus.Counts.Active, bus.Counts.DuplicatesDropped));
    }

    [Fact]
    public async Task A_message_is_remembered_after_it_was_completed()
    {
        await using var bus = await LocalBus.Start(TenMinutes);
        await bus.Send("first", new { MessageId = "m-1" });
        Assert.Equal(HttpStatusCode.OK, await bus.Complete(await bus.PeekLock()));

        await bus.Send("second", new { MessageId = "m-1" });

        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task A_scheduled_message_is_remembered_from_the_moment_it_was_sent()
    {
        await using var bus = await LocalBus.Start(TenMinutes);
        var message = new { MessageId = "m-1", ScheduledEnqueueTimeUtc = "Mon, 05 Jan 2026 10:00:00 GMT" };
        await bus.Send("first", message);
        await bus.Send("second", message);
        Assert.Equal(1, bus.Counts.Scheduled);
        bus.Time.Advance(TimeSpan.FromMinutes(10));

        await bus.Send("third", message);

        Assert.Equal(2, bus.Counts.Scheduled);
    }

    [Fact]
    public async Task A_refused_message_is_not_remembered()
    {
        await using var bus = await LocalBus.Start(TenMinutes);
        using var refused = await bus.TrySend("first", new { MessageId = "m-1", TimeToLive = -1 });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        await bus.Send("second", new { MessageId = "m-1" });

        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task Without_a_window_a_repeat_is_a_new_message()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("first", new { MessageId = "m-1" });
        await bus.Send("second", new { MessageId = "m-1" });

        Assert.Equal(2, bus.Counts.Active);
    }
}
