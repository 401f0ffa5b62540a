namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class TimeToLiveTests
{
    [Fact]
    public async Task A_message_past_its_time_to_live_is_a_dead_letter()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("stale", new { TimeToLive = 10 });

        bus.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(1, bus.Counts.Active);
        bus.Time.Advance(TimeSpan.FromSeconds(1));

        using var nothing = await bus.TryPeekLock();
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
        var dead = await bus.PeekLock(LocalBus.DeadLetters);
        Assert.Equal("\"TTLExpiredException\"", dead.Headers["DeadLetterReason"]);
        Assert.Equal("\"The message expired and was dead lettered.\"", dead.Headers["DeadLetterErrorDescription"]);
        Assert.Equal(10, dead.Broker.GetProperty("TimeToLive").GetDouble());
    }

    [Fact]
    public async Task A_queue_may_drop_what_has_expired()
    {
        await using var bus = await LocalBus.Start(new() { DeadLetterExpired = false });
        await bus.Send("stale", new { TimeToLive = 10 });

        bus.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((0, 0), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task The_queues_own_time_to_live_is_a_ceiling()
    {
        await using var bus = await LocalBus.Start(new() { DefaultTimeToLive = TimeSpan.FromSeconds(20) });
        await bus.Send("short", new { TimeToLive = 5 });
        await bus.Send("long", new { TimeToLive = 500 });
        await bus.Send("none");

        bus.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, bus.Counts.Active);
        var message = await bus.PeekLock();
        Assert.Equal(20, message.Broker.GetProperty("TimeToLive").GetDouble());
        Assert.Equal(HttpStatusCode.OK, await bus.Unlock(message));
        bus.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal((0, 3), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task A_locked_message_can_be_completed_after_its_time_to_live()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("stale", new { TimeToLive = 10 });
        var message = await bus.PeekLock();

        bus.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.OK, await bus.Complete(message));
        Assert.Equal(0, bus.Counts.Dead);
    }

    [Fact]
    public async Task A_locked_message_expires_when_it_is_given_back()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("stale", new { TimeToLive = 10 });
        var message = await bus.PeekLock();
        bus.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.OK, await bus.Unlock(message));

        Assert.Equal((0, 1), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task The_time_of_a_scheduled_message_runs_from_its_activation()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("later", new { TimeToLive = 60, ScheduledEnqueueTimeUtc = "Mon, 05 Jan 2026 09:05:00 GMT" });

        bus.Time.Advance(TimeSpan.FromSeconds(359));
        Assert.Equal(1, bus.Counts.Active);
        bus.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, bus.Counts.Dead);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task A_time_to_live_that_is_not_positive_is_refused(double seconds)
    {
        await using var bus = await LocalBus.Start();

        var response = await bus.TrySend("hello", new { TimeToLive = seconds });

        await ErrorAssert.Refused(response, HttpStatusCode.BadRequest, "TimeToLive");
    }

    [Fact]
    public async Task The_longest_time_to_live_is_no_limit()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("forever", new { TimeToLive = 922337203685.47754 });

        bus.Time.Advance(TimeSpan.FromDays(365));

        Assert.Equal(1, bus.Counts.Active);
    }
}
