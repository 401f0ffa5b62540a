namespace Hub.Domain.People;

internal static class MonotonicTime
{
    /// <summary>
    /// Now, or a millisecond past the last change where the clock has not moved on since: whoever compares two times of
    /// change sees that there was one.
    /// </summary>
    public static DateTimeOffset After(this DateTimeOffset now, DateTimeOffset last) =>
        now > last ? now : last.AddMilliseconds(1);
}
