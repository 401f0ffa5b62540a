namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class ReceiveAndDeleteTests
{
    [Fact]
    public async Task A_received_message_is_gone_and_has_no_lock()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("once", new { MessageId = "m-1" });

        using var response = await bus.TryReceive();
        var message = await Received.From(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("once", message.Body);
        Assert.Null(message.Location);
        Assert.Equal(
            """
            {"DeliveryCount":1,"EnqueuedSequenceNumber":0,"EnqueuedTimeUtc":"Mon, 05 Jan 2026 09:00:00 GMT",
            """
                + """
                "MessageId":"m-1","SequenceNumber":1,"State":"Active","TimeToLive":922337203685.4775}
                """,
            message.BrokerProperties
        );
        Assert.Equal((0, 0), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task An_empty_queue_is_204()
    {
        await using var bus = await LocalBus.Start();

        using var response = await bus.TryReceive();

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task A_waiting_receiver_is_answered_by_a_message_sent_later()
    {
        await using var bus = await LocalBus.Start();
        var poll = bus.TryReceive(timeout: 30);
        await bus.Until(counts => counts.WaitingReceivers == 1);

        await bus.Send("late");

        using var response = await poll;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, bus.Counts.Total);
    }
}
