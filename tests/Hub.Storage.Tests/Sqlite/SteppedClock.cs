using Hub.Ports.Queue;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>The machine's clock is set while messages wait: what waits for a span of time is not held up by that.</summary>
public sealed class SteppedClock : IAsyncDisposable
{
    private const string Lane = "delivery/receiver";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Back = TimeSpan.FromHours(-2);

    private readonly SqliteEngine engine = SqliteEngine.Create();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Theory]
    [InlineData(-2)]
    [InlineData(-7200)]
    [InlineData(-31_536_000)]
    public async Task A_retry_comes_when_its_time_has_passed(int seconds)
    {
        await Enqueue("1", Lane, Minute);
        var waiting = Lease();

        engine.Time.Step(TimeSpan.FromSeconds(seconds));
        engine.Queue.RoomChanged();
        engine.Time.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        engine.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("1", Assert.Single(await waiting).Message.Id);
    }

    [Fact]
    public async Task What_was_due_when_the_clock_was_set_is_due()
    {
        await Enqueue("1", Lane, TimeSpan.Zero);
        await Enqueue("2", "replay/one", TimeSpan.Zero);

        engine.Time.Step(Back);

        Assert.Equal(["1", "2"], (await Lease()).Select(one => one.Message.Id).Order());
    }

    [Fact]
    public async Task A_lease_runs_out_when_its_time_has_passed()
    {
        await Enqueue("1", Lane, TimeSpan.Zero);
        Assert.Single(await Lease());
        var waiting = Lease();

        engine.Time.Step(Back);
        engine.Queue.RoomChanged();
        engine.Time.Advance(Minute);

        Assert.Equal(2, Assert.Single(await waiting).DeliveryCount);
    }

    [Fact]
    public async Task The_holder_of_a_lease_settles_it_after_the_clock_was_set()
    {
        await Enqueue("1", Lane, TimeSpan.Zero);
        var leased = Assert.Single(await Lease());
        var waiting = Lease();
        engine.Time.Step(Back);
        engine.Queue.RoomChanged();

        Assert.True(await engine.Queue.RetryAt(leased, engine.Time.GetUtcNow() + Minute, Cancel));
        engine.Time.Advance(Minute);

        Assert.Equal("1", Assert.Single(await waiting).Message.Id);
    }

    [Fact]
    public async Task Many_steps_back_and_forth_hold_nothing_up_and_lose_nothing()
    {
        for (var number = 0; number < 100; number++)
            await Enqueue($"{number}", $"{Lane}{number % 7}", TimeSpan.FromSeconds(number));
        var seen = new HashSet<string>();
        var waiting = Lease();

        for (var second = 0; second < 100; second++)
        {
            engine.Time.Step(TimeSpan.FromSeconds(second % 3 == 0 ? -40 : 20));
            engine.Queue.RoomChanged();
            engine.Time.Advance(TimeSpan.FromSeconds(1));
            for (; waiting.IsCompleted; waiting = Lease())
                foreach (var leased in await waiting)
                {
                    seen.Add(leased.Message.Id);
                    await engine.Queue.Complete(leased, Cancel);
                }
        }
        engine.Queue.RoomChanged();
        while (seen.Count < 100)
        {
            foreach (var leased in await waiting)
            {
                seen.Add(leased.Message.Id);
                await engine.Queue.Complete(leased, Cancel);
            }
            waiting = seen.Count < 100 ? Lease() : waiting;
        }
        Assert.Equal(0, (await engine.Queue.Depth(Cancel)).Ready);
    }

    [Fact]
    public async Task What_was_brought_forward_stays_so_after_a_restart()
    {
        await Enqueue("1", Lane, Minute);
        using (var stop = new CancellationTokenSource())
        {
            var waiting = engine.Queue.Lease(10, Minute, null, stop.Token);
            engine.Time.Step(Back);
            engine.Queue.RoomChanged();
            await engine.Queue.Enqueue([], Cancel);
            await Until(async () => (await Due()) == engine.Time.GetUtcNow() + Minute);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        await engine.Restart();
        engine.Time.Advance(Minute);

        Assert.Equal("1", Assert.Single(await Lease()).Message.Id);
    }

    [Fact]
    public async Task A_timer_that_means_a_time_of_day_keeps_it()
    {
        var due = engine.Time.GetUtcNow() + Minute;
        await Enqueue("1", "timer/one", Minute);

        engine.Time.Step(Back);
        await Enqueue("2", Lane, TimeSpan.Zero);
        var other = Assert.Single(await Lease());
        Assert.Equal("2", other.Message.Id);
        await engine.Queue.Complete(other, Cancel);

        engine.Time.Advance(Minute - Back);
        Assert.Equal(due, Assert.Single(await Lease()).Message.Due);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<DateTimeOffset> Due() =>
        Task.FromResult(
            engine.File.Readers.Read(static connection =>
            {
                var statement = connection.Prepare("SELECT due FROM queue");
                statement.Step();
                var due = Hub.Domain.Documents.FieldValue.FromMicroseconds(statement.Long(0));
                statement.Rewind();
                return due;
            })
        );

    private Task Enqueue(string id, string lane, TimeSpan dueIn) =>
        engine.Queue.Enqueue([new QueueMessage(id, lane, engine.Time.GetUtcNow() + dueIn, "x"u8.ToArray())], Cancel);

    private Task<IReadOnlyList<LeasedMessage>> Lease() => engine.Queue.Lease(10, Minute, null, Cancel);
}
