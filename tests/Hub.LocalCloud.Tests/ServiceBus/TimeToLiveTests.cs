using Azure.Messaging.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class TimeToLiveTests
{
    [Fact]
    public async Task A_message_past_its_time_to_live_is_a_dead_letter()
    {
        await using var bus = await Bus.Start();
        await Send(bus, seconds: 10);

        bus.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(1, bus.Counts.Active);
        bus.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, bus.Counts.Total);
        var dead = await bus.Receive(bus.DeadLetters);
        Assert.Equal("TTLExpiredException", dead.DeadLetterReason);
        Assert.Equal("The message expired and was dead lettered.", dead.DeadLetterErrorDescription);
        Assert.Equal(TimeSpan.FromSeconds(10), dead.TimeToLive);
    }

    [Fact]
    public async Task A_queue_may_drop_what_has_expired()
    {
        await using var bus = await Bus.Start(new() { DeadLetterExpired = false });
        await Send(bus, seconds: 10);

        bus.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((0, 0), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task The_queues_own_time_to_live_is_a_ceiling()
    {
        await using var bus = await Bus.Start(new() { DefaultTimeToLive = TimeSpan.FromSeconds(20) });
        await Send(bus, seconds: 5);
        await Send(bus, seconds: 500);
        await bus.Send("none");

        bus.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, bus.Counts.Active);
        var (one, two) = (await bus.Receive(), await bus.Receive());
        Assert.Equal(TimeSpan.FromSeconds(20), one.TimeToLive);
        Assert.Equal(TimeSpan.FromSeconds(20), two.TimeToLive);
        Assert.Equal(bus.Now.AddSeconds(15), one.ExpiresAt);
        await bus.Receiver.AbandonMessageAsync(one);
        await bus.Receiver.AbandonMessageAsync(two);
        bus.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal((0, 3), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task A_locked_message_can_be_completed_after_its_time_to_live()
    {
        await using var bus = await Bus.Start();
        await Send(bus, seconds: 10);
        var message = await bus.Receive();

        bus.Time.Advance(TimeSpan.FromSeconds(30));
        await bus.Receiver.CompleteMessageAsync(message);

        Assert.Equal((0, 0), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task A_locked_message_expires_when_it_is_given_back()
    {
        await using var bus = await Bus.Start();
        await Send(bus, seconds: 10);
        var message = await bus.Receive();
        bus.Time.Advance(TimeSpan.FromSeconds(30));

        await bus.Receiver.AbandonMessageAsync(message);

        Assert.Equal((0, 1), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task A_deferred_message_does_not_expire()
    {
        await using var bus = await Bus.Start();
        await Send(bus, seconds: 10);
        await bus.Receiver.DeferMessageAsync(await bus.Receive());

        bus.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal((1, 0), (bus.Counts.Deferred, bus.Counts.Dead));
    }

    [Fact]
    public async Task The_time_of_a_scheduled_message_runs_from_its_activation()
    {
        await using var bus = await Bus.Start();
        var message = new ServiceBusMessage("later") { TimeToLive = TimeSpan.FromMinutes(1) };
        await bus.Sender.ScheduleMessageAsync(message, bus.Now.AddMinutes(5));

        bus.Time.Advance(TimeSpan.FromSeconds(359));
        Assert.Equal(1, bus.Counts.Active);
        bus.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, bus.Counts.Dead);
    }

    [Fact]
    public async Task A_time_to_live_of_years_survives_the_header_that_cannot_hold_it()
    {
        await using var bus = await Bus.Start();
        await bus.Sender.SendMessageAsync(new("a") { TimeToLive = TimeSpan.FromDays(1000) });

        bus.Time.Advance(TimeSpan.FromDays(999));
        Assert.Equal(TimeSpan.FromDays(1000), (await bus.Receiver.PeekMessageAsync()).TimeToLive);
        bus.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, bus.Counts.Dead);
    }

    private static Task Send(Bus bus, int seconds) =>
        bus.Sender.SendMessageAsync(new("stale") { TimeToLive = TimeSpan.FromSeconds(seconds) });
}
