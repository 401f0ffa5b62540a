using System.Collections.Concurrent;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class HostTests
{
    [Fact]
    public async Task The_connection_string_names_the_endpoint_and_the_key()
    {
        await using var host = await ServiceBusHost.Start(new() { KeyName = "sender", Key = "secret" });

        Assert.Equal("127.0.0.1", host.Endpoint.Host);
        Assert.Equal(
            $"Endpoint=http://127.0.0.1:{host.Endpoint.Port}/;SharedAccessKeyName=sender;SharedAccessKey=secret",
            host.ConnectionString
        );
    }

    [Fact]
    public async Task A_queue_can_be_created_while_the_host_runs()
    {
        await using var bus = await LocalBus.Start();
        bus.Host.CreateQueue("timers", new() { LockDuration = TimeSpan.FromSeconds(5) });

        using var response = await bus.TryPeekLock("timers");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Throws<ArgumentException>(() => bus.Host.CreateQueue("Timers"));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            bus.Host.CreateQueue("slow", new() { LockDuration = TimeSpan.FromMinutes(6) })
        );
    }

    [Fact]
    public async Task A_path_outside_the_api_is_404()
    {
        await using var bus = await LocalBus.Start();

        await ErrorAssert.Refused(
            await bus.Request(HttpMethod.Get, "deliveries/elsewhere"),
            HttpStatusCode.NotFound,
            ""
        );
    }

    [Fact]
    public async Task Ending_the_host_ends_its_long_polls()
    {
        var bus = await LocalBus.Start();
        var poll = await bus.StartLongPoll(timeout: 3600);

        await bus.Host.DisposeAsync();

        using var response = await poll;
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        bus.Client.Dispose();
    }

    [Fact]
    public async Task Many_senders_and_receivers_at_once_lose_nothing_and_get_nothing_twice()
    {
        const int Workers = 8;
        const int EachSends = 50;
        await using var bus = await LocalBus.Start();
        var received = new ConcurrentBag<string>();

        var receivers = Enumerable.Range(0, Workers).Select(_ => ReceiveAll(bus, received)).ToArray();
        var senders = Enumerable.Range(0, Workers).Select(worker => SendAll(bus, worker, EachSends));
        await Task.WhenAll(senders);
        await bus.Until(counts => counts is { Total: 0, WaitingReceivers: Workers });
        bus.Time.Advance(TimeSpan.FromSeconds(30));
        await Task.WhenAll(receivers);

        Assert.Equal(Workers * EachSends, received.Count);
        Assert.Equal(Workers * EachSends, received.Distinct().Count());
    }

    private static async Task SendAll(LocalBus bus, int worker, int count)
    {
        for (var message = 0; message < count; message++)
        {
            await bus.Send($"{worker}/{message}");
        }
    }

    private static async Task ReceiveAll(LocalBus bus, ConcurrentBag<string> received)
    {
        while (true)
        {
            using var response = await bus.TryPeekLock(timeout: 30);
            if (response.StatusCode == HttpStatusCode.NoContent)
            {
                return;
            }

            var message = await Received.From(response);
            received.Add(message.Body);
            Assert.Equal(HttpStatusCode.OK, await bus.Complete(message));
        }
    }
}
