namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class UnlockTests
{
    [Fact]
    public async Task An_unlocked_message_is_back_at_once_in_its_old_place_with_a_higher_delivery_count()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("one");
        await bus.Send("two");
        var message = await bus.PeekLock();

        using var response = await bus.Request(HttpMethod.Put, message.Location!.AbsoluteUri);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var again = await bus.PeekLock();
        Assert.Equal(("one", 2), (again.Body, again.DeliveryCount));
    }

    [Fact]
    public async Task An_unlocked_message_answers_a_waiting_receiver()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("one");
        var message = await bus.PeekLock();
        var poll = await bus.StartLongPoll();

        Assert.Equal(HttpStatusCode.OK, await bus.Unlock(message));

        using var response = await poll;
        Assert.Equal(2, (await Received.From(response)).DeliveryCount);
    }

    [Fact]
    public async Task A_lock_given_back_cannot_be_used_again()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("one");
        var message = await bus.PeekLock();
        Assert.Equal(HttpStatusCode.OK, await bus.Unlock(message));

        Assert.Equal(HttpStatusCode.Gone, await bus.Unlock(message));
        Assert.Equal(HttpStatusCode.Gone, await bus.Complete(message));
        Assert.Equal(1, bus.Counts.Active);
    }
}
