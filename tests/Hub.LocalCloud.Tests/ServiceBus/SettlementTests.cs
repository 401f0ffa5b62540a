using Azure.Messaging.ServiceBus;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class SettlementTests
{
    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");

        await bus.Receiver.CompleteMessageAsync(await bus.Receive());

        Assert.Equal((0, 0), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task An_abandoned_message_is_back_at_once_in_its_old_place_and_counted()
    {
        await using var bus = await Bus.Start();
        await bus.Send("one", "m-1");
        await bus.Send("two", "m-2");

        var changes = new Dictionary<string, object> { ["tried"] = 1 };
        await bus.Receiver.AbandonMessageAsync(await bus.Receive(), changes);

        var again = await bus.Receive();
        Assert.Equal(("m-1", 2), (again.MessageId, again.DeliveryCount));
        Assert.Equal(1, again.ApplicationProperties["tried"]);
        Assert.Equal("one", $"{again.Body}");
    }

    [Fact]
    public async Task An_abandoned_message_serves_a_waiting_receiver()
    {
        await using var bus = await Bus.Start();
        await using var other = bus.Client.CreateReceiver(Bus.Queue);
        await bus.Send("a");
        var message = await bus.Receive();
        var receiving = other.ReceiveMessageAsync(Bus.WaitLimit);
        await bus.Until(counts => counts.WaitingReceivers == 1);

        await bus.Receiver.AbandonMessageAsync(message);

        Assert.Equal(2, (await receiving).DeliveryCount);
    }

    [Fact]
    public async Task A_deferred_message_comes_only_by_its_number()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var message = await bus.Receive();
        await bus.Receiver.DeferMessageAsync(message, new Dictionary<string, object> { ["why"] = "later" });
        Assert.Equal((0, 1), (bus.Counts.Active, bus.Counts.Deferred));
        Assert.Equal(ServiceBusMessageState.Deferred, (await bus.Receiver.PeekMessageAsync()).State);

        var again = await bus.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);

        Assert.Equal((2, "later"), (again.DeliveryCount, again.ApplicationProperties["why"]));
        Assert.Equal(bus.Now.AddMinutes(1), again.LockedUntil);
        await bus.Receiver.CompleteMessageAsync(again);
        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task A_deferred_message_whose_lock_runs_out_is_deferred_again()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var message = await bus.Receive();
        await bus.Receiver.DeferMessageAsync(message);
        await bus.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);

        bus.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((0, 0, 1), (bus.Counts.Active, bus.Counts.Locked, bus.Counts.Deferred));
    }

    [Fact]
    public async Task A_number_that_is_not_deferred_is_not_found()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");

        await Failure.Is(ServiceBusFailureReason.MessageNotFound, () => bus.Receiver.ReceiveDeferredMessagesAsync([1]));

        Assert.Equal(1, bus.Counts.Active);
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("abandon")]
    [InlineData("defer")]
    [InlineData("dead-letter")]
    [InlineData("renew")]
    public async Task A_lock_that_ran_out_settles_nothing(string verb)
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var message = await bus.Receive();
        bus.Time.Advance(TimeSpan.FromMinutes(1));

        await Failure.Is(ServiceBusFailureReason.MessageLockLost, () => Do(bus.Receiver, verb, message));

        Assert.Equal((1, 0), (bus.Counts.Active, bus.Counts.Dead));
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("abandon")]
    [InlineData("defer")]
    [InlineData("dead-letter")]
    public async Task A_lock_that_was_given_up_settles_nothing_more(string verb)
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var message = await bus.Receive();
        await bus.Receiver.AbandonMessageAsync(message);
        var next = await bus.Receive();

        await Failure.Is(ServiceBusFailureReason.MessageLockLost, () => Do(bus.Receiver, verb, message));

        Assert.Equal(1, bus.Counts.Locked);
        await bus.Receiver.CompleteMessageAsync(next);
    }

    [Theory]
    [InlineData("complete", ServiceBusOperation.Complete)]
    [InlineData("abandon", ServiceBusOperation.Abandon)]
    [InlineData("defer", ServiceBusOperation.Defer)]
    [InlineData("dead-letter", ServiceBusOperation.DeadLetter)]
    public async Task A_message_is_settled_after_its_connection_was_lost(string verb, ServiceBusOperation operation)
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var message = await bus.Receive();
        bus.Host.Strike(Fault.Dropped);
        await using var client = bus.Connect();
        await using var receiver = client.CreateReceiver(Bus.Queue);

        await Do(receiver, verb, message);

        Assert.Equal((0, 1), (bus.Counts.Locked, bus.Host.Requests(operation)));
    }

    [Fact]
    public async Task A_renewed_lock_holds_for_another_lock_duration_from_now()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var message = await bus.Receive();
        bus.Time.Advance(TimeSpan.FromSeconds(59));

        await bus.Receiver.RenewMessageLockAsync(message);

        Assert.Equal(bus.Now.AddMinutes(1), message.LockedUntil);
        bus.Time.Advance(TimeSpan.FromSeconds(59));
        await bus.Receiver.CompleteMessageAsync(message);
        Assert.Equal(0, bus.Counts.Total);
    }

    private static Task Do(ServiceBusReceiver receiver, string verb, ServiceBusReceivedMessage message) =>
        verb switch
        {
            "complete" => receiver.CompleteMessageAsync(message),
            "abandon" => receiver.AbandonMessageAsync(message),
            "defer" => receiver.DeferMessageAsync(message),
            "dead-letter" => receiver.DeadLetterMessageAsync(message, "Broken"),
            _ => receiver.RenewMessageLockAsync(message),
        };
}
