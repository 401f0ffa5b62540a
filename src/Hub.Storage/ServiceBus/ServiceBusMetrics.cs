using System.Diagnostics.Metrics;
using Hub.Delivery.Telemetry;
using Hub.Storage.ServiceBus.Amqp;

namespace Hub.Storage.ServiceBus;

/// <summary>What the hub measures of its Service Bus queue.</summary>
internal static class ServiceBusMetrics
{
    private static readonly Counter<long> Requests = HubMetrics.Meter.CreateCounter<long>(
        "hub.servicebus.requests",
        "{request}",
        "Operations asked of Service Bus, by operation and outcome; each repeat counts."
    );

    private static readonly Counter<long> Throttled = HubMetrics.Meter.CreateCounter<long>(
        "hub.servicebus.throttled",
        "{request}",
        "Operations that Service Bus put off because of its load."
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

    public static void Asked(Operation operation, Outcome outcome)
    {
        if (outcome is Outcome.Throttled)
            Throttled.Add(1);
        if (Requests.Enabled)
            Requests.Add(1, new("operation", Name(operation)), new("outcome", Name(outcome)));
    }

    public static void WasPutBack() => PutBack.Add(1);

    public static void LostLock() => LostLocks.Add(1);

    private static string Name(Operation operation) =>
        operation switch
        {
            Operation.Open => "open",
            Operation.Send => "send",
            Operation.Receive => "receive",
            Operation.Complete => "complete",
            Operation.DeadLetter => "dead_letter",
            Operation.Abandon => "abandon",
            Operation.Renew => "renew",
            Operation.Peek => "peek",
            _ => "count",
        };

    private static string Name(Outcome outcome) =>
        outcome switch
        {
            Outcome.Ok => "ok",
            Outcome.Empty => "empty",
            Outcome.Gone => "gone",
            Outcome.Throttled => "throttled",
            Outcome.Failed => "failed",
            Outcome.Unreachable => "unreachable",
            _ => "refused",
        };
}
