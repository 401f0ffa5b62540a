using Azure.Messaging.ServiceBus;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class ReceiveTests
{
    [Fact]
    public async Task A_received_message_is_locked_for_the_queues_lock_duration()
    {
        await using var bus = await Bus.Start(new() { LockDuration = TimeSpan.FromSeconds(90) });
        await bus.Send("a");

        var message = await bus.Receive();

        Assert.Equal(bus.Now.AddSeconds(90), message.LockedUntil);
        Assert.True(Guid.TryParse(message.LockToken, out var token) && token != Guid.Empty);
        Assert.Equal((0, 1, 1), (bus.Counts.Active, bus.Counts.Locked, message.DeliveryCount));
    }

    [Fact]
    public async Task Messages_come_in_the_order_they_were_sent()
    {
        await using var bus = await Bus.Start();
        await bus.Send("one");
        await bus.Send("two");

        Assert.Equal("one", $"{(await bus.Receive()).Body}");
        Assert.Equal("two", $"{(await bus.Receive()).Body}");
    }

    [Fact]
    public async Task As_many_are_locked_as_are_asked_for()
    {
        await using var bus = await Bus.Start();
        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, 100).Select(n => new ServiceBusMessage($"{n}")));

        var received = await bus.Receiver.ReceiveMessagesAsync(40, Bus.WaitLimit);

        Assert.InRange(received.Count, 1, 40);
        await bus.Until(counts => counts.Locked == 40);
        Assert.Equal(60, bus.Counts.Active);
    }

    [Fact]
    public async Task A_waiting_receiver_gets_what_is_sent_later()
    {
        await using var bus = await Bus.Start();
        var receiving = bus.Receiver.ReceiveMessageAsync(Bus.WaitLimit);
        await bus.Until(counts => counts.WaitingReceivers == 1);

        await bus.Send("late");

        Assert.Equal("late", $"{(await receiving).Body}");
        Assert.Equal((0, 1, 0), (bus.Counts.Active, bus.Counts.Locked, bus.Counts.WaitingReceivers));
    }

    [Fact]
    public async Task Waiting_receivers_are_served_in_turn()
    {
        await using var bus = await Bus.Start();
        await using var other = bus.Client.CreateReceiver(Bus.Queue);
        var first = bus.Receiver.ReceiveMessagesAsync(2, Bus.WaitLimit);
        await bus.Until(counts => counts.WaitingReceivers == 1);
        var second = other.ReceiveMessagesAsync(2, Bus.WaitLimit);
        await bus.Until(counts => counts.WaitingReceivers == 2);

        await bus.Sender.SendMessagesAsync([new("one"), new("two")]);

        Assert.Equal("one", $"{Assert.Single(await first).Body}");
        Assert.Equal("two", $"{Assert.Single(await second).Body}");
    }

    [Fact]
    public async Task A_receiver_that_closes_waits_no_longer_and_takes_no_message_with_it()
    {
        await using var bus = await Bus.Start();
        var receiving = bus.Receiver.ReceiveMessagesAsync(1, Bus.WaitLimit);
        await bus.Until(counts => counts.WaitingReceivers == 1);

        await bus.Receiver.CloseAsync();
        Assert.Empty(await receiving);
        await bus.Until(counts => counts.WaitingReceivers == 0);
        await bus.Send("for someone else");

        Assert.Equal((1, 0), (bus.Counts.Active, bus.Counts.Locked));
    }

    [Fact]
    public async Task What_was_fetched_ahead_and_not_asked_for_goes_back_uncounted()
    {
        await using var bus = await Bus.Start();
        await bus.Sender.SendMessagesAsync([new("one"), new("two"), new("three")]);
        await using var ahead = bus.Client.CreateReceiver(
            Bus.Queue,
            new ServiceBusReceiverOptions { PrefetchCount = 3 }
        );
        var one = await bus.Receive(ahead);
        await bus.Until(counts => counts.Locked == 3);

        await ahead.CloseAsync();

        await bus.Until(counts => counts.Active == 2);
        Assert.Equal(2, bus.Host.Requests(ServiceBusOperation.Release));
        Assert.Equal("one", $"{one.Body}");
        var two = await bus.Receive();
        Assert.Equal(("two", 1), ($"{two.Body}", two.DeliveryCount));
    }

    [Fact]
    public async Task A_lock_that_runs_out_gives_the_message_back_and_counts()
    {
        await using var bus = await Bus.Start();
        await bus.Send("again");
        var first = await bus.Receive();

        bus.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, bus.Counts.Locked);
        bus.Time.Advance(TimeSpan.FromSeconds(1));

        var second = await bus.Receive();
        Assert.Equal((1, 2), (first.DeliveryCount, second.DeliveryCount));
        Assert.Equal(first.MessageId, second.MessageId);
        Assert.NotEqual(first.LockToken, second.LockToken);
    }

    [Fact]
    public async Task A_lock_that_runs_out_serves_a_waiting_receiver()
    {
        await using var bus = await Bus.Start();
        await bus.Send("again");
        await bus.Receive();
        var receiving = bus.Receiver.ReceiveMessageAsync(Bus.WaitLimit);
        await bus.Until(counts => counts.WaitingReceivers == 1);

        bus.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await receiving).DeliveryCount);
    }

    [Fact]
    public async Task A_message_received_and_deleted_is_gone_and_has_no_lock()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        await using var receiver = bus.Client.CreateReceiver(
            Bus.Queue,
            new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete }
        );

        var message = await bus.Receive(receiver);

        Assert.Equal(("a", 1, default), ($"{message.Body}", message.DeliveryCount, message.LockedUntil));
        Assert.Equal((0, 1), (bus.Counts.Total, bus.Host.Requests(ServiceBusOperation.ReceiveAndDelete)));
    }
}
