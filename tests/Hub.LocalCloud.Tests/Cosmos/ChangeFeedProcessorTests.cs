using System.Threading.Channels;
using Microsoft.Azure.Cosmos;

namespace Hub.LocalCloud.Tests.Cosmos;

public sealed class ChangeFeedProcessorTests : IAsyncLifetime
{
    private readonly CosmosFixture cosmos = new();
    private readonly Channel<Item> read = Channel.CreateUnbounded<Item>();
    private readonly List<Item> seen = [];

    public ValueTask InitializeAsync() => cosmos.InitializeAsync();

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task Two_instances_share_the_ranges_and_miss_nothing()
    {
        var one = await Start("one");
        await Seen(await Create(0, 20));
        var two = await Start("two");
        await Seen(await Create(20, 60));

        await one.StopAsync();
        await Seen(await Create(80, 60));
        await two.StopAsync();
    }

    [Fact]
    public async Task An_instance_goes_on_through_a_split_and_keeps_the_order_of_a_partition()
    {
        var processor = await Start("one");
        var items = await Create(0, 40);
        await Seen(items);

        foreach (var partition in cosmos.Host.Partitions("hub", "core"))
        {
            cosmos.Host.Split("hub", "core", partition);
        }

        items.AddRange(await Create(40, 40));
        await Seen(items);
        await processor.StopAsync();

        // At least once: what comes again may come late.
        foreach (var partition in seen.Distinct().GroupBy(item => item.Partition))
        {
            var expected = items.Where(item => item.Partition == partition.Key).Select(item => item.Id);
            Assert.Equal(expected, partition.Select(item => item.Id));
        }
    }

    /// <summary>A processor that has leased something.</summary>
    private async Task<ChangeFeedProcessor> Start(string instance)
    {
        var acquired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var processor = cosmos
            .Core.GetChangeFeedProcessorBuilder<Item>("relay", Take)
            .WithInstanceName(instance)
            .WithLeaseContainer(cosmos.Leases)
            .WithStartTime(DateTime.MinValue.ToUniversalTime())
            .WithPollInterval(TimeSpan.FromMilliseconds(20))
            .WithLeaseConfiguration(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2))
            .WithLeaseAcquireNotification(_ =>
            {
                acquired.TrySetResult();
                return Task.CompletedTask;
            })
            .Build();
        await processor.StartAsync();
        await acquired.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return processor;

        async Task Take(
            ChangeFeedProcessorContext context,
            IReadOnlyCollection<Item> changes,
            CancellationToken cancellation
        )
        {
            foreach (var change in changes)
            {
                await read.Writer.WriteAsync(change, cancellation);
            }
        }
    }

    private async Task<List<Item>> Create(int from, int count)
    {
        var items = Enumerable.Range(from, count).Select(i => new Item($"item-{i}", "acme", $"p{i % 12}")).ToList();
        foreach (var item in items)
        {
            await cosmos.Core.CreateItemAsync(item, CosmosFixture.KeyOf(item));
        }

        return items;
    }

    private async Task Seen(List<Item> items)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (items.Except(seen).Any())
        {
            seen.Add(await read.Reader.ReadAsync(patience.Token));
        }
    }
}
