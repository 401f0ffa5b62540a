using Hub.LocalCloud.ServiceBus;
using Hub.Ports.Queue;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task A_dead_letter_leaves_the_queue_and_keeps_its_reason()
    {
        await using var local = await LocalQueue.Start();
        var sent = local.Message("a", "lane", body: """{"n":1}""");
        await local.Enqueue(sent);
        var leased = await local.Lease();

        Assert.True(await DeadLetter(local, leased, "Exception: \"naïve\" 100 %\r\nat line 3"));

        var dead = Assert.Single(await Read(local));
        Assert.Equal(sent with { Body = default }, dead.Message with { Body = default });
        Assert.Equal(sent.Body.ToArray(), dead.Message.Body.ToArray());
        Assert.Equal("Exception: \"naïve\" 100 %\r\nat line 3", dead.Reason);
        Assert.Equal(local.Now, dead.At);
        Assert.Equal(0, local.Counts.Total);
        Assert.False(await local.Complete(leased));
    }

    [Fact]
    public async Task The_newest_dead_letters_come_first()
    {
        await using var local = await LocalQueue.Start();
        foreach (var id in new[] { "a", "b", "c" })
        {
            await local.Enqueue(local.Message(id));
            await DeadLetter(local, await local.Lease(), $"Because {id}.");
            local.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["c", "b", "a"], (await Read(local)).Select(dead => dead.Message.Id));
    }

    [Fact]
    public async Task Reading_takes_nothing_away_however_often()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        await DeadLetter(local, await local.Lease(), "Broken.");

        // The queue of dead letters allows ten deliveries; the message then moves on to that queue's own dead letters.
        for (var reading = 0; reading < 25; reading++)
            Assert.Equal(("a", "Broken."), Described(Assert.Single(await Read(local))));

        Assert.Equal(1, (await local.Queue.Depth(CancellationToken.None)).Dead);
    }

    [Fact]
    public async Task What_the_service_gave_up_by_itself_is_among_them()
    {
        await using var local = await LocalQueue.Start(new() { MaxDeliveryCount = 2 });
        await local.Enqueue(local.Message("poison"));
        for (var lease = 0; lease < 2; lease++)
        {
            await local.Lease();
            await local.Time.Pending(TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(30));
            await Lapse(local, lease + 1);
        }

        var dead = Assert.Single(await Read(local));

        Assert.Equal("poison", dead.Message.Id);
        Assert.StartsWith("MaxDeliveryCountExceeded: ", dead.Reason, StringComparison.Ordinal);
        Assert.Equal(1, (await local.Queue.Depth(CancellationToken.None)).Dead);
    }

    [Fact]
    public async Task A_crash_between_the_dead_letter_and_the_completion_buries_it_once()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        local.Host.Faults.Next(ServiceBusOperation.Complete, Fault.Forbidden);
        await Assert.ThrowsAnyAsync<IOException>(() => DeadLetter(local, leased, "First."));

        Assert.True(await DeadLetter(local, leased, "Second."));

        Assert.Single(await Read(local));
        Assert.Equal(0, local.Counts.Total);
    }

    [Fact]
    public async Task An_outage_while_reading_strands_no_dead_letter()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        await DeadLetter(local, await local.Lease(), "Broken.");
        await local.Until(counts => counts.WaitingReceivers == 1);
        local.Host.Faults.Next(ServiceBusOperation.PeekLock, Fault.Unavailable.AfterEffect());
        await Assert.ThrowsAnyAsync<IOException>(() => Read(local));
        local.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Single(await Read(local));
        Assert.Equal(0, local.Host.Counts(LocalQueue.DeadName).Locked);
    }

    private static async Task Lapse(LocalQueue local, int lapses)
    {
        local.Host.Faults.Next(ServiceBusOperation.Renew, Fault.Gone);
        local.Time.Advance(TimeSpan.FromSeconds(30));
        await local.Wire.Saw(one => one.Status == 410, lapses);
        local.Time.Advance(TimeSpan.FromSeconds(30));
    }

    private static (string, string) Described(DeadMessage dead) => (dead.Message.Id, dead.Reason);

    private static Task<bool> DeadLetter(LocalQueue local, LeasedMessage message, string reason) =>
        local.Queue.DeadLetter(message, reason, CancellationToken.None);

    private static Task<IReadOnlyList<DeadMessage>> Read(LocalQueue local) =>
        ((IQueue)local.Queue).DeadLetters(10, CancellationToken.None).WaitAsync(LocalQueue.WaitLimit);
}
