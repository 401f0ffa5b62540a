namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task A_message_given_back_too_often_is_a_dead_letter()
    {
        await using var bus = await LocalBus.Start(new() { MaxDeliveryCount = 3 });
        await bus.Send("poison", new { MessageId = "m-1" }, ("Priority", "\"High\""));
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            var message = await bus.PeekLock();
            Assert.Equal(delivery, message.DeliveryCount);
            Assert.Equal(HttpStatusCode.OK, await bus.Unlock(message));
        }

        Assert.Equal((0, 1), (bus.Counts.Total, bus.Counts.Dead));
        var dead = await bus.PeekLock(LocalBus.DeadLetters);
        Assert.Equal(("poison", "m-1"), (dead.Body, dead.MessageId));
        Assert.Equal("\"MaxDeliveryCountExceeded\"", dead.Headers["DeadLetterReason"]);
        Assert.Contains("3 delivery attempts", dead.Headers["DeadLetterErrorDescription"], StringComparison.Ordinal);
        Assert.Equal("\"High\"", dead.Headers["Priority"]);
        Assert.Equal(4, dead.DeliveryCount);
    }

    [Fact]
    public async Task A_message_whose_lock_runs_out_ten_times_is_a_dead_letter_by_default()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("poison");
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            Assert.Equal(0, bus.Counts.Dead);
            await bus.PeekLock();
            bus.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((0, 1), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task A_dead_letter_is_completed_at_its_own_place()
    {
        await using var bus = await StartWithDeadLetter();

        var dead = await bus.PeekLock(LocalBus.DeadLetters);

        Assert.StartsWith(
            "/deliveries/$deadletterqueue/messages/",
            dead.Location!.AbsolutePath,
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.OK, await bus.Complete(dead));
        Assert.Equal(0, bus.Counts.Dead);
    }

    [Fact]
    public async Task A_dead_letter_can_be_received_destructively()
    {
        await using var bus = await StartWithDeadLetter();

        var dead = await bus.Receive(LocalBus.DeadLetters);

        Assert.Equal("poison", dead.Body);
        Assert.Equal(0, bus.Counts.Dead);
        using var nothing = await bus.TryReceive(LocalBus.DeadLetters);
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
    }

    [Fact]
    public async Task A_dead_letter_answers_a_receiver_waiting_for_one()
    {
        await using var bus = await LocalBus.Start(new() { MaxDeliveryCount = 1 });
        await bus.Send("poison");
        await bus.PeekLock();
        var poll = await bus.StartLongPoll("deliveries/$DeadLetterQueue", timeout: 120);

        bus.Time.Advance(TimeSpan.FromMinutes(1));

        using var response = await poll;
        Assert.Equal("poison", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_dead_letter_stays_however_often_it_is_given_back_and_however_old_it_gets()
    {
        await using var bus = await StartWithDeadLetter();

        for (var delivery = 0; delivery < 5; delivery++)
        {
            Assert.Equal(HttpStatusCode.OK, await bus.Unlock(await bus.PeekLock(LocalBus.DeadLetters)));
        }

        bus.Time.Advance(TimeSpan.FromDays(20));
        Assert.Equal(1, bus.Counts.Dead);
    }

    [Fact]
    public async Task Nothing_can_be_sent_to_a_dead_letter_queue()
    {
        await using var bus = await LocalBus.Start();

        var path = $"{LocalBus.DeadLetters}/messages";
        var response = await bus.Request(HttpMethod.Post, path, new StringContent("hello"));

        await ErrorAssert.Refused(response, HttpStatusCode.NotFound, "");
    }

    private static async Task<LocalBus> StartWithDeadLetter()
    {
        var bus = await LocalBus.Start(new() { MaxDeliveryCount = 1 });
        await bus.Send("poison", new { TimeToLive = 3600 });
        Assert.Equal(HttpStatusCode.OK, await bus.Unlock(await bus.PeekLock()));
        Assert.Equal(1, bus.Counts.Dead);
        return bus;
    }
}
