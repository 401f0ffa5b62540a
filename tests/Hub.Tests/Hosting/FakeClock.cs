namespace Hub.Tests.Hosting;

/// <summary>A clock that only the test moves; its timers fire when they are passed.</summary>
internal sealed class FakeClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private DateTimeOffset now = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);
    private TimeSpan step;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now + step;
    }

    public override long GetTimestamp()
    {
        lock (gate)
            return now.Ticks;
    }

    /// <summary>Sets the time of day, as an administrator or a time service does; what is measured goes on as it did.</summary>
    public void Step(TimeSpan by)
    {
        lock (gate)
            step += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (gate)
            timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        List<FakeTimer> due;
        lock (gate)
        {
            now += by;
            due = [.. timers.Where(timer => timer.IsDue(now))];
        }
        foreach (var timer in due)
            timer.Fire();
    }

    private DateTimeOffset Measured => new(GetTimestamp(), TimeSpan.Zero);

    private sealed class FakeTimer(FakeClock clock, Action fire) : ITimer
    {
        private DateTimeOffset? next;
        private TimeSpan repeat;

        public bool IsDue(DateTimeOffset at) => next <= at;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            next = dueTime == Timeout.InfiniteTimeSpan ? null : clock.Measured + dueTime;
            repeat = period;
            return true;
        }

        public void Fire()
        {
            next = repeat > TimeSpan.Zero ? clock.Measured + repeat : null;
            fire();
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
