using System.Diagnostics;

namespace Hub.Benchmarks;

/// <summary>Runs work from several workers and times it.</summary>
internal static class Load
{
    /// <summary>Runs so many operations, each worker one after the other.</summary>
    public static Task<Measured> Rate(int operations, int workers, Func<int, Task> operation)
    {
        var next = -1;
        return Measured.Of(operations, () => Task.WhenAll(
                Enumerable
                    .Range(0, workers)
                    .Select(_ =>
                        Task.Run(async () =>
                        {
                            while (Interlocked.Increment(ref next) is var number && number < operations)
                                await operation(number);
                        })
                    )
            ));
    }

    /// <summary>Starts operations at an even pace, whether or not earlier ones have ended.</summary>
    public static async Task Paced(int perSecond, TimeSpan duration, Func<int, Task> operation)
    {
        var total = (int)(perSecond * duration.TotalSeconds);
        var started = Stopwatch.GetTimestamp();
        var running = new List<Task>(total);
        for (var number = 0; number < total; number++)
        {
            while (Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond < number)
                await Task.Delay(1);
            running.Add(operation(number));
        }
        await Task.WhenAll(running);
    }

    public static double Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
