namespace Hub.Delivery.Sending;

/// <summary>
/// Watches one receiver. After some failures in a row it lets a single request through at a time, at distances that
/// double; the first success lets everything through again. Its times are spans since some moment, which no step of a clock
/// moves. Not thread-safe: its lane guards it.
/// </summary>
internal sealed class CircuitBreaker(int threshold, TimeSpan longestPause)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private int failures;
    private int pauses;

    public bool IsOpen => failures >= threshold;

    /// <summary>When the next request may go; in the past when it may go now.</summary>
    public TimeSpan NextTry { get; private set; }

    public void Succeeded()
    {
        failures = 0;
        pauses = 0;
        NextTry = TimeSpan.Zero;
    }

    public void Failed(TimeSpan now)
    {
        failures++;
        // Requests that were under way when it opened say nothing new: only a try makes the next distance longer.
        if (!IsOpen || now < NextTry)
            return;
        var pause = FirstPause * (1 << Math.Min(pauses++, 16));
        NextTry = now + (pause < longestPause ? pause : longestPause);
    }
}
