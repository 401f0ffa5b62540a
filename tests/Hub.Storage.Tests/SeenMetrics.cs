using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hub.Delivery.Telemetry;

namespace Hub.Storage.Tests;

/// <summary>What the hub has measured, summed up by instrument and tags. Other tests of the process count too.</summary>
internal sealed class SeenMetrics : IDisposable
{
    private readonly ConcurrentDictionary<string, double> sums = new();
    private readonly MeterListener listener = new();

    public SeenMetrics()
    {
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == HubMetrics.Name)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((one, value, tags, _) => Add(one, value, tags));
        listener.SetMeasurementEventCallback<double>((one, value, tags, _) => Add(one, value, tags));
        listener.Start();
    }

    /// <param name="name">The instrument's name, then its tags' values, with blanks between.</param>
    public double Sum(string name) => sums.GetValueOrDefault(name);

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name;
        foreach (var (_, tag) in tags)
            name += $" {tag}";
        sums.AddOrUpdate(name, value, (_, before) => before + value);
    }
}
