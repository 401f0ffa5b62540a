using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hub.Delivery.Telemetry;
using Hub.LocalCloud.ServiceBus;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class MetricsTests
{
    [Fact]
    public async Task Requests_are_counted_by_operation_and_outcome_and_throttled_ones_once_more()
    {
        var seen = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == HubMetrics.Name)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, measured, tags, _) =>
            {
                var name = instrument.Name;
                foreach (var (_, value) in tags)
                    name += $" {value}";
                seen.AddOrUpdate(name, measured, (_, before) => before + measured);
            }
        );
        listener.Start();
        await using var local = await LocalQueue.Start();
        local.Host.Faults.Next(ServiceBusOperation.Send, Fault.Throttled);

        var sending = local.Enqueue(local.Message("a"));
        await local.Time.PassWait(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2));
        await sending.WaitAsync(LocalQueue.Patience);
        Assert.True(await local.Complete(await local.Lease()));

        // Other tests of this process count too.
        string[] expected = ["send throttled", "send ok", "peek_lock ok", "complete ok"];
        Assert.All(expected, one => Assert.True(seen.GetValueOrDefault($"hub.servicebus.requests {one}") > 0, one));
        Assert.True(seen["hub.servicebus.throttled"] > 0);
    }
}
