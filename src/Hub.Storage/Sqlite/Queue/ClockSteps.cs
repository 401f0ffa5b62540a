namespace Hub.Storage.Sqlite.Queue;

/// <summary>Notices that the machine's clock was set back, by what a step cannot move.</summary>
internal sealed class ClockSteps(TimeProvider time)
{
    /// <summary>Less is a clock that is being corrected slowly, or a thread that was kept waiting.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private DateTimeOffset clock = time.GetUtcNow();
    private long stamp = time.GetTimestamp();

    /// <summary>How far it went back since the last look; nothing when it only went on.</summary>
    public TimeSpan TakeBack()
    {
        lock (gate)
        {
            var before = time.GetTimestamp();
            var now = time.GetUtcNow();
            var after = time.GetTimestamp();
            // Held up between the two: they do not speak of the same moment.
            if (time.GetElapsedTime(before, after) >= Least / 2)
                return TimeSpan.Zero;
            var back = clock + time.GetElapsedTime(stamp, after) - now;
            (clock, stamp) = (now, after);
            return back >= Least ? back : TimeSpan.Zero;
        }
    }
}
