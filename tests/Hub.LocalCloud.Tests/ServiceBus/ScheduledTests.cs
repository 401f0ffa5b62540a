using Azure.Messaging.ServiceBus;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class ScheduledTests
{
    [Fact]
    public async Task A_scheduled_message_is_not_there_before_its_time_to_the_millisecond()
    {
        await using var bus = await Bus.Start();
        await bus.Sender.SendMessageAsync(new("later") { ScheduledEnqueueTime = bus.Now.AddMilliseconds(1500) });

        bus.Time.Advance(TimeSpan.FromMilliseconds(1499));
        Assert.Equal((0, 1), (bus.Counts.Active, bus.Counts.Scheduled));
        bus.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((1, 0), (bus.Counts.Active, bus.Counts.Scheduled));
        Assert.Equal(bus.Now, (await bus.Receive()).EnqueuedTime);
    }

    [Fact]
    public async Task A_batch_may_mix_what_is_due_now_and_what_is_due_later()
    {
        await using var bus = await Bus.Start();

        await bus.Sender.SendMessagesAsync([
            new("now"),
            new("later") { ScheduledEnqueueTime = bus.Now.AddMinutes(1) },
            new("past") { ScheduledEnqueueTime = bus.Now.AddMinutes(-1) },
        ]);

        Assert.Equal((2, 1), (bus.Counts.Active, bus.Counts.Scheduled));
    }

    [Fact]
    public async Task A_scheduled_message_serves_a_waiting_receiver_when_its_time_comes()
    {
        await using var bus = await Bus.Start();
        await bus.Sender.ScheduleMessageAsync(new("later"), bus.Now.AddMinutes(5));
        var receiving = bus.Receiver.ReceiveMessageAsync(Bus.WaitLimit);
        await bus.Until(counts => counts.WaitingReceivers == 1);

        bus.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("later", $"{(await receiving).Body}");
    }

    [Fact]
    public async Task A_scheduled_message_takes_its_place_when_it_becomes_active()
    {
        await using var bus = await Bus.Start();
        var number = await bus.Sender.ScheduleMessageAsync(new("later"), bus.Now.AddMinutes(1));
        await bus.Send("sooner");
        bus.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(("sooner", 2), await Next(bus));
        Assert.Equal((1, ("later", 3)), (number, await Next(bus)));
    }

    [Fact]
    public async Task Several_are_scheduled_at_once_and_each_is_told_its_number()
    {
        await using var bus = await Bus.Start();

        var numbers = await bus.Sender.ScheduleMessagesAsync([new("a"), new("b")], bus.Now.AddMinutes(1));

        Assert.Equal([1, 2], numbers);
        Assert.Equal(2, bus.Counts.Scheduled);
    }

    [Fact]
    public async Task A_scheduled_message_can_be_taken_back_until_its_time_comes()
    {
        await using var bus = await Bus.Start();
        var number = await bus.Sender.ScheduleMessageAsync(new("later"), bus.Now.AddMinutes(1));
        await bus.Sender.CancelScheduledMessageAsync(number);
        Assert.Equal(0, bus.Counts.Total);

        number = await bus.Sender.ScheduleMessageAsync(new("later"), bus.Now.AddMinutes(1));
        bus.Time.Advance(TimeSpan.FromMinutes(1));

        await Failure.Is(ServiceBusFailureReason.MessageNotFound, () => bus.Sender.CancelScheduledMessageAsync(number));
        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task A_message_scheduled_for_months_ahead_becomes_active()
    {
        await using var bus = await Bus.Start();
        await bus.Sender.ScheduleMessageAsync(new("later"), bus.Now.AddDays(400));

        bus.Time.Advance(TimeSpan.FromDays(400));

        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task What_is_wrong_with_a_message_refuses_its_schedule()
    {
        await using var bus = await Bus.Start();
        var message = new ServiceBusMessage("a");
        message.ApplicationProperties["large"] = new string('x', 33 * 1024);

        await Assert.ThrowsAsync<ArgumentException>(() =>
            bus.Sender.ScheduleMessageAsync(message, bus.Now.AddMinutes(1))
        );

        Assert.Equal((0, 1), (bus.Counts.Total, bus.Host.Requests(ServiceBusOperation.Schedule)));
    }

    private static async Task<(string Body, long Number)> Next(Bus bus)
    {
        var message = await bus.Receive();
        return ($"{message.Body}", message.SequenceNumber);
    }
}
