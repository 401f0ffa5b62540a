using Hub.Ports.Queue;

namespace Hub.Storage.Tests.Conformance;

/// <summary>What every queue does. This part: messages in, and when they come out.</summary>
public abstract partial class QueueConformance(Func<Task<IEngine>> start) : Conformance(start)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private int sentinels;

    protected IQueue Queue => Engine.Queue;

    [Fact]
    public async Task A_message_comes_out_as_it_went_in()
    {
        var message = Message("id-1", "ä lane", TimeSpan.FromSeconds(-3), "Grüße\0\u2028");
        await Queue.Enqueue([message], Cancel);

        var leased = Assert.Single(await Lease());

        Assert.Equal(
            (message.Id, message.Lane, message.Due),
            (leased.Message.Id, leased.Message.Lane, leased.Message.Due)
        );
        Assert.Equal(message.Body.ToArray(), leased.Message.Body.ToArray());
        Assert.Equal((1, Time.GetUtcNow() + Minute), (leased.DeliveryCount, leased.Until));
    }

    [Fact]
    public async Task A_message_may_be_empty()
    {
        await Queue.Enqueue([Message("1", body: "")], Cancel);
        Assert.Equal(0, Assert.Single(await Lease()).Message.Body.Length);
    }

    [Fact]
    public async Task A_lease_takes_no_more_than_it_asked_for()
    {
        await Queue.Enqueue([.. Many(5)], Cancel);
        var first = await Lease(max: 3);
        Assert.InRange(first.Count, 1, 3);
        Assert.Equal(5, first.Concat(await LeaseAll()).Select(one => one.Message.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_waiting_lease_gets_what_is_enqueued_later()
    {
        var waiting = Lease();
        Assert.False(waiting.IsCompleted);
        await Queue.Enqueue([Message("1")], Cancel);
        Assert.Equal(["1"], IdsOf(await waiting));
    }

    [Fact]
    public async Task A_lease_that_is_cancelled_takes_nothing_with_it()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var waiting = Queue.Lease(10, Minute, null, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Queue.Enqueue([Message("1")], Cancel);
        Assert.Equal(["1"], IdsOf(await LeaseAll()));
    }

    [Fact]
    public async Task A_message_is_not_leased_before_it_is_due()
    {
        await Queue.Enqueue([Message("later", dueIn: 10 * Minute), Message("soon", dueIn: Minute)], Cancel);
        Assert.Empty(await LeaseAll());

        Time.Advance(Minute);
        Assert.Equal(["soon"], IdsOf(await LeaseAll(duration: 60 * Minute)));

        Time.Advance(9 * Minute);
        Assert.Equal(["later"], IdsOf(await LeaseAll()));
    }

    [Fact]
    public async Task A_waiting_lease_gets_a_message_when_it_falls_due()
    {
        await Queue.Enqueue([Message("1", dueIn: TimeSpan.FromDays(60))], Cancel);
        var due = Time.GetUtcNow() + TimeSpan.FromDays(60);

        var leased = await Eventually.AdvanceUntil(Time, TimeSpan.FromHours(6), Lease());

        // Six hours that pass while it is on its way end the lock it travels under: a service then sends it once more.
        Assert.Equal(["1"], IdsOf(leased).Distinct());
        Assert.True(Time.GetUtcNow() >= due);
    }

    [Fact]
    public async Task A_message_due_sooner_does_not_wait_for_one_due_later()
    {
        await Queue.Enqueue([Message("later", dueIn: 10 * Minute)], Cancel);
        var waiting = Lease(duration: 60 * Minute);
        await Queue.Enqueue([Message("sooner", dueIn: 2 * Minute)], Cancel);
        await Queue.Enqueue([Message("elsewhere", "another", 3 * Minute)], Cancel);

        // Time flies here: the third may fall due while the second is on its way, and a lock end before its message is here.
        var seen = IdsOf(await Eventually.AdvanceUntil(Time, Minute / 4, waiting)).ToList();
        Assert.Contains("sooner", seen);
        while (!seen.Contains("elsewhere"))
            seen.AddRange(IdsOf(await Eventually.AdvanceUntil(Time, Minute / 4, Lease(duration: 60 * Minute))));
        Assert.Equal(["elsewhere", "sooner"], seen.Distinct().Order());
    }

    [Fact]
    public async Task A_message_of_an_id_that_is_there_is_dropped()
    {
        await Queue.Enqueue([Message("1", body: "first"), Message("1", body: "second")], Cancel);
        await Queue.Enqueue([Message("1", "another", body: "third"), Message("2")], Cancel);

        var leased = await LeaseAll();
        await Queue.Enqueue([Message("1")], Cancel);

        Assert.Equal(["1", "2"], IdsOf(leased));
        Assert.Equal("first"u8.ToArray(), leased.Single(one => one.Message.Id == "1").Message.Body.ToArray());
        Assert.Empty(await LeaseAll());
    }

    [Fact]
    public async Task Many_messages_of_one_lane_all_come_exactly_once()
    {
        var messages = Many(3_000).ToArray();
        foreach (var some in messages.Chunk(500))
            await Queue.Enqueue(some, Cancel);

        var leased = await LeaseAll(max: 100, duration: 60 * Minute);

        Assert.Equal(messages.Select(message => message.Id).Order(), IdsOf(leased));
    }

    [Fact]
    public async Task Workers_side_by_side_never_hold_the_same_message()
    {
        var taken = new System.Collections.Concurrent.ConcurrentBag<string>();
        var workers = Enumerable.Range(0, 4).Select(_ => Task.Run(Work)).ToArray();
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(n => Queue.Enqueue([.. Many(500, $"lane{n}", $"{n}-")], Cancel))
        );
        await Task.WhenAll(workers);

        Assert.Equal(2_000, taken.Distinct().Count());
        Assert.Equal(2_000, taken.Count);

        async Task Work()
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            while (taken.Count < 2_000)
            {
                var lease = Queue.Lease(7, Minute, null, source.Token);
                await Eventually.Holds(() => Task.FromResult(lease.IsCompleted || taken.Count == 2_000));
                if (!lease.IsCompleted)
                    await source.CancelAsync();
                else
                    foreach (var message in await lease)
                    {
                        taken.Add(message.Message.Id);
                        Assert.True(await Queue.Complete(message, Cancel));
                    }
            }
        }
    }

    protected static IEnumerable<string> IdsOf(IEnumerable<LeasedMessage> leased) =>
        leased.Select(one => one.Message.Id).Order(StringComparer.Ordinal);

    protected IEnumerable<QueueMessage> Many(int count, string lane = "lane", string prefix = "") =>
        Enumerable.Range(0, count).Select(n => Message($"{prefix}{n:0000}", lane));

    protected Task<IReadOnlyList<LeasedMessage>> Lease(
        int max = 100,
        TimeSpan? duration = null,
        Func<string, LaneRoom>? room = null
    ) => Queue.Lease(max, duration ?? Minute, room, Cancel);

    /// <summary>
    /// Everything that can be leased now. A lease only ever waits, so sentinels are sent after the rest: when one comes
    /// back alone that was sent when the queue had had its say, nothing else was there.
    /// </summary>
    protected async Task<List<LeasedMessage>> LeaseAll(
        int max = 100,
        TimeSpan? duration = null,
        Func<string, LaneRoom>? room = null,
        Action<LeasedMessage>? onLeased = null
    )
    {
        var found = new List<LeasedMessage>();
        for (var (quiet, sentinel) = (0, ""); quiet < 3; )
        {
            if (sentinel == "")
                await Queue.Enqueue([Message(sentinel = $"~{sentinels++}", $"~{sentinels}")], Cancel);
            foreach (var leased in await Lease(max, duration, room))
            {
                quiet++;
                if (leased.Message.Id == sentinel)
                {
                    await Queue.Complete(leased, Cancel);
                    sentinel = "";
                    continue;
                }
                onLeased?.Invoke(leased);
                found.Add(leased);
                quiet = 0;
            }
        }
        return found;
    }
}
