using Azure.Messaging.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class SendTests
{
    [Fact]
    public async Task What_a_sender_says_comes_back_unchanged()
    {
        await using var bus = await Bus.Start();
        byte[] body = [0, 0xFF, 0xC3, 0x28, .. "{\"text\":\"žluťoučký\"}"u8];
        var sent = new ServiceBusMessage(body)
        {
            MessageId = "m-1",
            Subject = "lane",
            ContentType = "application/json",
            CorrelationId = "c-1",
            ReplyTo = "answers",
            To = "nobody",
            SessionId = "s-1",
            PartitionKey = "s-1",
            ApplicationProperties =
            {
                ["text"] = "kůň",
                ["number"] = 5,
                ["long"] = 5L,
                ["double"] = 2.5,
                ["flag"] = true,
                ["id"] = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
                ["time"] = new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc),
                ["nothing"] = null,
            },
        };

        await bus.Sender.SendMessageAsync(sent);
        var got = await bus.Receive();

        Assert.Equal(body, got.Body.ToArray());
        Assert.Equal(
            ("m-1", "lane", "application/json", "c-1", "answers", "nobody", "s-1", "s-1"),
            (
                got.MessageId,
                got.Subject,
                got.ContentType,
                got.CorrelationId,
                got.ReplyTo,
                got.To,
                got.SessionId,
                got.PartitionKey
            )
        );
        Assert.Equal(
            sent.ApplicationProperties.OrderBy(one => one.Key),
            got.ApplicationProperties.OrderBy(one => one.Key)
        );
    }

    [Fact]
    public async Task The_broker_says_when_a_message_came_and_what_number_it_has()
    {
        await using var bus = await Bus.Start();
        bus.Time.Advance(TimeSpan.FromMilliseconds(1));
        await bus.Send("one");
        bus.Time.Advance(TimeSpan.FromSeconds(5));
        await bus.Send("two");

        var (one, two) = (await bus.Receive(), await bus.Receive());

        Assert.Equal((1, 2), (one.SequenceNumber, two.SequenceNumber));
        Assert.Equal((bus.Now.AddSeconds(-5), bus.Now), (one.EnqueuedTime, two.EnqueuedTime));
        Assert.Equal(ServiceBusMessageState.Active, one.State);
    }

    [Fact]
    public async Task Every_message_of_a_batch_arrives_in_order_with_its_properties()
    {
        await using var bus = await Bus.Start();
        using var batch = await bus.Sender.CreateMessageBatchAsync();
        for (var number = 0; number < 100; number++)
        {
            var message = new ServiceBusMessage($"body {number}") { MessageId = $"m-{number}" };
            message.ApplicationProperties["number"] = number;
            Assert.True(batch.TryAddMessage(message));
        }

        await bus.Sender.SendMessagesAsync(batch);

        Assert.Equal(1, bus.Host.Requests(LocalCloud.ServiceBus.ServiceBusOperation.SendBatch));
        for (var number = 0; number < 100; number++)
        {
            var got = await bus.Receive();
            Assert.Equal(($"m-{number}", $"body {number}"), (got.MessageId, $"{got.Body}"));
            Assert.Equal(number, got.ApplicationProperties["number"]);
        }
    }

    [Fact]
    public async Task One_bad_message_refuses_the_whole_batch()
    {
        await using var bus = await Bus.Start();
        using var batch = await bus.Sender.CreateMessageBatchAsync();
        Assert.True(batch.TryAddMessage(new("good")));
        var bad = new ServiceBusMessage("bad");
        bad.ApplicationProperties["large"] = new string('x', 33 * 1024);
        Assert.True(batch.TryAddMessage(bad));

        await Assert.ThrowsAsync<ArgumentException>(() => bus.Sender.SendMessagesAsync(batch));

        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_not_found()
    {
        await using var bus = await Bus.Start();
        await using var sender = bus.Client.CreateSender("nowhere");
        await using var receiver = bus.Client.CreateReceiver("nowhere");

        await Failure.Is(ServiceBusFailureReason.MessagingEntityNotFound, () => sender.SendMessageAsync(new("a")));
        await Failure.Is(ServiceBusFailureReason.MessagingEntityNotFound, () => receiver.ReceiveMessageAsync());
    }

    [Fact]
    public async Task A_queue_name_is_case_insensitive()
    {
        await using var bus = await Bus.Start();
        await using var sender = bus.Client.CreateSender("DELIVERIES");

        await sender.SendMessageAsync(new("a"));

        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task Nothing_can_be_sent_to_a_dead_letter_queue()
    {
        await using var bus = await Bus.Start();
        await using var sender = bus.Client.CreateSender($"{Bus.Queue}/$DeadLetterQueue");

        await Assert.ThrowsAsync<InvalidOperationException>(() => sender.SendMessageAsync(new("a")));
    }

    [Fact]
    public async Task A_queue_without_sessions_opens_none()
    {
        await using var bus = await Bus.Start();

        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Client.AcceptSessionAsync(Bus.Queue, "s-1"));
    }
}
