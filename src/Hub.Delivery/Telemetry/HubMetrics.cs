using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hub.Delivery.Egress;

namespace Hub.Delivery.Telemetry;

/// <summary>What the hub measures of itself; exported over OTLP when configured.</summary>
public static class HubMetrics
{
    public const string Name = "Hub";

    public static readonly Meter Meter = new(Name);

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Histogram<int> CommitBatch = Meter.CreateHistogram<int>(
        "hub.store.commit.batch",
        "{write}",
        "How many writes shared one commit."
    );

    private static readonly Histogram<double> CommitDuration = Meter.CreateHistogram<double>(
        "hub.store.commit.duration",
        "s",
        "From the start of a commit to its fsync."
    );

    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "hub.delivery.attempts",
        "{attempt}",
        "Delivery attempts by outcome."
    );

    private static readonly Histogram<double> AttemptDuration = Meter.CreateHistogram<double>(
        "hub.delivery.attempt.duration",
        "s",
        "From the first byte out to the last byte in."
    );

    private static readonly Histogram<double> RelayLag = Meter.CreateHistogram<double>(
        "hub.relay.lag",
        "s",
        "From an event to its deliveries being on the queue."
    );

    private static readonly Counter<long> LoopFailures = Meter.CreateCounter<long>(
        "hub.loop.failures",
        "{failure}",
        "Rounds of background loops that broke, by loop and by whether an outage or a bug broke them."
    );

    private static readonly Counter<long> ItemsSetAside = Meter.CreateCounter<long>(
        "hub.set_aside",
        "{item}",
        "Stored items that could not be dealt with and were passed over, by what they are."
    );

    private static readonly long[] Counts = new long[Enum.GetValues<EgressCategory>().Length];
    private static double lastLag = -1;

    public static void LoopFailed(string loop, string cause) =>
        LoopFailures.Add(1, new("loop", loop), new("cause", cause));

    public static void SetAside(string sort) => ItemsSetAside.Add(1, new KeyValuePair<string, object?>("sort", sort));

    public static void Committed(int writes, TimeSpan elapsed)
    {
        CommitBatch.Record(writes);
        CommitDuration.Record(elapsed.TotalSeconds);
    }

    /// <summary>Attempts of this process by the name of their outcome, the most frequent first, whether anybody listens or not.</summary>
    public static IReadOnlyList<(string Outcome, long Count)> Counted =>
        [
            .. Enum.GetValues<EgressCategory>()
                .Select(static one => ($"{one}", Volatile.Read(ref Counts[(int)one])))
                .Where(static one => one.Item2 > 0)
                .OrderByDescending(static one => one.Item2),
        ];

    /// <summary>Seconds from the event that was relayed last to its deliveries being on the queue; absent before the first.</summary>
    public static double? LastLag => Volatile.Read(ref lastLag) is >= 0 and var seconds ? seconds : null;

    public static void Attempted(EgressCategory category, string dialect, TimeSpan elapsed)
    {
        Interlocked.Increment(ref Counts[(int)category]);
        if (!Attempts.Enabled)
            return;
        var outcome = category.ToString();
        Attempts.Add(1, new("outcome", outcome), new("dialect", dialect));
        AttemptDuration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public static void Relayed(TimeSpan lag)
    {
        Volatile.Write(ref lastLag, Math.Max(0, lag.TotalSeconds));
        RelayLag.Record(lag.TotalSeconds);
    }
}
