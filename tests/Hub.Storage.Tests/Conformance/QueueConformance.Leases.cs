using Hub.Ports.Queue;

namespace Hub.Storage.Tests.Conformance;

/// <summary>This part: leases and how they end.</summary>
public abstract partial class QueueConformance
{
    [Fact]
    public async Task A_completed_message_never_comes_again()
    {
        var leased = await LeaseOne();
        Assert.True(await Queue.Complete(leased, Cancel));
        Assert.False(await Queue.Complete(leased, Cancel));

        Time.Advance(10 * Minute);
        Assert.Empty(await LeaseAll());
        await Engine.Restart();
        Assert.Empty(await LeaseAll());
    }

    [Fact]
    public async Task A_leased_message_is_nobody_elses_until_its_lease_is_over()
    {
        var first = await LeaseOne();
        Assert.Empty(await LeaseAll());
        Time.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.Empty(await LeaseAll());

        Time.Advance(TimeSpan.FromSeconds(1));
        var second = Assert.Single(await LeaseAll());

        Assert.Equal("1", second.Message.Id);
        Assert.NotEqual(first.Token, second.Token);
        Assert.Equal((1, 2), (first.DeliveryCount, second.DeliveryCount));
    }

    [Fact]
    public async Task A_waiting_lease_gets_a_message_whose_lease_ran_out()
    {
        await LeaseOne();
        var again = await Eventually.AdvanceUntil(Time, TimeSpan.FromSeconds(30), Lease());
        Assert.Equal(["1"], IdsOf(again));
    }

    [Fact]
    public async Task A_lease_that_was_lost_settles_nothing()
    {
        var lost = await LeaseOne();
        Time.Advance(Minute);
        var held = Assert.Single(await LeaseAll());

        Assert.False(await Queue.Complete(lost, Cancel));
        Assert.False(await Queue.RetryAt(lost, Time.GetUtcNow(), Cancel));
        Assert.False(await Queue.DeadLetter(lost, "reason", Cancel));
        Assert.Null(await Queue.Renew(lost, Minute, Cancel));

        Assert.Empty(await LeaseAll());
        Assert.True(await Queue.Complete(held, Cancel));
        Assert.Empty(await Queue.DeadLetters(10, Cancel));
    }

    [Fact]
    public async Task A_renewed_lease_lasts_longer()
    {
        var leased = await LeaseOne();
        Time.Advance(Minute / 2);
        var renewed = await Queue.Renew(leased, Minute, Cancel);
        Assert.Equal(Time.GetUtcNow() + Minute, renewed?.Until);

        Time.Advance(Minute / 2);
        Assert.Empty(await LeaseAll());
        Assert.True(await Queue.Complete(renewed!, Cancel));
        Assert.Null(await Queue.Renew(renewed!, Minute, Cancel));
    }

    [Fact]
    public async Task A_renewed_lease_still_ends()
    {
        var renewed = await Queue.Renew(await LeaseOne(), Minute, Cancel);
        Time.Advance(Minute);
        Assert.Equal(["1"], IdsOf(await LeaseAll()));
        Assert.False(await Queue.Complete(renewed!, Cancel));
    }

    [Fact]
    public async Task A_message_put_back_comes_again_when_it_is_due()
    {
        var leased = await LeaseOne();
        Assert.True(await Queue.RetryAt(leased, Time.GetUtcNow() + (5 * Minute), Cancel));
        Assert.False(await Queue.Complete(leased, Cancel));

        Time.Advance(4 * Minute);
        Assert.Empty(await LeaseAll());
        Time.Advance(Minute);
        var again = Assert.Single(await LeaseAll());

        Assert.Equal(("1", 2), (again.Message.Id, again.DeliveryCount));
        Assert.Equal(leased.Message.Body.ToArray(), again.Message.Body.ToArray());
        Assert.True(await Queue.RetryAt(again, Time.GetUtcNow(), Cancel));
        Assert.Equal(3, Assert.Single(await LeaseAll()).DeliveryCount);
    }

    [Fact]
    public async Task A_dead_message_is_kept_with_its_reason_and_never_comes_again()
    {
        var leased = await LeaseOne();
        var at = Time.GetUtcNow();
        Assert.True(await Queue.DeadLetter(leased, "poison: ü", Cancel));
        Assert.False(await Queue.DeadLetter(leased, "again", Cancel));

        await Engine.Restart();
        IReadOnlyList<DeadMessage> dead = [];
        await Eventually.Holds(async () => (dead = await Queue.DeadLetters(10, Cancel)).Count > 0);

        var one = Assert.Single(dead);
        Assert.Equal(("1", "poison: ü", at), (one.Message.Id, one.Reason, one.At));
        Assert.Equal(leased.Message.Body.ToArray(), one.Message.Body.ToArray());
        Time.Advance(10 * Minute);
        Assert.Empty(await LeaseAll());
    }

    [Fact]
    public async Task Leased_messages_come_again_after_a_restart_or_a_crash()
    {
        await Queue.Enqueue([.. Many(30)], Cancel);
        var leased = await LeaseAll();
        foreach (var done in leased.Take(10))
            Assert.True(await Queue.Complete(done, Cancel));
        var expected = IdsOf(leased.Skip(10)).ToArray();

        await Engine.Crash();
        Time.Advance(Minute);
        Assert.Equal(expected, IdsOf(await LeaseAll()));
        await Engine.Restart();
        Time.Advance(Minute);
        Assert.Equal(expected, IdsOf(await LeaseAll()));
    }

    [Fact]
    public async Task What_is_due_later_keeps_its_time_across_a_crash()
    {
        await Queue.Enqueue([Message("1", dueIn: 5 * Minute)], Cancel);
        await Engine.Crash();
        Assert.Empty(await LeaseAll());
        Time.Advance(5 * Minute);
        Assert.Equal(["1"], IdsOf(await LeaseAll()));
    }

    private async Task<LeasedMessage> LeaseOne()
    {
        await Queue.Enqueue([Message("1")], Cancel);
        return Assert.Single(await Lease());
    }
}
