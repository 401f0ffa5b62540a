namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class ScheduledTests
{
    private const string InFiveMinutes = "Mon, 05 Jan 2026 09:05:00 GMT";

    [Fact]
    public async Task A_scheduled_message_is_not_there_before_its_time()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("later", new { ScheduledEnqueueTimeUtc = InFiveMinutes });

        bus.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        using var nothing = await bus.TryPeekLock();
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
        Assert.Equal((0, 1), (bus.Counts.Active, bus.Counts.Scheduled));
        bus.Time.Advance(TimeSpan.FromTicks(1));

        var message = await bus.PeekLock();
        Assert.Equal("later", message.Body);
        Assert.Equal(InFiveMinutes, message.Broker.GetProperty("ScheduledEnqueueTimeUtc").GetString());
        Assert.Equal(InFiveMinutes, message.Broker.GetProperty("EnqueuedTimeUtc").GetString());
        Assert.Equal(0, bus.Counts.Scheduled);
    }

    [Fact]
    public async Task A_scheduled_message_answers_a_waiting_receiver_when_its_time_comes()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("later", new { ScheduledEnqueueTimeUtc = InFiveMinutes });
        var poll = await bus.StartLongPoll(timeout: 600);

        bus.Time.Advance(TimeSpan.FromMinutes(5));

        using var response = await poll;
        Assert.Equal("later", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_scheduled_message_takes_its_place_when_it_becomes_active()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("last", new { ScheduledEnqueueTimeUtc = InFiveMinutes });
        await bus.Send("second", new { ScheduledEnqueueTimeUtc = "Mon, 05 Jan 2026 09:04:00 GMT" });
        await bus.Send("first");

        bus.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("first", (await bus.Receive()).Body);
        Assert.Equal("second", (await bus.Receive()).Body);
        Assert.Equal("last", (await bus.Receive()).Body);
    }

    [Fact]
    public async Task A_time_that_has_passed_is_now()
    {
        await using var bus = await LocalBus.Start();

        await bus.Send("now", new { ScheduledEnqueueTimeUtc = "Mon, 05 Jan 2026 08:00:00 GMT" });

        Assert.Equal(1, bus.Counts.Active);
    }

    [Theory]
    [InlineData("2026-01-05T09:05:00Z")]
    [InlineData("tomorrow")]
    public async Task A_time_that_is_no_RFC_1123_date_is_refused(string time)
    {
        await using var bus = await LocalBus.Start();

        var response = await bus.TrySend("later", new { ScheduledEnqueueTimeUtc = time });

        await ErrorAssert.Refused(response, HttpStatusCode.BadRequest, "ScheduledEnqueueTimeUtc");
    }

    [Fact]
    public async Task A_message_scheduled_for_months_ahead_becomes_active()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("much later", new { ScheduledEnqueueTimeUtc = "Sun, 05 Jul 2026 09:00:00 GMT" });
        var poll = await bus.StartLongPoll(timeout: 1);
        bus.Time.Advance(TimeSpan.FromDays(180));
        using var nothing = await poll;
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);

        bus.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, bus.Counts.Active);
    }
}
