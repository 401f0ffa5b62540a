using System.Net;
using Microsoft.Azure.Cosmos;

namespace Hub.LocalCloud.Tests.Cosmos;

public sealed class ChangeFeedTests : IAsyncLifetime
{
    private readonly CosmosFixture cosmos = new();

    public ValueTask InitializeAsync() => cosmos.InitializeAsync();

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task The_feed_gives_every_insert_once_and_in_the_order_of_its_partition()
    {
        var items = await Create(0, 40);

        var (found, _) = await Drain(ChangeFeedStartFrom.Beginning());

        Assert.Equal(items.Select(item => item.Id).Order(), found.Select(item => item.Id).Order());
        foreach (var partition in found.GroupBy(item => item.Partition))
        {
            var expected = items.Where(item => item.Partition == partition.Key).Select(item => item.Id);
            Assert.Equal(expected, partition.Select(item => item.Id));
        }
    }

    [Fact]
    public async Task Updates_of_one_item_collapse_into_the_latest_and_deletes_leave_nothing()
    {
        var items = await Create(0, 3);
        var key = CosmosFixture.KeyOf(items[0]);
        await cosmos.Core.ReplaceItemAsync(items[0] with { Type = "second" }, items[0].Id, key);
        await cosmos.Core.ReplaceItemAsync(items[0] with { Type = "third" }, items[0].Id, key);
        await cosmos.Core.DeleteItemAsync<Item>(items[1].Id, CosmosFixture.KeyOf(items[1]));

        var (found, _) = await Drain(ChangeFeedStartFrom.Beginning());

        Assert.Equal(["third", "ticket"], found.Select(item => item.Type).Order());
    }

    [Fact]
    public async Task The_feed_goes_on_where_it_stopped_also_after_a_split()
    {
        await Create(0, 20);
        var (_, continuation) = await Drain(ChangeFeedStartFrom.Beginning());
        foreach (var partition in cosmos.Host.Partitions("hub", "core"))
        {
            cosmos.Host.Split("hub", "core", partition);
        }

        var later = await Create(20, 20);
        var (found, _) = await Drain(ChangeFeedStartFrom.ContinuationToken(continuation));

        Assert.Equal(later.Select(item => item.Id).Order(), found.Select(item => item.Id).Order());
    }

    [Fact]
    public async Task The_feed_starts_now_or_at_a_time()
    {
        await Create(0, 5);
        using var now = Feed(ChangeFeedStartFrom.Now());
        var nothing = await now.ReadNextAsync();
        Assert.Equal(HttpStatusCode.NotModified, nothing.StatusCode);

        cosmos.Clock.Advance(TimeSpan.FromMinutes(5));
        var since = cosmos.Clock.GetUtcNow().UtcDateTime;
        var later = await Create(5, 5);

        var (fromNow, _) = await Drain(ChangeFeedStartFrom.ContinuationToken(nothing.ContinuationToken));
        var (fromTime, _) = await Drain(ChangeFeedStartFrom.Time(since));
        Assert.Equal(later.Select(item => item.Id).Order(), fromNow.Select(item => item.Id).Order());
        Assert.Equal(later.Select(item => item.Id).Order(), fromTime.Select(item => item.Id).Order());
    }

    [Fact]
    public async Task The_feed_of_one_partition_key_leaves_out_the_others()
    {
        await Create(0, 20);

        var one = FeedRange.FromPartitionKey(CosmosFixture.Key("acme", "p1"));
        var (found, _) = await Drain(ChangeFeedStartFrom.Beginning(one));

        Assert.Equal(5, found.Count);
        Assert.All(found, item => Assert.Equal("p1", item.Partition));
    }

    [Fact]
    public async Task A_batch_is_never_parted_into_two_pages()
    {
        var key = CosmosFixture.Key("acme", "p0");
        var batch = cosmos.Core.CreateTransactionalBatch(key);
        for (var i = 0; i < 8; i++)
        {
            batch.CreateItem(new Item($"batch-{i}", "acme", "p0"));
        }

        using var answer = await batch.ExecuteAsync();
        using var feed = cosmos.Core.GetChangeFeedIterator<Item>(
            ChangeFeedStartFrom.Beginning(FeedRange.FromPartitionKey(key)),
            ChangeFeedMode.Incremental,
            new ChangeFeedRequestOptions { PageSizeHint = 3 }
        );

        Assert.Equal(8, (await feed.ReadNextAsync()).Count);
    }

    private async Task<List<Item>> Create(int from, int count)
    {
        var items = Enumerable.Range(from, count).Select(i => new Item($"item-{i}", "acme", $"p{i % 4}")).ToList();
        foreach (var item in items)
        {
            await cosmos.Core.CreateItemAsync(item, CosmosFixture.KeyOf(item));
        }

        return items;
    }

    private FeedIterator<Item> Feed(ChangeFeedStartFrom start) =>
        cosmos.Core.GetChangeFeedIterator<Item>(
            start,
            ChangeFeedMode.Incremental,
            new ChangeFeedRequestOptions { PageSizeHint = 3 }
        );

    private async Task<(List<Item> Items, string Continuation)> Drain(ChangeFeedStartFrom start)
    {
        var items = new List<Item>();
        using var feed = Feed(start);
        while (true)
        {
            var page = await feed.ReadNextAsync();
            if (page.StatusCode == HttpStatusCode.NotModified)
            {
                return (items, page.ContinuationToken);
            }

            items.AddRange(page);
        }
    }
}
