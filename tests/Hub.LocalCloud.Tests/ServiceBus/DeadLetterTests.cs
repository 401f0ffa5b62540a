using Azure.Messaging.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task A_dead_letter_says_why_and_where_it_comes_from()
    {
        await using var bus = await Bus.Start();
        await bus.Sender.SendMessageAsync(
            new("poison") { MessageId = "m-1", ApplicationProperties = { ["kept"] = true } }
        );
        var message = await bus.Receive();
        var changes = new Dictionary<string, object> { ["died_at"] = bus.Now };

        await bus.Receiver.DeadLetterMessageAsync(message, changes, "Broken", "It cannot be delivered.");

        Assert.Equal((0, 1), (bus.Counts.Total, bus.Counts.Dead));
        var dead = await bus.Receive(bus.DeadLetters);
        Assert.Equal(("m-1", "poison"), (dead.MessageId, $"{dead.Body}"));
        Assert.Equal(
            ("Broken", "It cannot be delivered.", Bus.Queue),
            (dead.DeadLetterReason, dead.DeadLetterErrorDescription, dead.DeadLetterSource)
        );
        Assert.Equal(message.SequenceNumber, dead.EnqueuedSequenceNumber);
        Assert.Equal(true, dead.ApplicationProperties["kept"]);
        Assert.Equal(bus.Now, dead.ApplicationProperties["died_at"]);
        await bus.DeadLetters.CompleteMessageAsync(dead);
        Assert.Equal(0, bus.Counts.Dead);
    }

    [Fact]
    public async Task A_dead_letter_needs_no_reason()
    {
        await using var bus = await Bus.Start();
        await bus.Send("poison");

        await bus.Receiver.DeadLetterMessageAsync(await bus.Receive());

        var dead = await bus.Receive(bus.DeadLetters);
        Assert.Null(dead.DeadLetterReason);
        Assert.Null(dead.DeadLetterErrorDescription);
    }

    [Fact]
    public async Task A_message_given_back_too_often_is_a_dead_letter()
    {
        await using var bus = await Bus.Start(new() { MaxDeliveryCount = 3 });
        await bus.Send("poison");
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            var message = await bus.Receive();
            Assert.Equal(delivery, message.DeliveryCount);
            await bus.Receiver.AbandonMessageAsync(message);
        }

        Assert.Equal((0, 1), (bus.Counts.Total, bus.Counts.Dead));
        var dead = await bus.Receive(bus.DeadLetters);
        Assert.Equal(("MaxDeliveryCountExceeded", 4), (dead.DeadLetterReason, dead.DeliveryCount));
        Assert.Contains("3 delivery attempts", dead.DeadLetterErrorDescription, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_lock_runs_out_ten_times_is_a_dead_letter_by_default()
    {
        await using var bus = await Bus.Start();
        await bus.Send("poison");
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            Assert.Equal(0, bus.Counts.Dead);
            await bus.Receive();
            bus.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((0, 1), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task A_dead_letter_serves_a_receiver_waiting_for_one()
    {
        await using var bus = await Bus.Start(new() { MaxDeliveryCount = 1 });
        await bus.Send("poison");
        await bus.Receive();
        var receiving = bus.DeadLetters.ReceiveMessageAsync(Bus.WaitLimit);
        await bus.Until(counts => counts.WaitingReceivers == 1);

        bus.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("poison", $"{(await receiving).Body}");
    }

    [Fact]
    public async Task A_dead_letter_stays_however_often_it_is_given_back_and_however_old_it_gets()
    {
        await using var bus = await Bus.Start(new() { DefaultTimeToLive = TimeSpan.FromMinutes(5) });
        await bus.Send("poison");
        await bus.Receiver.DeadLetterMessageAsync(await bus.Receive());
        for (var delivery = 0; delivery < 20; delivery++)
        {
            await bus.DeadLetters.AbandonMessageAsync(await bus.Receive(bus.DeadLetters));
        }

        bus.Time.Advance(TimeSpan.FromDays(400));

        Assert.Equal(1, bus.Counts.Dead);
    }

    [Fact]
    public async Task A_dead_letter_does_not_die_again()
    {
        await using var bus = await Bus.Start();
        await bus.Send("poison");
        await bus.Receiver.DeadLetterMessageAsync(await bus.Receive());
        var dead = await bus.Receive(bus.DeadLetters);

        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.DeadLetters.DeadLetterMessageAsync(dead));

        await bus.DeadLetters.CompleteMessageAsync(dead);
        Assert.Equal(0, bus.Counts.Dead);
    }
}
