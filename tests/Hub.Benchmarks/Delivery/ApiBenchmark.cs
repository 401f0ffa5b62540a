namespace Hub.Benchmarks.Delivery;

internal static class ApiBenchmark
{
    public static Task Run(Sink sink, Measured loop, int scale) => Task.CompletedTask;
}

internal static class ProcessBenchmark
{
    public static Task Run() => Task.CompletedTask;
}
