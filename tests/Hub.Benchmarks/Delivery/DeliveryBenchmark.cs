using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Hub.Domain.Events;
using Hub.Ports.Store;

namespace Hub.Benchmarks.Delivery;

/// <summary>How fast events reach receivers, as shares of a bare signed POST loop against the same sink in the same run.</summary>
internal static class DeliveryBenchmark
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(5);

    public static async Task<int> Run(bool quick)
    {
        var scale = quick ? 10 : 1;
        await using var sink = new Sink();
        await BareLoop.Rate(sink, 20_000 / scale);
        var loop = await BareLoop.Rate(sink, 200_000 / scale);
        Report.Line("bare signed POST loop", loop, "posts/s");

        await Drain(sink, 1, 50_000 / scale);
        var plain = await Drain(sink, 1, 100_000 / scale);
        Report.Line("drain, one receiver", plain, "deliveries/s", loop);
        var formatted = await Drain(sink, 1, 100_000 / scale, target: "teams");
        Report.Line("drain, one receiver, cards for Teams", formatted, "deliveries/s", plain, "of plain");
        Report.Line("drain, ten receivers", await Drain(sink, 10, 10_000 / scale), "deliveries/s", loop);

        await ApiBenchmark.Run(sink, loop, scale);

        foreach (var perSecond in new[] { 200, 1000 })
            await Latency(sink, perSecond, TimeSpan.FromSeconds(quick ? 2 : 10));
        await ProcessBenchmark.Run();
        return 0;
    }

    /// <summary>For a profiler: one long drain in the dialect's own bodies, and one in a target's messages.</summary>
    public static async Task<int> DrainOnly()
    {
        await using var sink = new Sink();
        var plain = await Drain(sink, 1, 200_000);
        Report.Line("drain, one receiver", plain, "deliveries/s");
        var formatted = await Drain(sink, 1, 200_000, target: "teams");
        Report.Line("drain, one receiver, cards for Teams", formatted, "deliveries/s", plain, "of plain");
        return 0;
    }

    /// <summary>For a profiler: ticket writes, without a receiver and with one.</summary>
    public static async Task<int> ApiOnly()
    {
        await using var sink = new Sink();
        var loop = await BareLoop.Rate(sink, 100_000);
        await ApiBenchmark.Run(sink, loop, 1);
        return 0;
    }

    /// <param name="target">Whose messages are sent; the dialect's own bodies where there is none.</param>
    private static async Task<Measured> Drain(Sink sink, int receivers, int events, string? target = null)
    {
        await using var bench = new Workbench();
        for (var receiver = 0; receiver < receivers; receiver++)
            await (target is null ? bench.Subscribe(sink.Url) : bench.SubscribeFormatted(sink.Url, target));
        await bench.Fill(events);
        var before = sink.Received;
        var total = (long)events * receivers;
        return await Measured.Of(total, async () =>
        {
            await bench.Start();
            await sink.WaitFor(before + total, WaitLimit);
        });
    }

    /// <summary>From the answer to a commit to the receipt of its event.</summary>
    private static async Task Latency(Sink sink, int perSecond, TimeSpan duration)
    {
        await using var bench = new Workbench();
        await bench.Subscribe(sink.Url);
        await bench.Start();
        var committed = new ConcurrentDictionary<string, long>();
        var received = new ConcurrentDictionary<string, long>();
        var before = sink.Received;
        sink.OnBody = body => received[EventId(body.Span)] = Stopwatch.GetTimestamp();
        var sent = 0;
        await Load.Paced(perSecond, duration, async number =>
        {
            var happened = Workbench.Created(number + 1);
            var commit = new Commit(Workbench.Organization, happened.Partition) { Events = [happened] };
            await bench.Store.Commit(commit, CancellationToken.None);
            committed[happened.Id.ToString()] = Stopwatch.GetTimestamp();
            Interlocked.Increment(ref sent);
        });
        await sink.WaitFor(before + sent, WaitLimit);
        sink.OnBody = null;
        var milliseconds = committed
            .Where(entry => received.ContainsKey(entry.Key))
            .Select(entry => Math.Max(0, Stopwatch.GetElapsedTime(entry.Value, received[entry.Key]).TotalMilliseconds))
            .Order()
            .ToList();
        Report.Latency($"commit to receipt at {perSecond}/s", milliseconds);
    }

    private static string EventId(ReadOnlySpan<byte> body)
    {
        var at = body.LastIndexOf("\"event_id\":\""u8);
        return Encoding.ASCII.GetString(body.Slice(at + 12, 36));
    }
}
