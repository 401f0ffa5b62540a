using Hub.Benchmarks.Delivery;

namespace Hub.Benchmarks.Scale;

/// <summary>
/// What an event costs where an organization has a hundred subscriptions and where it has a hundred thousand, of which the same
/// number are told of it: from commit to receipt, with the subscriptions in memory.
/// </summary>
internal static class MatchingScale
{
    private const int Few = 100;
    private const int Turns = 3;
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(5);

    public static async Task Run(bool quick)
    {
        var (many, events) = quick ? (10_000, 5_000) : (100_000, 20_000);
        await using var sink = new Sink();
        foreach (var matching in new[] { 1, 10 })
        {
            await using var few = await Prepared(sink, Few, matching);
            await using var crowd = await Prepared(sink, many, matching);
            var (fewest, most) = (default(Measured), default(Measured));
            for (var turn = 0; turn < Turns; turn++)
            {
                fewest = Faster(fewest, await Drain(few, sink, events / matching, matching));
                most = Faster(most, await Drain(crowd, sink, events / matching, matching));
            }
            Report.Line($"{Few} subscriptions, {matching} told", fewest, "events/s");
            Report.Line($"{many:N0} subscriptions, {matching} told", most, "events/s", fewest, $"of those with {Few}");
        }
    }

    private static Measured Faster(Measured one, Measured other) => one.Rate > other.Rate ? one : other;

    private static async Task<Workbench> Prepared(Sink sink, int subscriptions, int matching)
    {
        var bench = new Workbench();
        for (var number = 0; number < matching; number++)
            await bench.Subscribe(sink.Url);
        await bench.SubscribeInVain(sink.Url, subscriptions - matching);
        await bench.Start();
        // They are read into memory with the first event.
        await Drain(bench, sink, 1_000, matching);
        return bench;
    }

    private static async Task<Measured> Drain(Workbench bench, Sink sink, int events, int matching)
    {
        var before = sink.Received;
        return await Measured.Of(events, async () =>
        {
            await bench.Fill(events);
            await sink.WaitFor(before + (long)events * matching, WaitLimit);
        });
    }
}
