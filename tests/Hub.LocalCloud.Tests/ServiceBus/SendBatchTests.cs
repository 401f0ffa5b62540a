namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class SendBatchTests
{
    [Fact]
    public async Task Every_message_of_a_batch_arrives_in_order_with_its_properties()
    {
        await using var bus = await LocalBus.Start();

        using var response = await bus.TrySendBatch(
            """
            [{"Body":"first","BrokerProperties":{"Label":"M1","MessageId":"m-1","TimeToLiveTimeSpan":"0.00:00:40"},
              "UserProperties":{"Priority":"High","Attempt":3}},
             {"Body":"second","BrokerProperties":{"Label":"M2"}},
             {"Body":"third"}]
            """
        );

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        var (first, second, third) = (await bus.Receive(), await bus.Receive(), await bus.Receive());
        Assert.Equal(("first", "second", "third"), (first.Body, second.Body, third.Body));
        Assert.Equal("M1", first.Broker.GetProperty("Label").GetString());
        Assert.Equal("m-1", first.MessageId);
        Assert.Equal(40, first.Broker.GetProperty("TimeToLive").GetDouble());
        Assert.Equal("\"High\"", first.Headers["Priority"]);
        Assert.Equal("3", first.Headers["Attempt"]);
        Assert.Equal("M2", second.Broker.GetProperty("Label").GetString());
        Assert.NotEmpty(third.MessageId);
    }

    [Theory]
    [InlineData("""{"Body":"no array"}""", "batch")]
    [InlineData("[]", "no messages")]
    [InlineData("[", "batch")]
    [InlineData("""[{"Body":"a","BrokerProperties":{"TimeToLiveTimeSpan":"soon"}}]""", "TimeToLiveTimeSpan")]
    [InlineData("""[{"Body":"a","UserProperties":{"two words":"x"}}]""", "two words")]
    [InlineData("""[{"Body":"a","UserProperties":{"list":[]}}]""", "list")]
    [InlineData(
        """[{"Body":"a","BrokerProperties":{"ScheduledEnqueueTimeUtc":"Mon, 05 Jan 2026 10:00:00 GMT"}}]""",
        "ScheduledEnqueueTimeUtc"
    )]
    public async Task A_batch_that_cannot_be_read_is_refused(string json, string detail)
    {
        await using var bus = await LocalBus.Start();

        await ErrorAssert.Refused(await bus.TrySendBatch(json), HttpStatusCode.BadRequest, detail);
    }

    [Fact]
    public async Task One_bad_message_refuses_the_whole_batch()
    {
        await using var bus = await LocalBus.Start();
        var tooLong = new string('m', 129);

        var response = await bus.TrySendBatch(
            $$$"""[{"Body":"good"},{"Body":"bad","BrokerProperties":{"MessageId":"{{{tooLong}}}"}}]"""
        );

        await ErrorAssert.Refused(response, HttpStatusCode.BadRequest, "MessageId");
        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task A_repeat_inside_a_batch_is_dropped_and_the_rest_is_taken()
    {
        await using var bus = await LocalBus.Start(new() { DuplicateWindow = TimeSpan.FromMinutes(10) });

        using var response = await bus.TrySendBatch(
            """
            [{"Body":"a","BrokerProperties":{"MessageId":"1"}},
             {"Body":"b","BrokerProperties":{"MessageId":"2"}},
             {"Body":"c","BrokerProperties":{"MessageId":"1"}}]
            """
        );

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal((2, 1), (bus.Counts.Active, bus.Counts.DuplicatesDropped));
    }
}
