namespace Hub.Audit;

/// <summary>
/// Numbers that grow with time, on every hub alike, and that a double holds exactly: the milliseconds since 2020, and behind
/// them 12 bits that tell those of one millisecond apart.
/// </summary>
internal sealed class AuditIds(TimeProvider clock)
{
    private const int Bits = 12;
    private static readonly DateTimeOffset Beginning = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private long last;

    public long Next()
    {
        var since = Math.Max(0, (long)(clock.GetUtcNow() - Beginning).TotalMilliseconds);
        // Two hubs that count from zero would meet in every millisecond.
        var fresh = (since << Bits) | (long)Random.Shared.Next(1 << (Bits - 1));
        lock (gate)
            return last = Math.Max(last + 1, fresh);
    }
}
