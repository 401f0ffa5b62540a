using Azure.Messaging.ServiceBus;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

/// <summary>What may go wrong between a message's delivery and its settlement.</summary>
public sealed class ReceiverFaultTests
{
    private static readonly TimeSpan Impatient = TimeSpan.FromSeconds(1);

    public static TheoryData<Fault> Breaks =>
        [
            Fault.Detached("com.microsoft:server-busy"),
            Fault.TokenExpired,
            Fault.SessionEnded("amqp:internal-error"),
            Fault.ConnectionClosed("amqp:connection:forced"),
        ];

    [Theory]
    [MemberData(nameof(Breaks), DisableDiscoveryEnumeration = true)]
    public async Task A_receive_that_waits_while_its_link_ends_is_empty_and_the_next_one_works(Fault fault)
    {
        await using var bus = await Bus.Start();
        // The next call may come before the client has noticed that its connection is being closed.
        await using var client = bus.Connect(options => options.RetryOptions.MaxRetries = 3);
        var receiver = client.CreateReceiver(Bus.Queue);
        var receiving = receiver.ReceiveMessagesAsync(1, Bus.WaitLimit);
        await bus.Until(counts => counts.WaitingReceivers == 1);

        bus.Host.Strike(fault);

        Assert.Empty(await receiving.WaitAsync(Bus.WaitLimit));
        await bus.Until(counts => counts.WaitingReceivers == 0);
        await client.CreateSender(Bus.Queue).SendMessageAsync(new("a"));
        Assert.Equal("a", $"{(await bus.Receive(receiver)).Body}");
    }

    [Theory]
    [InlineData(ServiceBusOperation.AttachReceiver)]
    [InlineData(ServiceBusOperation.PutToken)]
    public async Task A_receiver_that_is_not_let_in_says_so(ServiceBusOperation operation)
    {
        await using var bus = await Bus.Start();
        bus.Host.Faults.Next(operation, Fault.Unauthorized);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => bus.Receive());
    }

    [Fact]
    public async Task A_message_locked_for_a_connection_that_was_reset_comes_when_its_lock_runs_out()
    {
        await using var bus = await Bus.Start();
        await using var client = bus.Connect(options => options.RetryOptions.MaxRetries = 1);
        await using var receiver = client.CreateReceiver(Bus.Queue);
        await bus.Send("a");
        bus.Host.Faults.Next(ServiceBusOperation.PeekLock, Fault.Dropped.AfterEffect());

        var receiving = receiver.ReceiveMessageAsync(Bus.WaitLimit);
        await bus.Until(counts => counts is { Locked: 1, WaitingReceivers: 1 });
        bus.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await receiving).DeliveryCount);
    }

    [Fact]
    public async Task Resets_in_the_middle_of_deliveries_lose_nothing()
    {
        const int Messages = 500;
        await using var bus = await Bus.Start();
        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, Messages).Select(n => new ServiceBusMessage($"{n}")));
        for (var round = 1; round <= 5; round++)
        {
            await using var client = bus.Connect();
            var receiving = client.CreateReceiver(Bus.Queue).ReceiveMessagesAsync(Messages, Bus.WaitLimit);
            await bus.Until(counts => counts.Locked > 0);
            bus.Host.Strike(Fault.Dropped);
            // Whatever it got, if it got anything, is settled by nobody.
            await Task.WhenAny(receiving).WaitAsync(Bus.WaitLimit);
            await bus.Until(counts => counts.WaitingReceivers == 0);
            bus.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal((Messages, 0, 0), (bus.Counts.Active, bus.Counts.Locked, bus.Counts.Dead));
        }

        Assert.NotNull(await bus.Receive());
    }

    [Fact]
    public async Task A_delivery_that_is_lost_is_locked_all_the_same()
    {
        await using var bus = await Bus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.PeekLock, Fault.Silence.AfterEffect());
        var receiving = bus.Receiver.ReceiveMessageAsync(Bus.WaitLimit);
        await bus.Until(counts => counts.WaitingReceivers == 1);

        await bus.Send("lost");
        await bus.Until(counts => counts.Locked == 1);
        await bus.Send("found");

        Assert.Equal("found", $"{(await receiving).Body}");
        bus.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, bus.Counts.Active);
    }

    [Fact]
    public async Task A_refusal_before_a_delivery_leaves_the_message_where_it_was()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        bus.Host.Faults.Next(ServiceBusOperation.PeekLock, Fault.Unavailable);

        Assert.Empty(await bus.Receiver.ReceiveMessagesAsync(1, Bus.WaitLimit));

        Assert.Equal((1, 0), (bus.Counts.Active, bus.Counts.Locked));
        Assert.Equal(1, (await bus.Receive()).DeliveryCount);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task A_completion_whose_connection_is_reset_took_effect_or_not(bool after, int locked)
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var message = await bus.Receive();
        bus.Host.Faults.Next(ServiceBusOperation.Complete, After(Fault.Dropped, after));

        await Failure.Is(ServiceBusFailureReason.MessageLockLost, () => bus.Receiver.CompleteMessageAsync(message));

        Assert.Equal(locked, bus.Counts.Locked);
        // The same call again tells the truth.
        if (after)
        {
            await Failure.Is(ServiceBusFailureReason.MessageLockLost, () => bus.Receiver.CompleteMessageAsync(message));
        }
        else
        {
            await bus.Receiver.CompleteMessageAsync(message);
        }

        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task A_completion_that_was_not_answered_is_known_lost_when_it_is_repeated()
    {
        await using var bus = await Bus.Start();
        await using var client = bus.Connect(options =>
        {
            options.RetryOptions.TryTimeout = 3 * Impatient;
            options.RetryOptions.MaxRetries = 1;
        });
        await using var receiver = client.CreateReceiver(Bus.Queue);
        await bus.Send("a");
        var message = await bus.Receive(receiver);
        bus.Host.Faults.Next(ServiceBusOperation.Complete, Fault.Silence.AfterEffect());

        await Failure.Is(ServiceBusFailureReason.MessageLockLost, () => receiver.CompleteMessageAsync(message));

        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task A_settlement_may_be_refused()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var message = await bus.Receive();
        bus.Host.Faults.Next(ServiceBusOperation.Complete, Fault.LockLost);
        bus.Host.Faults.Next(ServiceBusOperation.Abandon, Fault.InternalError);
        bus.Host.Faults.Next(ServiceBusOperation.DeadLetter, Fault.Unavailable);

        await Failure.Is(ServiceBusFailureReason.MessageLockLost, () => bus.Receiver.CompleteMessageAsync(message));
        await Failure.Is(ServiceBusFailureReason.GeneralError, () => bus.Receiver.AbandonMessageAsync(message));
        await Failure.Is(ServiceBusFailureReason.ServiceBusy, () => bus.Receiver.DeadLetterMessageAsync(message));

        Assert.Equal((1, 0), (bus.Counts.Locked, bus.Counts.Dead));
    }

    [Fact]
    public async Task A_settlement_whose_link_does_not_know_it_goes_by_request()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var message = await bus.Receive();
        bus.Host.Faults.Next(ServiceBusOperation.Complete, Fault.NotFound);

        await bus.Receiver.CompleteMessageAsync(message);

        Assert.Equal((0, 2), (bus.Counts.Total, bus.Host.Requests(ServiceBusOperation.Complete)));
    }

    public static TheoryData<Fault, ServiceBusFailureReason> RenewalRefusals =>
        new()
        {
            { Fault.LockLost, ServiceBusFailureReason.MessageLockLost },
            { Fault.Unavailable, ServiceBusFailureReason.ServiceBusy },
            { Fault.TimedOut, ServiceBusFailureReason.ServiceTimeout },
            { Fault.InternalError, ServiceBusFailureReason.GeneralError },
        };

    [Theory]
    [MemberData(nameof(RenewalRefusals), DisableDiscoveryEnumeration = true)]
    public async Task A_request_may_be_refused(Fault fault, ServiceBusFailureReason reason)
    {
        await using var bus = await Bus.Start();
        await bus.Send("a");
        var message = await bus.Receive();
        bus.Time.Advance(TimeSpan.FromSeconds(30));
        bus.Host.Faults.Next(ServiceBusOperation.Renew, fault);

        await Failure.Is(reason, () => bus.Receiver.RenewMessageLockAsync(message));

        bus.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task A_request_may_never_be_answered()
    {
        await using var bus = await Bus.Start();
        await using var client = bus.Connect(options => options.RetryOptions.TryTimeout = Impatient);
        await using var receiver = client.CreateReceiver(Bus.Queue);
        bus.Host.Faults.Next(ServiceBusOperation.Peek, Fault.Silence);

        await Failure.Is(ServiceBusFailureReason.ServiceTimeout, () => receiver.PeekMessageAsync());

        Assert.Null(await bus.Receiver.PeekMessageAsync());
    }

    [Fact]
    public async Task A_request_may_take_effect_and_its_answer_be_lost()
    {
        await using var bus = await Bus.Start();
        await using var client = bus.Connect(options => options.RetryOptions.TryTimeout = Impatient);
        await using var receiver = client.CreateReceiver(Bus.Queue);
        await bus.Send("a");
        var message = await bus.Receive(receiver);
        bus.Time.Advance(TimeSpan.FromSeconds(30));
        bus.Host.Faults.Next(ServiceBusOperation.Renew, Fault.Silence.AfterEffect());

        await Failure.Is(ServiceBusFailureReason.ServiceTimeout, () => receiver.RenewMessageLockAsync(message));

        bus.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, bus.Counts.Locked);
    }

    private static Fault After(Fault fault, bool after) => after ? fault.AfterEffect() : fault;
}
