namespace Hub.LocalCloud;

/// <summary>A clock that stands still until a test moves it. Timers fire on the thread that calls Advance.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<(ManualTimer Timer, int Version), DateTimeOffset> alarms = new();
    private DateTimeOffset now = start;
    private TimeSpan step;

    public ManualTime()
        : this(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)) { }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now + step;
        }
    }

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return now.UtcTicks;
        }
    }

    /// <summary>Sets the time of day, as an administrator or a time service does; what is measured goes on as it did.</summary>
    public void Step(TimeSpan by)
    {
        lock (gate)
        {
            step += by;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock alarm by alarm, so a callback sees the moment it was set for.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = new DateTimeOffset(GetTimestamp(), TimeSpan.Zero) + by;
        while (NextAlarm(end) is { } alarm)
        {
            alarm();
        }
    }

    private Action? NextAlarm(DateTimeOffset end)
    {
        lock (gate)
        {
            while (alarms.TryPeek(out var alarm, out var due) && due <= end)
            {
                alarms.Dequeue();
                if (alarm.Version != alarm.Timer.Version)
                {
                    continue;
                }

                now = due > now ? due : now;
                if (alarm.Timer.Period > TimeSpan.Zero)
                {
                    alarms.Enqueue(alarm, now + alarm.Timer.Period);
                }

                return alarm.Timer.Fire;
            }

            now = end;
            return null;
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        // A change makes the alarms set before it stale: cheaper than taking them out of the queue.
        public int Version { get; private set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                Version++;
                Period = period;
                if (dueTime >= TimeSpan.Zero)
                {
                    time.alarms.Enqueue((this, Version), time.now + dueTime);
                }

                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
