using System.Diagnostics;
using System.Globalization;

namespace Hub.Benchmarks.Bare;

/// <summary>The hub out of the box beside the bare one, by turns in one run: from a ticket's request to its receipt.</summary>
internal static class BareComparison
{
    private const int Workers = 64;
    private const int Turns = 3;
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(5);

    public static async Task<int> Run(bool quick)
    {
        await using var sink = new Sink();
        foreach (var receivers in new[] { 1, 5 })
            await Compare(sink, receivers, (quick ? 10_000 : 60_000) / receivers);
        foreach (var perSecond in new[] { 200, 1000 })
        {
            Console.WriteLine($"at {perSecond} tickets a second, one receiver");
            foreach (var (name, start) in Hubs)
                await Pace(sink, name, start, perSecond, TimeSpan.FromSeconds(quick ? 5 : 15));
        }
        return 0;
    }

    private static readonly (string Name, Func<Task<HubProcess>> Start)[] Hubs =
    [
        ("bare", HubProcess.Bare),
        ("hub", static () => HubProcess.Hub()),
    ];

    /// <summary>The best of some turns each: what else the machine does only ever takes away.</summary>
    private static async Task Compare(Sink sink, int receivers, int tickets)
    {
        var best = new Dictionary<string, Measured>();
        for (var turn = 0; turn < Turns; turn++)
            foreach (var (name, start) in Hubs)
            {
                var measured = await Burst(sink, start, receivers, tickets);
                if (!best.TryGetValue(name, out var known) || measured.Rate > known.Rate)
                    best[name] = measured;
            }
        var (bare, hub) = (best["bare"], best["hub"]);
        Report.Line($"bare hub, API to receipt, fan {receivers}", bare, "deliveries/s");
        Report.Line($"hub, API to receipt, fan {receivers}", hub, "deliveries/s", bare, "of the bare hub");
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  its processor time a delivery: {hub.ProcessorMicroseconds / bare.ProcessorMicroseconds:0.00} times the bare hub's"
            )
        );
    }

    private static async Task<Measured> Burst(Sink sink, Func<Task<HubProcess>> start, int receivers, int tickets)
    {
        await using var hub = await Prepared(sink, start, receivers);
        await Write(hub, sink, tickets / 2, receivers);
        var (processor, started) = (hub.ProcessorTime, Stopwatch.GetTimestamp());
        await Write(hub, sink, tickets, receivers);
        var deliveries = (double)tickets * receivers;
        return new(
            deliveries / Stopwatch.GetElapsedTime(started).TotalSeconds,
            (hub.ProcessorTime - processor).TotalMicroseconds / deliveries
        );
    }

    private static async Task Write(HubProcess hub, Sink sink, int tickets, int receivers)
    {
        var before = sink.Received;
        await Load.Rate(tickets, Workers, number => hub.Post("/api/v1/tickets", PacedTickets.Ticket(number)));
        await sink.WaitFor(before + (long)tickets * receivers, WaitLimit);
    }

    private static async Task Pace(
        Sink sink,
        string name,
        Func<Task<HubProcess>> start,
        int perSecond,
        TimeSpan duration
    )
    {
        await using var hub = await Prepared(sink, start, receivers: 1);
        await Write(hub, sink, 5_000, receivers: 1);
        var paced = await PacedTickets.Write(hub, sink, perSecond, duration);
        Report.Latency($"  {name}, request to answer", paced.ToAnswer);
        Report.Latency($"  {name}, request to receipt", paced.ToReceipt);
    }

    private static async Task<HubProcess> Prepared(Sink sink, Func<Task<HubProcess>> start, int receivers)
    {
        var hub = await start();
        for (var receiver = 0; receiver < receivers; receiver++)
            await hub.Subscribe($"{sink.Url}/{receiver}");
        return hub;
    }
}
