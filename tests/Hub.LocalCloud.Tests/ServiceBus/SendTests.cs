namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class SendTests
{
    [Fact]
    public async Task A_sent_message_is_answered_201_with_an_empty_body()
    {
        await using var bus = await LocalBus.Start();

        using var response = await bus.TrySend("hello");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task Body_and_content_type_come_back_unchanged()
    {
        await using var bus = await LocalBus.Start();
        byte[] bytes = [0, 1, 2, 254, 255];
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/cloudevents+json") { CharSet = "utf-8" };
        using var sent = await bus.Request(HttpMethod.Post, $"{LocalBus.Queue}/messages", content);

        using var response = await bus.TryReceive();

        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/cloudevents+json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task What_a_sender_may_set_comes_back()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send(
            "hello",
            new
            {
                CorrelationId = "c-1",
                Label = "Grüße",
                MessageId = "m-1",
                PartitionKey = "p-1",
                ReplyTo = "answers",
                SessionId = "p-1",
                To = "somewhere",
            }
        );

        var broker = (await bus.Receive()).Broker;

        Assert.Equal("c-1", broker.GetProperty("CorrelationId").GetString());
        Assert.Equal("Grüße", broker.GetProperty("Label").GetString());
        Assert.Equal("m-1", broker.GetProperty("MessageId").GetString());
        Assert.Equal("p-1", broker.GetProperty("PartitionKey").GetString());
        Assert.Equal("answers", broker.GetProperty("ReplyTo").GetString());
        Assert.Equal("p-1", broker.GetProperty("SessionId").GetString());
        Assert.Equal("somewhere", broker.GetProperty("To").GetString());
    }

    [Fact]
    public async Task What_only_the_broker_may_say_is_ignored_from_a_sender()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send(
            "hello",
            new
            {
                DeliveryCount = 7,
                SequenceNumber = 99,
                LockToken = "mine",
                Unknown = true,
            }
        );

        var message = await bus.Receive();

        Assert.Equal(1, message.DeliveryCount);
        Assert.Equal(1, message.Broker.GetProperty("SequenceNumber").GetInt64());
        Assert.False(message.Broker.TryGetProperty("LockToken", out _));
    }

    [Fact]
    public async Task A_message_without_an_id_is_given_one()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("one");
        await bus.Send("two");

        var (one, two) = (await bus.Receive(), await bus.Receive());

        Assert.NotEmpty(one.MessageId);
        Assert.NotEqual(one.MessageId, two.MessageId);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"TimeToLive":"soon"}""")]
    public async Task Unreadable_broker_properties_are_refused(string header)
    {
        await using var bus = await LocalBus.Start();

        var response = await bus.TrySend("hello", null, ("BrokerProperties", header));

        await ErrorAssert.Refused(response, HttpStatusCode.BadRequest, "BrokerProperties");
        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task A_partition_key_that_differs_from_the_session_is_refused()
    {
        await using var bus = await LocalBus.Start();

        var response = await bus.TrySend("hello", new { SessionId = "a", PartitionKey = "b" });

        await ErrorAssert.Refused(response, HttpStatusCode.BadRequest, "PartitionKey");
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_404()
    {
        await using var bus = await LocalBus.Start();

        var response = await bus.Request(HttpMethod.Post, "nowhere/messages", new StringContent("hello"));

        await ErrorAssert.Refused(response, HttpStatusCode.NotFound, "nowhere");
    }

    [Fact]
    public async Task A_queue_name_is_case_insensitive()
    {
        await using var bus = await LocalBus.Start();

        using var response = await bus.Request(HttpMethod.Post, "Deliveries/messages", new StringContent("hello"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(1, bus.Counts.Active);
    }
}
