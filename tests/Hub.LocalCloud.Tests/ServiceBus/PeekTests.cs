using Azure.Messaging.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class PeekTests
{
    [Fact]
    public async Task Peeking_locks_nothing_and_counts_nothing()
    {
        await using var bus = await Bus.Start();
        await bus.Send("a", "m-1");

        var peeked = await bus.Receiver.PeekMessageAsync();

        Assert.Equal(("m-1", "a", 0), (peeked.MessageId, $"{peeked.Body}", peeked.DeliveryCount));
        Assert.Equal((1, 0), (bus.Counts.Active, bus.Counts.Locked));
        Assert.Equal(1, (await bus.Receive()).DeliveryCount);
    }

    [Fact]
    public async Task Peeking_shows_messages_in_every_state_by_their_numbers()
    {
        await using var bus = await Bus.Start();
        await bus.Send("deferred");
        await bus.Receiver.DeferMessageAsync(await bus.Receive());
        await bus.Send("locked");
        await bus.Receive();
        await bus.Send("active");
        await bus.Sender.ScheduleMessageAsync(new("scheduled"), bus.Now.AddHours(1));

        var peeked = await bus.Receiver.PeekMessagesAsync(10, fromSequenceNumber: 0);

        Assert.Equal(
            [
                ("deferred", 1L, ServiceBusMessageState.Deferred),
                ("locked", 2, ServiceBusMessageState.Active),
                ("active", 3, ServiceBusMessageState.Active),
                ("scheduled", 4, ServiceBusMessageState.Scheduled),
            ],
            peeked.Select(one => ($"{one.Body}", one.SequenceNumber, one.State))
        );
    }

    [Fact]
    public async Task Peeking_goes_on_where_it_was_until_there_is_no_more()
    {
        await using var bus = await Bus.Start();
        await bus.Sender.SendMessagesAsync([new("one"), new("two"), new("three")]);

        Assert.Equal(2, (await bus.Receiver.PeekMessagesAsync(2)).Count);
        Assert.Equal("three", $"{Assert.Single(await bus.Receiver.PeekMessagesAsync(2)).Body}");
        Assert.Empty(await bus.Receiver.PeekMessagesAsync(2));
        Assert.Empty(await bus.Receiver.PeekMessagesAsync(2, fromSequenceNumber: 4));
    }
}
