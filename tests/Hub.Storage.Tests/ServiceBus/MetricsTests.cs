using Hub.LocalCloud.ServiceBus;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class MetricsTests
{
    [Fact]
    public async Task Requests_are_counted_by_operation_and_outcome_and_throttled_ones_once_more()
    {
        using var seen = new SeenMetrics();
        await using var local = await LocalQueue.Start();
        local.Host.Faults.Next(ServiceBusOperation.Send, Fault.Throttled);

        var sending = local.Enqueue(local.Message("a"));
        await local.Time.PassWait(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2));
        await sending.WaitAsync(LocalQueue.WaitLimit);
        Assert.True(await local.Complete(await local.Lease()));

        string[] expected = ["send throttled", "send ok", "peek_lock ok", "complete ok"];
        Assert.All(expected, one => Assert.True(seen.Sum($"hub.servicebus.requests {one}") > 0, one));
        Assert.True(seen.Sum("hub.servicebus.throttled") > 0);
    }
}
