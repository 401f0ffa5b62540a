using System.Diagnostics;
using Hub.LocalCloud.ServiceBus;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class MetricsTests
{
    [Fact]
    public async Task Operations_are_counted_by_outcome_and_a_busy_service_is_given_its_rest_once()
    {
        using var seen = new SeenMetrics();
        await using var local = await LocalQueue.Start();
        local.Host.Faults.Next(ServiceBusOperation.Send, Fault.Throttled);
        var started = Stopwatch.GetTimestamp();

        var sending = local.Enqueue(local.Message("a"));
        await local.Time.PassWait(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2));
        await sending.WaitAsync(LocalQueue.WaitLimit);
        Assert.True(await local.Complete(await local.Lease()));

        // The SDK's own rest is ten seconds of real time, for whoever was told.
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(9), LocalQueue.WaitLimit);
        Assert.Equal(2, local.Host.Requests(ServiceBusOperation.Send));
        string[] expected = ["send throttled", "send ok", "receive ok", "complete ok"];
        Assert.All(expected, one => Assert.True(seen.Sum($"hub.servicebus.requests {one}") > 0, one));
        Assert.True(seen.Sum("hub.servicebus.throttled") > 0);
    }
}
