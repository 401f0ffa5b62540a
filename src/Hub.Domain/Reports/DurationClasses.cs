namespace Hub.Domain.Reports;

/// <summary>
/// Classes of durations, four to each doubling of seconds: numbers in classes add up, and any percentile is read from them to within
/// 10 per cent.
/// </summary>
public static class DurationClasses
{
    private const int PerDoubling = 4;

    /// <summary>The last one is for all that took longer than eight years.</summary>
    public const int Count = (28 * PerDoubling) + 1;

    /// <summary>The first second of each class but the first.</summary>
    private static readonly double[] Starts =
    [
        .. Enumerable.Range(0, Count - 1).Select(number => Math.Pow(2, (double)number / PerDoubling)),
    ];

    public static int Of(long seconds)
    {
        var at = Array.BinarySearch(Starts, seconds);
        return at >= 0 ? at + 1 : ~at;
    }

    /// <summary>How long so great a share of them took at most; nothing when there are none.</summary>
    /// <param name="share">From 0 to 1: the half of them give the median.</param>
    public static long? Percentile(ReadOnlySpan<long> classes, double share)
    {
        var all = 0L;
        foreach (var number in classes)
            all += number;
        if (all <= 0)
            return null;
        var left = Math.Max(1, (long)Math.Ceiling(all * share));
        for (var at = 0; at < classes.Length; at++)
            if ((left -= classes[at]) <= 0)
                return MiddleOf(at);
        return MiddleOf(classes.Length - 1);
    }

    private static long MiddleOf(int at) =>
        at == 0 ? 0 : (long)Math.Round(Starts[at - 1] * Math.Pow(2, 0.5 / PerDoubling));
}
