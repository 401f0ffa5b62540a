using Azure.Messaging.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class ConversationTests
{
    [Fact]
    public async Task A_message_is_sent_received_and_completed()
    {
        await using var bus = await Bus.Start();
        await bus.Send("hello", "m-1");
        var message = await bus.Receive();
        Assert.Equal("hello", message.Body.ToString());
        Assert.Equal("m-1", message.MessageId);
        Assert.Equal(1, message.DeliveryCount);
        Assert.Equal(1, bus.Counts.Locked);
        await bus.Receiver.CompleteMessageAsync(message);
        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task Batches_work()
    {
        await using var bus = await Bus.Start();
        using var batch = await bus.Sender.CreateMessageBatchAsync();
        for (var i = 0; i < 100; i++)
            Assert.True(batch.TryAddMessage(new($"m{i}") { MessageId = $"{i}" }));
        await bus.Sender.SendMessagesAsync(batch);
        Assert.Equal(100, bus.Counts.Active);
        var received = await bus.Receiver.ReceiveMessagesAsync(50, Bus.WaitLimit);
        Assert.Equal(50, received.Count);
        await Task.WhenAll(received.Select(one => bus.Receiver.CompleteMessageAsync(one)));
        Assert.Equal(50, bus.Counts.Total);
    }

    [Fact]
    public async Task The_verbs_work()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var message = await bus.Receive();
        bus.Time.Advance(TimeSpan.FromSeconds(30));
        await bus.Receiver.RenewMessageLockAsync(message);
        Assert.Equal(bus.Now.AddMinutes(1), message.LockedUntil);
        await bus.Receiver.AbandonMessageAsync(message, new Dictionary<string, object> { ["x"] = 5 });
        message = await bus.Receive();
        Assert.Equal((2, 5), (message.DeliveryCount, message.ApplicationProperties["x"]));
        await bus.Receiver.DeferMessageAsync(message);
        Assert.Equal(1, bus.Counts.Deferred);
        message = await bus.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);
        await bus.Receiver.DeadLetterMessageAsync(message, "why", "because");
        Assert.Equal((0, 1), (bus.Counts.Total, bus.Counts.Dead));
        var dead = Assert.Single(await bus.DeadLetters.PeekMessagesAsync(10));
        Assert.Equal(
            ("why", "because", "deliveries"),
            (dead.DeadLetterReason, dead.DeadLetterErrorDescription, dead.DeadLetterSource)
        );
        dead = await bus.Receive(bus.DeadLetters);
        await bus.DeadLetters.CompleteMessageAsync(dead);
        Assert.Equal(0, bus.Counts.Dead);
        var number = await bus.Sender.ScheduleMessageAsync(new("later"), bus.Now.AddMinutes(5));
        Assert.Equal(1, bus.Counts.Scheduled);
        await bus.Sender.CancelScheduledMessageAsync(number);
        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task Web_sockets_work()
    {
        await using var bus = await Bus.Start();
        await using var client = bus.Connect(options => options.TransportType = ServiceBusTransportType.AmqpWebSockets);
        await client.CreateSender(Bus.Queue).SendMessageAsync(new("x"));
        var receiver = client.CreateReceiver(Bus.Queue);
        var got = await receiver.ReceiveMessageAsync(Bus.WaitLimit);
        await receiver.CompleteMessageAsync(got);
        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task Administration_works()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var properties = await bus.Administration().GetQueueRuntimePropertiesAsync(Bus.Queue);
        Assert.Equal(1, properties.Value.ActiveMessageCount);
    }

    [Fact]
    public async Task Host_goes_and_comes()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        await bus.Host.GoAway();
        await Assert.ThrowsAsync<ServiceBusException>(() => bus.Send("b"));
        await bus.Host.ComeBack();
        await bus.Send("c");
        Assert.Equal("a", (await bus.Receive()).Body.ToString());
    }
}
