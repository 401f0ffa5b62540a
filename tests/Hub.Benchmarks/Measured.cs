using System.Diagnostics;

namespace Hub.Benchmarks;

/// <summary>What a run came to.</summary>
/// <param name="Rate">Operations a second.</param>
/// <param name="ProcessorMicroseconds">Processor time of the whole process for one operation, sink and load included.</param>
internal readonly record struct Measured(double Rate, double ProcessorMicroseconds)
{
    public static async Task<Measured> Of(long operations, Func<Task> run)
    {
        GC.Collect();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await run();
        var elapsed = Stopwatch.GetElapsedTime(started);
        var used = Process.GetCurrentProcess().TotalProcessorTime - processor;
        return new(operations / elapsed.TotalSeconds, used.TotalMicroseconds / operations);
    }
}
