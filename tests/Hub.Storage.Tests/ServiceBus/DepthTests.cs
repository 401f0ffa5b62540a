using Hub.LocalCloud.ServiceBus;
using Hub.Ports.Queue;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class DepthTests
{
    [Fact]
    public async Task The_service_counts_and_the_hub_knows_what_is_leased()
    {
        await using var local = await LocalQueue.Start(configure: options => options.Prefetch = 1);
        await local.Enqueue(
            local.Message("a", due: local.Now.AddMinutes(-2)),
            local.Message("b", due: local.Now.AddMinutes(-1))
        );
        await local.Enqueue(local.Message("c"), local.Message("later", due: local.Now.AddHours(1)));
        await local.Lease();
        await local.Time.Pending(TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(30), 2);

        var depth = await local.Queue.Depth(CancellationToken.None);

        Assert.Equal(new QueueDepth(Ready: 2, Scheduled: 1, Leased: 1, Dead: 0, local.Now.AddMinutes(-1)), depth);
    }

    [Fact]
    public async Task An_empty_queue_has_no_oldest_message()
    {
        await using var local = await LocalQueue.Start();

        Assert.Equal(new QueueDepth(0, 0, 0, 0, null), await local.Queue.Depth(CancellationToken.None));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_hub_that_may_not_manage_the_queue_tells_what_it_holds(int status)
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"), local.Message("b"));
        await local.Lease();
        await local.Time.Pending(TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(30), 2);
        local.Host.Faults.Next(ServiceBusOperation.Describe, Fault.Status(status, "Manage claim is required."));

        var depth = await local.Queue.Depth(CancellationToken.None);

        Assert.Equal(new QueueDepth(1, 0, 1, 0, local.Now), depth);
    }

    [Fact]
    public async Task A_hub_that_leases_nothing_knows_the_oldest_message_and_takes_none()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(
            local.Message("later", due: local.Now.AddHours(1)),
            local.Message("a", due: local.Now.AddMinutes(-2)),
            local.Message("b")
        );

        var depth = await local.Queue.Depth(CancellationToken.None);

        Assert.Equal(new QueueDepth(Ready: 2, Scheduled: 1, Leased: 0, Dead: 0, local.Now.AddMinutes(-2)), depth);
        Assert.Equal((2, 0), (local.Counts.Active, local.Counts.Locked));
    }

    [Fact]
    public async Task A_count_that_the_service_could_not_give_is_asked_for_again()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        local.Host.Faults.Next(ServiceBusOperation.Describe, Fault.InternalError);

        var counting = local.Queue.Depth(CancellationToken.None);
        await local.Time.PassWaitsOf(counting, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(8));

        Assert.Equal(1, (await counting).Ready);
    }

    [Fact]
    public async Task A_queue_that_is_missing_has_no_counts()
    {
        await using var local = await LocalQueue.Start(configure: options => options.Queue = "nowhere");

        Assert.Equal(new QueueDepth(0, 0, 0, 0, null), await local.Queue.Depth(CancellationToken.None));
    }
}
