namespace Hub.Storage.Tests.ServiceBus;

/// <summary>
/// The test's clock as a hub sees it that is never late: while the clock is moved far, what the hub does when a timer rings
/// is done before the clock moves on, as when time passes by itself.
/// </summary>
internal sealed class LivelyTime(ManualTime time) : TimeProvider
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(10);

    private volatile bool dead;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LivelyTimer(dueTime < TimeSpan.Zero);
        timer.Inner = time.CreateTimer(_ => timer.Ring(this, callback, state), null, dueTime, period);
        return timer;
    }

    /// <summary>No timer rings any more.</summary>
    public void Die() => dead = true;

    /// <param name="isSetAgain">A timer that is made before it is set looks after something, and is set again.</param>
    private sealed class LivelyTimer(bool isSetAgain) : ITimer
    {
        private readonly ManualResetEventSlim seenTo = new();

        public ITimer Inner { get; set; } = null!;

        public void Ring(LivelyTime time, TimerCallback callback, object? state)
        {
            if (time.dead)
                return;
            seenTo.Reset();
            callback(state);
            if (isSetAgain)
                seenTo.Wait(WaitLimit);
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
            seenTo.Set();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
