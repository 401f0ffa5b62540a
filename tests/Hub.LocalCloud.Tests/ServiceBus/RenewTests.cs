namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class RenewTests
{
    [Fact]
    public async Task A_renewed_lock_holds_for_another_lock_duration_from_now()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("long work");
        var message = await bus.PeekLock();
        bus.Time.Advance(TimeSpan.FromSeconds(50));

        using var response = await bus.Request(HttpMethod.Post, message.Location!.AbsoluteUri);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        bus.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, bus.Counts.Locked);
        bus.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task A_renewed_lock_completes_the_message()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("long work");
        var message = await bus.PeekLock();
        bus.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(HttpStatusCode.OK, await bus.Renew(message));
        bus.Time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal(HttpStatusCode.OK, await bus.Complete(message));
    }

    [Fact]
    public async Task A_lock_that_ran_out_cannot_be_renewed()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("long work");
        var message = await bus.PeekLock();
        bus.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.Gone, await bus.Renew(message));
    }
}
