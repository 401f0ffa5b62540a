using System.Diagnostics.Metrics;
using Hub.Delivery.Telemetry;

namespace Hub.Portal.Operator;

/// <summary>What the hub's own instruments have told since it started: attempts by outcome, and how far the relay is behind.</summary>
internal sealed class HubWatch : IHostedService, IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> attempts = [];
    private double? lag;

    /// <summary>By the name of the outcome, the most frequent first.</summary>
    public IReadOnlyList<(string Outcome, long Count)> Attempts
    {
        get
        {
            lock (gate)
                return
                [
                    .. attempts.OrderByDescending(static one => one.Value).Select(static one => (one.Key, one.Value)),
                ];
        }
    }

    /// <summary>Seconds from the event that was relayed last to its deliveries being on the queue; absent before the first.</summary>
    public double? Lag
    {
        get
        {
            lock (gate)
                return lag;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.InstrumentPublished = static (instrument, listening) =>
        {
            if (instrument.Meter == HubMetrics.Meter && instrument.Name is "hub.delivery.attempts" or "hub.relay.lag")
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (_, count, tags, _) =>
            {
                foreach (var (name, value) in tags)
                    if (name == "outcome")
                        lock (gate)
                            attempts[$"{value}"] = attempts.GetValueOrDefault($"{value}") + count;
            }
        );
        listener.SetMeasurementEventCallback<double>(
            (_, seconds, _, _) =>
            {
                lock (gate)
                    lag = seconds;
            }
        );
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();
}
