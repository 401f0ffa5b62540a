namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class PeekLockTests
{
    [Fact]
    public async Task A_locked_message_has_its_place_and_its_broker_properties_as_recorded()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send(
            "This is a message.",
            new
            {
                Label = "M1",
                MessageId = "m-1",
                TimeToLive = 10.5,
            }
        );
        bus.Time.Advance(TimeSpan.FromSeconds(2));

        using var response = await bus.TryPeekLock();
        var message = await Received.From(response);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("This is a message.", message.Body);
        Assert.Equal("text/plain; charset=utf-8", message.ContentType);
        var token = message.Broker.GetProperty("LockToken").GetString();
        Assert.Equal(new Uri(bus.Host.Endpoint, $"deliveries/messages/1/{token}"), message.Location);
        Assert.True(Guid.TryParse(token, out _));
        Assert.Equal(
            $$"""
            {"DeliveryCount":1,"EnqueuedSequenceNumber":0,"EnqueuedTimeUtc":"Mon, 05 Jan 2026 09:00:00 GMT","Label":"M1",
            """
                + $$"""
                "LockToken":"{{token}}","LockedUntilUtc":"Mon, 05 Jan 2026 09:01:02 GMT","MessageId":"m-1",
                """
                + """
                "SequenceNumber":1,"State":"Active","TimeToLive":10.5}
                """,
            message.BrokerProperties
        );
        Assert.Equal((0, 1), (bus.Counts.Active, bus.Counts.Locked));
    }

    [Fact]
    public async Task Messages_come_in_the_order_they_were_sent_each_to_one_receiver()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("one");
        await bus.Send("two");

        Assert.Equal("one", (await bus.PeekLock()).Body);
        Assert.Equal("two", (await bus.PeekLock()).Body);
        using var nothing = await bus.TryPeekLock();
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
    }

    [Fact]
    public async Task An_empty_queue_is_204_when_the_timeout_has_passed_and_not_before()
    {
        await using var bus = await LocalBus.Start();
        var poll = await bus.StartLongPoll(timeout: 30);

        bus.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, bus.Counts.WaitingReceivers);
        bus.Time.Advance(TimeSpan.FromSeconds(1));

        using var response = await poll;
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(0, bus.Counts.WaitingReceivers);
    }

    [Fact]
    public async Task Without_a_timeout_a_receiver_waits_for_a_minute()
    {
        await using var bus = await LocalBus.Start();
        var poll = bus.Request(HttpMethod.Post, "deliveries/messages/head");
        await bus.Until(counts => counts.WaitingReceivers == 1);

        bus.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, bus.Counts.WaitingReceivers);
        bus.Time.Advance(TimeSpan.FromSeconds(1));

        using var response = await poll;
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task A_long_poll_is_answered_by_a_message_sent_later()
    {
        await using var bus = await LocalBus.Start();
        var poll = await bus.StartLongPoll();

        await bus.Send("late");

        using var response = await poll;
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("late", await response.Content.ReadAsStringAsync());
        Assert.Equal((0, 1, 0), (bus.Counts.Active, bus.Counts.Locked, bus.Counts.WaitingReceivers));
    }

    [Fact]
    public async Task Waiting_receivers_are_served_in_turn()
    {
        await using var bus = await LocalBus.Start();
        var first = await bus.StartLongPoll();
        var second = await bus.StartLongPoll();

        await bus.Send("one");
        await bus.Send("two");

        using var one = await first;
        using var two = await second;
        Assert.Equal("one", await one.Content.ReadAsStringAsync());
        Assert.Equal("two", await two.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_receiver_that_hangs_up_takes_no_message_with_it()
    {
        await using var bus = await LocalBus.Start();
        using var hangUp = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "deliveries/messages/head?timeout=30");
        request.Headers.TryAddWithoutValidation("Authorization", bus.Sign());
        var poll = bus.Client.SendAsync(request, hangUp.Token);
        await bus.Until(counts => counts.WaitingReceivers == 1);

        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        await bus.Until(counts => counts.WaitingReceivers == 0);
        await bus.Send("for someone else");

        Assert.Equal((1, 0), (bus.Counts.Active, bus.Counts.Locked));
    }

    [Fact]
    public async Task A_lock_that_runs_out_gives_the_message_back_with_a_higher_delivery_count()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("again");
        var first = await bus.PeekLock();

        bus.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, bus.Counts.Locked);
        bus.Time.Advance(TimeSpan.FromSeconds(1));

        var second = await bus.PeekLock();
        Assert.Equal((1, 2), (first.DeliveryCount, second.DeliveryCount));
        Assert.Equal(first.MessageId, second.MessageId);
        Assert.NotEqual(first.Location, second.Location);
    }

    [Fact]
    public async Task A_lock_that_runs_out_answers_a_waiting_receiver()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("again");
        await bus.PeekLock();
        var poll = await bus.StartLongPoll(timeout: 120);

        bus.Time.Advance(TimeSpan.FromMinutes(1));

        using var response = await poll;
        Assert.Equal(2, (await Received.From(response)).DeliveryCount);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public async Task A_timeout_that_is_no_number_of_seconds_is_refused(string timeout)
    {
        await using var bus = await LocalBus.Start();

        var response = await bus.Request(HttpMethod.Post, $"deliveries/messages/head?timeout={timeout}");

        await ErrorAssert.Refused(response, HttpStatusCode.BadRequest, "timeout");
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_404()
    {
        await using var bus = await LocalBus.Start();

        await ErrorAssert.Refused(await bus.TryPeekLock("nowhere"), HttpStatusCode.NotFound, "nowhere");
        await ErrorAssert.Refused(
            await bus.TryPeekLock("nowhere/$deadletterqueue"),
            HttpStatusCode.NotFound,
            "nowhere"
        );
    }
}
