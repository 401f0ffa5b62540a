using Hub.LocalCloud.ServiceBus;
using Hub.Ports.Queue;
using Hub.Storage.ServiceBus;
using Hub.Storage.Tests.Conformance;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class LockTests
{
    private static readonly TimeSpan HalfOfTheLock = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestHalf = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_message_under_work_keeps_its_lock_as_long_as_its_lease()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();

        await PassHalves(local, 3);

        Assert.Equal(1, local.Counts.Locked);
        Assert.True(await local.Complete(leased));
        Assert.Equal(0, local.Counts.Total);
    }

    [Fact]
    public async Task A_message_that_waits_in_memory_keeps_its_lock()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"), local.Message("b"));
        Assert.True(await local.Complete(await local.Lease()));
        await PassHalves(local, 10);

        var leased = await local.Lease();
        Assert.Equal(1, leased.DeliveryCount);
        Assert.True(await local.Complete(leased));
    }

    [Fact]
    public async Task A_lease_that_lapses_gives_its_message_to_the_next()
    {
        await using var local = await LocalQueue.Start(new() { LockDuration = TimeSpan.FromMinutes(5) });
        await local.Enqueue(local.Message("a"));
        var lapsed = await local.Lease();

        local.Time.Advance(TimeSpan.FromMinutes(2));
        var next = await local.Lease();

        Assert.Equal(("a", 2), (next.Message.Id, next.DeliveryCount));
        Assert.NotEqual(lapsed.Token, next.Token);
        Assert.False(await local.Complete(lapsed));
        Assert.True(await local.Complete(next));
        Assert.Equal(0, local.Counts.Total);
    }

    [Fact]
    public async Task A_hub_that_has_stopped_leasing_keeps_no_messages_from_the_others()
    {
        await using var local = await LocalQueue.Start();
        var other = local.NewHub();
        await local.Enqueue(local.Message("a"), local.Message("b"));
        Assert.True(await local.Complete(await local.Lease()));
        await RenewalIsDue(local);
        var lease = local.Lease(other);
        await local.Until(counts => counts.WaitingReceivers == 2);

        await PassHalves(local, 20);
        Assert.False(lease.IsCompleted);
        await local.Time.PassWaitsOf(lease, ShortestHalf, HalfOfTheLock);

        Assert.Equal("b", (await lease).Message.Id);
    }

    [Fact]
    public async Task A_renewed_lease_lasts_longer()
    {
        await using var local = await LocalQueue.Start(new() { LockDuration = TimeSpan.FromMinutes(5) });
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();

        local.Time.Advance(TimeSpan.FromSeconds(100));
        var renewed = await local.Queue.Renew(leased, TimeSpan.FromMinutes(10), CancellationToken.None);
        local.Time.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(local.Now + TimeSpan.FromSeconds(500), renewed?.Until);
        Assert.True(await local.Complete(renewed!));
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_again_while_there_is_a_lock()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        local.Host.Faults.Next(ServiceBusOperation.Renew, Fault.Forbidden);

        local.Time.Advance(HalfOfTheLock);
        await local.Time.PassWait(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        await RenewalIsDue(local);
        Assert.True(await local.Complete(leased));
    }

    [Fact]
    public async Task A_lock_lost_while_waiting_loses_no_message()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"), local.Message("b"));
        var first = await local.Lease();
        await RenewalIsDue(local, messages: 2);
        // Each is asked for once more: the SDK says so, too, when the connection breaks.
        local.Host.Faults.Next(ServiceBusOperation.Renew, Fault.LockLost, count: 4);

        local.Time.Advance(HalfOfTheLock);
        await Eventually.Holds(async () => (await local.Queue.Depth(CancellationToken.None)).Leased == 0);
        Assert.False(await local.Complete(first));
        local.Time.Advance(HalfOfTheLock);

        Assert.Equal(2, (await local.Lease()).DeliveryCount);
        Assert.Equal(2, (await local.Lease()).DeliveryCount);
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("retry")]
    [InlineData("dead-letter")]
    [InlineData("renew")]
    public async Task Whoever_lost_the_lock_changes_nothing(string verb)
    {
        await using var local = await LocalQueue.Start();
        var other = local.NewHub();
        await local.Enqueue(local.Message("a"));
        var lost = await local.Queue.Lease(1, TimeSpan.FromHours(1), null, CancellationToken.None);
        // The hub stood still for longer than its lock: its renewal comes too late.
        local.Host.Faults.Next(ServiceBusOperation.Renew, Fault.InternalError);
        local.Time.Advance(TimeSpan.FromMinutes(3));
        local.Host.Faults.Clear();
        List<Task<LeasedMessage>> leases = [local.Lease(other), local.Lease()];
        var found = await Task.WhenAny(leases);

        Assert.False(await Do(local.Queue, verb, lost[0]));

        Assert.Equal((0, 0), (local.Counts.Active + local.Counts.Scheduled, local.Counts.Dead));
        Assert.True((await found).DeliveryCount > 1);
        // The hub that stood still was sent it again while it did, and leases what it has lost meanwhile before it knows.
        while (!await IsCompleted(await found))
        {
            leases.Remove(found);
            leases.Add(local.Lease());
            found = await Task.WhenAny(leases);
        }
        Assert.Equal(0, local.Counts.Total);

        async Task<bool> IsCompleted(LeasedMessage one) =>
            await local.Complete(one, other) || await local.Complete(one);
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("retry")]
    [InlineData("dead-letter")]
    public async Task A_settlement_that_the_service_does_not_know_answers_false(string verb)
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        var settlements = ServiceBusOperation.Complete | ServiceBusOperation.DeadLetter;
        local.Host.Faults.Next(settlements, Fault.LockLost, count: 2);

        Assert.False(await Do(local.Queue, verb, leased));

        Assert.False(await local.Complete(leased));
        Assert.Equal(1, local.Counts.Locked);
    }

    [Fact]
    public async Task A_message_is_settled_once_however_often_it_is_asked_for()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => local.Complete(leased))));

        Assert.Single(answers, true);
        Assert.Equal(1, local.Host.Requests(ServiceBusOperation.Complete));
    }

    /// <summary>A renewal is asked for while the clock is still being moved: each half may be shorter than the one before.</summary>
    private static Task RenewalIsDue(LocalQueue local, int messages = 1) =>
        local.Time.Pending(ShortestHalf, HalfOfTheLock, messages);

    private static async Task PassHalves(LocalQueue local, int halves)
    {
        for (var half = 1; half <= halves; half++)
        {
            await RenewalIsDue(local);
            local.Time.Advance(HalfOfTheLock);
        }
        await RenewalIsDue(local);
        Assert.Equal(halves, local.Host.Requests(ServiceBusOperation.Renew));
    }

    private static async Task<bool> Do(ServiceBusQueue queue, string verb, LeasedMessage message) =>
        verb switch
        {
            "complete" => await queue.Complete(message, CancellationToken.None),
            "retry" => await queue.RetryAt(message, message.Until, CancellationToken.None),
            "dead-letter" => await queue.DeadLetter(message, "Broken.", CancellationToken.None),
            _ => await queue.Renew(message, TimeSpan.FromMinutes(1), CancellationToken.None) is not null,
        };
}
