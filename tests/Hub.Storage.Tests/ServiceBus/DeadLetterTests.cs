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
        Assert.Equal((0, 1), (local.Counts.Total, local.Counts.Dead));
        Assert.False(await local.Complete(leased));
    }

    [Fact]
    public async Task A_reason_longer_than_the_service_takes_is_cut()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));

        Assert.True(await DeadLetter(local, await local.Lease(), new string('x', 5000)));

        Assert.Equal(4096, Assert.Single(await Read(local)).Reason.Length);
    }

    [Fact]
    public async Task The_newest_dead_letters_come_first_however_many_there_are()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue([.. Enumerable.Range(0, 300).Select(n => local.Message($"{n:000}"))]);
        for (var buried = 0; buried < 300; )
            foreach (var leased in await local.LeaseSome(50))
            {
                await DeadLetter(local, leased, "Broken.");
                local.Time.Advance(TimeSpan.FromMilliseconds(1));
                buried++;
            }

        Assert.Equal(
            Enumerable.Range(0, 10).Select(n => $"{299 - n}"),
            (await Read(local)).Select(dead => dead.Message.Id)
        );
    }

    [Fact]
    public async Task Reading_takes_nothing_away_however_often()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        await DeadLetter(local, await local.Lease(), "Broken.");

        for (var reading = 0; reading < 25; reading++)
            Assert.Equal(("a", "Broken."), Described(Assert.Single(await Read(local))));

        Assert.Equal(1, (await local.Queue.Depth(CancellationToken.None)).Dead);
    }

    [Fact]
    public async Task What_the_service_gave_up_by_itself_is_among_them()
    {
        await using var local = await LocalQueue.Start(new() { MaxDeliveryCount = 2 });
        await local.Enqueue(local.Message("poison"));
        for (var lapse = 1; lapse <= 2; lapse++)
        {
            await local.Lease();
            await local.Time.Pending(TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(30));
            local.Host.Faults.Next(ServiceBusOperation.Renew, Fault.LockLost, count: 2);
            local.Time.Advance(TimeSpan.FromSeconds(30));
            await local.Asked(ServiceBusOperation.Renew, 2 * lapse);
            local.Time.Advance(TimeSpan.FromSeconds(30));
        }

        var dead = Assert.Single(await Read(local));

        Assert.Equal("poison", dead.Message.Id);
        Assert.StartsWith("MaxDeliveryCountExceeded: ", dead.Reason, StringComparison.Ordinal);
        Assert.Equal(1, (await local.Queue.Depth(CancellationToken.None)).Dead);
    }

    [Fact]
    public async Task A_dead_letter_that_was_refused_can_be_repeated_by_whoever_holds_the_lease()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        local.Host.Faults.Next(ServiceBusOperation.DeadLetter, Fault.Forbidden);
        await Assert.ThrowsAnyAsync<IOException>(() => DeadLetter(local, leased, "First."));
        Assert.Empty(await Read(local));

        Assert.True(await DeadLetter(local, leased, "Second."));

        Assert.Equal(("a", "Second."), Described(Assert.Single(await Read(local))));
    }

    [Fact]
    public async Task An_outage_while_reading_is_waited_out()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        await DeadLetter(local, await local.Lease(), "Broken.");
        local.Host.Faults.Next(ServiceBusOperation.Peek, Fault.InternalError);

        var reading = Read(local);
        await local.Time.PassWaitsOf(reading, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2));

        Assert.Single(await reading);
    }

    private static (string, string) Described(DeadMessage dead) => (dead.Message.Id, dead.Reason);

    private static Task<bool> DeadLetter(LocalQueue local, LeasedMessage message, string reason) =>
        local.Queue.DeadLetter(message, reason, CancellationToken.None);

    private static Task<IReadOnlyList<DeadMessage>> Read(LocalQueue local) =>
        local.Queue.DeadLetters(10, CancellationToken.None).WaitAsync(LocalQueue.WaitLimit);
}
