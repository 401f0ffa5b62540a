using Azure.Messaging.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class LimitTests
{
    private const int Largest = 256 * 1024;

    [Fact]
    public async Task A_sender_is_told_how_much_it_may_send()
    {
        await using var bus = await Bus.Start();

        using var batch = await bus.Sender.CreateMessageBatchAsync();

        Assert.Equal(Largest, batch.MaxSizeInBytes);
        Assert.False(batch.TryAddMessage(new(new byte[Largest])));
        Assert.True(batch.TryAddMessage(new(new byte[Largest - 1024])));
        Assert.False(batch.TryAddMessage(new(new byte[1024])));
        await bus.Sender.SendMessagesAsync(batch);
        Assert.Equal(Largest - 1024, (await bus.Receive()).Body.ToMemory().Length);
    }

    [Fact]
    public async Task A_message_larger_than_256_KB_is_too_large()
    {
        await using var bus = await Bus.Start();

        await Failure.Is(ServiceBusFailureReason.MessageSizeExceeded, () =>
            bus.Sender.SendMessageAsync(new(new byte[Largest]))
        );

        Assert.Equal(0, bus.Counts.Total);
    }

    [Theory]
    [InlineData(32 * 1024 - 16, true)]
    [InlineData(32 * 1024, false)]
    public async Task A_property_may_have_32_KB(int length, bool isTaken)
    {
        await using var bus = await Bus.Start();
        var message = new ServiceBusMessage("a") { ApplicationProperties = { ["large"] = new string('x', length) } };

        await Sends(bus, message, isTaken);
    }

    [Fact]
    public async Task Properties_may_have_64_KB_in_all()
    {
        await using var bus = await Bus.Start();
        var message = new ServiceBusMessage("a");
        for (var one = 0; one < 3; one++)
        {
            message.ApplicationProperties[$"p{one}"] = new string('x', 22 * 1024);
        }

        await Sends(bus, message, isTaken: false);
        message.ApplicationProperties.Remove("p2");
        await Sends(bus, message, isTaken: true);
    }

    [Fact]
    public async Task A_partition_key_that_differs_from_the_session_is_refused()
    {
        await using var bus = await Bus.Start();
        var message = new ServiceBusMessage("a") { PartitionKey = "one" };
        message.GetRawAmqpMessage().Properties.GroupId = "another";

        await Sends(bus, message, isTaken: false);
    }

    [Fact]
    public async Task An_id_may_have_128_characters()
    {
        await using var bus = await Bus.Start();
        var message = new ServiceBusMessage("a");
        message.GetRawAmqpMessage().Properties.MessageId = new(new string('x', 129));
        await Sends(bus, message, isTaken: false);

        message.MessageId = new string('x', 128);

        await Sends(bus, message, isTaken: true);
    }

    private static async Task Sends(Bus bus, ServiceBusMessage message, bool isTaken)
    {
        var sending = bus.Sender.SendMessageAsync(message);
        if (isTaken)
        {
            await sending;
        }
        else
        {
            await Assert.ThrowsAsync<ArgumentException>(() => sending);
        }

        Assert.Equal(isTaken ? 1 : 0, bus.Counts.Total);
    }
}
