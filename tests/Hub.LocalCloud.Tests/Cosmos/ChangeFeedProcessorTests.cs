using System.Collections.Concurrent;
using Microsoft.Azure.Cosmos;

namespace Hub.LocalCloud.Tests.Cosmos;

public sealed class ChangeFeedProcessorTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CosmosFixture cosmos = new();

    public ValueTask InitializeAsync() => cosmos.InitializeAsync();

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task Two_instances_share_the_ranges_and_miss_nothing()
    {
        var first = new Reader();
        var second = new Reader();
        var one = await Start("one", first);
        var two = await Start("two", second);
        await first.Acquired.WaitAsync(Patience);
        await second.Acquired.WaitAsync(Patience);

        var both = new[] { first, second };
        await Until(both, await Create(0, 60));

        await one.StopAsync();
        await Until(both, await Create(60, 60));
        await two.StopAsync();
    }

    [Fact]
    public async Task An_instance_goes_on_through_a_split_and_keeps_the_order_of_a_partition()
    {
        var reader = new Reader();
        var processor = await Start("one", reader);
        var items = await Create(0, 40);
        await Until([reader], items);

        foreach (var partition in cosmos.Host.Partitions("hub", "core"))
        {
            cosmos.Host.Split("hub", "core", partition);
        }

        items.AddRange(await Create(40, 40));
        await Until([reader], items);
        await processor.StopAsync();

        foreach (var partition in reader.Read.Distinct().GroupBy(item => item.Partition))
        {
            var expected = items.Where(item => item.Partition == partition.Key).Select(item => item.Id);
            Assert.Equal(expected, partition.Select(item => item.Id));
        }
    }

    private async Task<ChangeFeedProcessor> Start(string instance, Reader reader)
    {
        var processor = cosmos
            .Core.GetChangeFeedProcessorBuilder<Item>("relay", reader.Take)
            .WithInstanceName(instance)
            .WithLeaseContainer(cosmos.Leases)
            .WithStartTime(DateTime.MinValue.ToUniversalTime())
            .WithPollInterval(TimeSpan.FromMilliseconds(20))
            .WithLeaseConfiguration(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2))
            .WithLeaseAcquireNotification(reader.Acquire)
            .Build();
        await processor.StartAsync();
        return processor;
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

    private static async Task Until(Reader[] readers, List<Item> items)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!items.TrueForAll(item => readers.Any(reader => reader.Read.Contains(item))))
        {
            await await Task.WhenAny(readers.Select(reader => reader.Next(patience.Token)));
        }
    }

    /// <summary>Takes down what an instance reads, and wakes whoever waits for more.</summary>
    private sealed class Reader
    {
        private readonly SemaphoreSlim more = new(0);
        private readonly TaskCompletionSource acquired = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<Item> Read { get; } = new();

        public Task Acquired => acquired.Task;

        public Task Next(CancellationToken cancellation) => more.WaitAsync(cancellation);

        public Task Acquire(string lease)
        {
            acquired.TrySetResult();
            return Task.CompletedTask;
        }

        public Task Take(ChangeFeedProcessorContext context, IReadOnlyCollection<Item> changes, CancellationToken cancellation)
        {
            foreach (var change in changes)
            {
                Read.Enqueue(change);
            }

            more.Release();
            return Task.CompletedTask;
        }
    }
}
