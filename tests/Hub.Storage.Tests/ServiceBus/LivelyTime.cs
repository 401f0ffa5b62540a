namespace Hub.Storage.Tests.ServiceBus;

/// <summary>
/// The test's clock as a hub sees it that is never late: while the clock is moved far, what the hub does when a timer rings
/// is done before the clock moves on, as when time passes by itself.
/// </summary>
internal sealed class LivelyTime(ManualTime time) : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private volatile bool dead;
    private int waits;

    /// <summary>Whether the hub waits for a time to come.</summary>
    public bool IsAwaited => Volatile.Read(ref waits) > 0;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LivelyTimer(this, isSetAgain: dueTime < TimeSpan.Zero);
        timer.Inner = time.CreateTimer(_ => timer.Ring(callback, state), null, dueTime, period);
        return timer;
    }

    /// <summary>No timer rings any more.</summary>
    public void Die() => dead = true;

    private sealed class LivelyTimer : ITimer
    {
        private readonly LivelyTime time;
        private readonly bool isSetAgain;
        private readonly ManualResetEventSlim seenTo = new();
        private int isWait;

        /// <param name="isSetAgain">Made before it is set: it looks after something and is always set again.</param>
        public LivelyTimer(LivelyTime time, bool isSetAgain)
        {
            (this.time, this.isSetAgain, isWait) = (time, isSetAgain, isSetAgain ? 0 : 1);
            Interlocked.Add(ref time.waits, isWait);
        }

        public ITimer Inner { get; set; } = null!;

        public void Ring(TimerCallback callback, object? state)
        {
            if (time.dead)
                return;
            seenTo.Reset();
            callback(state);
            if (isSetAgain)
                seenTo.Wait(Patience);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var done = Inner.Change(dueTime, period);
            seenTo.Set();
            return done;
        }

        public void Dispose()
        {
            Inner.Dispose();
            Interlocked.Add(ref time.waits, -Interlocked.Exchange(ref isWait, 0));
            seenTo.Set();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
