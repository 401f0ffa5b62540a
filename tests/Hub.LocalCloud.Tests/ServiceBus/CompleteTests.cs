namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class CompleteTests
{
    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("done");
        var message = await bus.PeekLock();

        using var response = await bus.Request(HttpMethod.Delete, message.Location!.AbsoluteUri);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Equal((0, 0), (bus.Counts.Total, bus.Counts.Dead));
    }

    [Fact]
    public async Task The_message_id_may_stand_for_the_sequence_number()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("done", new { MessageId = "m-1" });
        var token = (await bus.PeekLock()).Broker.GetProperty("LockToken").GetString();

        using var response = await bus.Request(HttpMethod.Delete, $"deliveries/messages/m-1/{token}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task Completing_twice_is_404()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("done");
        var message = await bus.PeekLock();
        Assert.Equal(HttpStatusCode.OK, await bus.Complete(message));

        var response = await bus.Request(HttpMethod.Delete, message.Location!.AbsoluteUri);

        await ErrorAssert.Refused(response, HttpStatusCode.NotFound, "LockToken");
    }

    [Fact]
    public async Task A_lock_that_ran_out_is_410_and_the_message_stays()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("slow");
        var message = await bus.PeekLock();
        bus.Time.Advance(TimeSpan.FromMinutes(1));

        var response = await bus.Request(HttpMethod.Delete, message.Location!.AbsoluteUri);

        await ErrorAssert.Refused(response, HttpStatusCode.Gone, "lock");
        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task The_lock_of_an_earlier_receiver_does_not_complete_the_message_of_a_later_one()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("slow");
        var early = await bus.PeekLock();
        bus.Time.Advance(TimeSpan.FromMinutes(1));
        var late = await bus.PeekLock();

        Assert.Equal(HttpStatusCode.Gone, await bus.Complete(early));
        Assert.Equal(HttpStatusCode.OK, await bus.Complete(late));
    }

    [Theory]
    [InlineData("deliveries/messages/1/7da9cfd5-40d5-4bb1-8d64-ec5a52e1c547")]
    [InlineData("deliveries/messages/1/no-guid")]
    [InlineData("nowhere/messages/1/7da9cfd5-40d5-4bb1-8d64-ec5a52e1c547")]
    public async Task What_was_never_locked_is_404(string path)
    {
        await using var bus = await LocalBus.Start();

        var response = await bus.Request(HttpMethod.Delete, path);

        await ErrorAssert.Refused(response, HttpStatusCode.NotFound, "");
    }
}
