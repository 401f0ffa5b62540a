using System.Xml.Linq;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class DescribeTests
{
    private static readonly XNamespace Counts = "http://schemas.microsoft.com/netservices/2011/06/servicebus";

    [Fact]
    public async Task A_description_counts_active_locked_scheduled_and_dead_messages()
    {
        await using var bus = await LocalBus.Start(new() { MaxDeliveryCount = 1 });
        await bus.Send("dead");
        await bus.Unlock(await bus.PeekLock());
        await bus.Send("locked");
        await bus.PeekLock();
        await bus.Send("active");
        await bus.Send("scheduled", new { ScheduledEnqueueTimeUtc = bus.Time.GetUtcNow().AddHours(1).ToString("R") });

        var description = await Describe(bus, LocalBus.Queue);

        Assert.Equal("2", description.Descendants(Counts + "ActiveMessageCount").Single().Value);
        Assert.Equal("1", description.Descendants(Counts + "ScheduledMessageCount").Single().Value);
        Assert.Equal("1", description.Descendants(Counts + "DeadLetterMessageCount").Single().Value);
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_an_empty_feed()
    {
        await using var bus = await LocalBus.Start();

        var description = await Describe(bus, "nowhere");

        Assert.Equal("feed", description.Root?.Name.LocalName);
        Assert.Empty(description.Descendants(Counts + "ActiveMessageCount"));
    }

    [Fact]
    public async Task An_answer_is_dated_by_the_hosts_clock()
    {
        await using var bus = await LocalBus.Start();

        using var response = await bus.TryPeekLock();

        Assert.Equal(bus.Time.GetUtcNow(), response.Headers.Date);
        Assert.Equal(0, bus.Host.Requests(ServiceBusOperation.Describe));
    }

    private static async Task<XDocument> Describe(LocalBus bus, string queue)
    {
        using var response = await bus.Request(HttpMethod.Get, $"{queue}?api-version=2021-05");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return XDocument.Parse(await response.Content.ReadAsStringAsync());
    }
}
