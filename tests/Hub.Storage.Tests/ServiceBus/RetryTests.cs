using Hub.LocalCloud.ServiceBus;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class RetryTests
{
    [Fact]
    public async Task A_retried_message_is_the_same_message_due_later_and_counted()
    {
        await using var local = await LocalQueue.Start();
        var sent = local.Message("a", "lane 7", body: """{"n":1}""");
        await local.Enqueue(sent);
        Assert.True(await local.Retry(await local.Lease(), TimeSpan.FromMinutes(5)));
        Assert.Equal((1, 1), (local.Counts.Scheduled, local.Counts.Total));

        local.Time.Advance(TimeSpan.FromMinutes(5));
        var second = await local.Lease();
        Assert.True(await local.Retry(second, TimeSpan.FromHours(1)));
        local.Time.Advance(TimeSpan.FromHours(1));
        var third = await local.Lease();

        Assert.Equal((2, 3), (second.DeliveryCount, third.DeliveryCount));
        Assert.Equal(sent with { Due = local.Now, Body = default }, third.Message with { Body = default });
        Assert.Equal(sent.Body.ToArray(), third.Message.Body.ToArray());
        Assert.True(await local.Complete(third));
        Assert.Equal(0, local.Counts.Total);
    }

    [Fact]
    public async Task Ids_of_any_length_have_copies_of_their_own()
    {
        await using var local = await LocalQueue.Start();
        var (one, two) = (new string('x', 127) + "1", new string('x', 127) + "2");
        await local.Enqueue(local.Message(one), local.Message(two));

        for (var round = 0; round < 3; round++)
        for (var turn = 0; turn < 2; turn++)
            Assert.True(await local.Retry(await local.Lease(), TimeSpan.Zero));

        var leased = new[] { await local.Lease(), await local.Lease() };
        Assert.Equal([one, two], leased.Select(message => message.Message.Id).Order());
        Assert.Equal(0, local.Counts.DuplicatesDropped);
    }

    [Fact]
    public async Task A_crash_between_copy_and_complete_loses_nothing_and_copies_nothing_twice()
    {
        await using var local = await LocalQueue.Start();
        var crashing = local.NewHub();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease(crashing);
        local.Host.Faults.Next(ServiceBusOperation.Complete, Fault.Forbidden);
        await Assert.ThrowsAnyAsync<IOException>(() => crashing.RetryAt(leased, local.Now.AddHours(1), default));
        Assert.Equal((1, 1), (local.Counts.Scheduled, local.Counts.Locked));
        await local.Crash(crashing);

        var again = await local.Lease();
        Assert.Equal(2, again.DeliveryCount);
        Assert.True(await local.Retry(again, TimeSpan.FromHours(2)));

        Assert.Equal((1, 1, 1), (local.Counts.Scheduled, local.Counts.Total, local.Counts.DuplicatesDropped));
    }

    [Fact]
    public async Task A_crash_before_the_copy_leaves_the_message_as_it_was()
    {
        await using var local = await LocalQueue.Start();
        var crashing = local.NewHub();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease(crashing);
        local.Host.Faults.Next(ServiceBusOperation.Send, Fault.Forbidden);
        await Assert.ThrowsAnyAsync<IOException>(() => crashing.RetryAt(leased, local.Now.AddHours(1), default));
        await local.Crash(crashing);

        Assert.Equal((1, 1), (local.Counts.Active, local.Counts.Total));
        Assert.Equal(2, (await local.Lease()).DeliveryCount);
    }

    [Fact]
    public async Task A_retry_that_failed_can_be_repeated_by_whoever_holds_the_lease()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        local.Host.Faults.Next(ServiceBusOperation.Complete, Fault.Forbidden);
        await Assert.ThrowsAnyAsync<IOException>(() => local.Retry(leased, TimeSpan.FromHours(1)));

        Assert.True(await local.Retry(leased, TimeSpan.FromHours(1)));

        Assert.Equal((1, 1, 1), (local.Counts.Scheduled, local.Counts.Total, local.Counts.DuplicatesDropped));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_whose_answer_was_lost_is_sent_again_and_there_once(bool afterEffect)
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        local.Host.Faults.Next(ServiceBusOperation.Send, afterEffect ? Fault.Dropped.AfterEffect() : Fault.Dropped);

        var retrying = local.Retry(leased, TimeSpan.FromMinutes(30));
        await local.Time.PassWaitsOf(retrying, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(8));

        Assert.True(await retrying.WaitAsync(LocalQueue.WaitLimit));
        Assert.Equal((1, 1), (local.Counts.Scheduled, local.Counts.Total));
    }

    [Fact]
    public async Task A_lock_nearly_over_is_renewed_before_the_copy_is_sent()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        local.Host.Faults.Next(ServiceBusOperation.Renew, Fault.Forbidden);
        local.Time.Advance(TimeSpan.FromSeconds(55));
        await local.Asked(ServiceBusOperation.Renew);

        Assert.True(await local.Retry(leased, TimeSpan.FromMinutes(30)));

        Assert.True(local.Host.Requests(ServiceBusOperation.Renew) >= 2);
        Assert.Equal((1, 1), (local.Counts.Scheduled, local.Counts.Total));
    }
}
