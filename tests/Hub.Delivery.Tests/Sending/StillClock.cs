namespace Hub.Delivery.Tests.Sending;

/// <summary>A clock that stands until the test sets it.</summary>
internal sealed class StillClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = Start;

    /// <summary>How far the time of day was set; what is measured does not change by that.</summary>
    public TimeSpan Step { get; set; }

    public override DateTimeOffset GetUtcNow() => Now + Step;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.UtcTicks;
}
