using Azure.Messaging.ServiceBus;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class DuplicateTests
{
    private static readonly QueueOptions TenMinutes = new() { DuplicateWindow = TimeSpan.FromMinutes(10) };

    [Fact]
    public async Task A_repeat_within_the_window_is_accepted_and_dropped()
    {
        await using var bus = await Bus.Start(TenMinutes);
        await bus.Send("first", "m-1");
        bus.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));

        await bus.Send("second", "m-1");

        Assert.Equal((1, 1), (bus.Counts.Active, bus.Counts.DuplicatesDropped));
        Assert.Equal("first", $"{(await bus.Receive()).Body}");
    }

    [Fact]
    public async Task A_repeat_after_the_window_is_a_new_message()
    {
        await using var bus = await Bus.Start(TenMinutes);
        await bus.Send("first", "m-1");
        bus.Time.Advance(TimeSpan.FromMinutes(10));

        await bus.Send("second", "m-1");

        Assert.Equal((2, 0), (bus.Counts.Active, bus.Counts.DuplicatesDropped));
    }

    [Fact]
    public async Task A_message_is_remembered_after_it_was_completed()
    {
        await using var bus = await Bus.Start(TenMinutes);
        await bus.Send("first", "m-1");
        await bus.Receiver.CompleteMessageAsync(await bus.Receive());

        await bus.Send("second", "m-1");

        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task A_repeat_inside_a_batch_is_dropped_and_the_rest_is_taken()
    {
        await using var bus = await Bus.Start(TenMinutes);

        await bus.Sender.SendMessagesAsync([Message("a"), Message("a"), Message("b")]);

        Assert.Equal((2, 1), (bus.Counts.Active, bus.Counts.DuplicatesDropped));
    }

    [Fact]
    public async Task A_scheduled_message_is_remembered_from_the_moment_it_was_sent()
    {
        await using var bus = await Bus.Start(TenMinutes);
        var due = bus.Now.AddHours(1);
        await bus.Sender.ScheduleMessageAsync(Message("m-1"), due);
        Assert.Equal(0, await bus.Sender.ScheduleMessageAsync(Message("m-1"), due));
        Assert.Equal(1, bus.Counts.Scheduled);
        bus.Time.Advance(TimeSpan.FromMinutes(10));

        await bus.Sender.ScheduleMessageAsync(Message("m-1"), due);

        Assert.Equal(2, bus.Counts.Scheduled);
    }

    [Fact]
    public async Task A_refused_message_is_not_remembered()
    {
        await using var bus = await Bus.Start(TenMinutes);
        var refused = Message("m-1");
        refused.ApplicationProperties["large"] = new string('x', 33 * 1024);
        await Assert.ThrowsAsync<ArgumentException>(() => bus.Sender.SendMessageAsync(refused));

        await bus.Send("second", "m-1");

        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task Without_a_window_a_repeat_is_a_new_message()
    {
        await using var bus = await Bus.Start();
        await bus.Send("first", "m-1");
        await bus.Send("second", "m-1");

        Assert.Equal(2, bus.Counts.Active);
    }

    private static ServiceBusMessage Message(string id) => new("a") { MessageId = id };
}
