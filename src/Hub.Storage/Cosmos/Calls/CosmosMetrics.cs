using System.Diagnostics.Metrics;
using Hub.Delivery.Telemetry;

namespace Hub.Storage.Cosmos.Calls;

/// <summary>What the hub measures of its use of Cosmos DB.</summary>
internal static class CosmosMetrics
{
    public const string ChargeName = "hub.cosmos.request_charge";

    private static readonly Histogram<double> Charge = HubMetrics.Meter.CreateHistogram<double>(
        ChargeName,
        "{request_unit}",
        "Request units charged for each request, by operation; refused and repeated ones count."
    );

    private static readonly Counter<long> Failures = HubMetrics.Meter.CreateCounter<long>(
        "hub.cosmos.failures",
        "{request}",
        "Operations that failed after all repeats."
    );

    public static void Charged(string operation, double units)
    {
        if (Charge.Enabled)
            Charge.Record(units, new KeyValuePair<string, object?>("operation", operation));
    }

    public static void Failed(string operation) =>
        Failures.Add(1, new KeyValuePair<string, object?>("operation", operation));
}
