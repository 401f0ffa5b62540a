using System.Diagnostics.Metrics;
using Hub.Delivery.Telemetry;
using Hub.Storage.ServiceBus.Http;

namespace Hub.Storage.ServiceBus;

/// <summary>What the hub measures of its Service Bus queue.</summary>
internal static class ServiceBusMetrics
{
    private static readonly Counter<long> Requests = HubMetrics.Meter.CreateCounter<long>(
        "hub.servicebus.requests",
        "{request}",
        "Requests to Service Bus by operation and outcome; each repeat counts."
    );

    private static readonly Counter<long> Throttled = HubMetrics.Meter.CreateCounter<long>(
        "hub.servicebus.throttled",
        "{request}",
        "Requests that Service Bus put off because of its load."
    );

    private static readonly Counter<long> PutBack = HubMetrics.Meter.CreateCounter<long>(
        "hub.servicebus.put_back",
        "{message}",
        "Messages put back unleased: their lane was closed, or they were not due yet."
    );

    private static readonly Counter<long> LostLocks = HubMetrics.Meter.CreateCounter<long>(
        "hub.servicebus.locks.lost",
        "{message}",
        "Messages whose lock the service ended before this hub did."
    );

    public static void Requested(Operation operation, string outcome)
    {
        if (outcome == Outcomes.Throttled)
            Throttled.Add(1);
        if (Requests.Enabled)
            Requests.Add(1, new("operation", Name(operation)), new("outcome", outcome));
    }

    public static void WasPutBack() => PutBack.Add(1);

    public static void LostLock() => LostLocks.Add(1);

    private static string Name(Operation operation) =>
        operation switch
        {
            Operation.Send => "send",
            Operation.SendBatch => "send_batch",
            Operation.PeekLock => "peek_lock",
            Operation.Complete => "complete",
            Operation.Unlock => "unlock",
            Operation.Renew => "renew",
            _ => "describe",
        };
}
