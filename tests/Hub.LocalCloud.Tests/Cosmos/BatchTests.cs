using System.Net;
using Microsoft.Azure.Cosmos;

namespace Hub.LocalCloud.Tests.Cosmos;

public sealed class BatchTests(CosmosFixture cosmos) : IClassFixture<CosmosFixture>
{
    private const HttpStatusCode FailedDependency = (HttpStatusCode)424;

    private readonly string partition = $"{Guid.NewGuid():N}";

    private PartitionKey Key => CosmosFixture.Key("acme", partition);

    [Fact]
    public async Task A_batch_does_every_kind_of_operation()
    {
        var kept = await cosmos.Core.CreateItemAsync(Item("kept"), Key);
        await cosmos.Core.CreateItemAsync(Item("dropped"), Key);

        using var answer = await cosmos
            .Core.CreateTransactionalBatch(Key)
            .CreateItem(Item("new"))
            .ReplaceItem("kept", Item("kept") with { Type = "changed" }, IfMatch(kept.ETag))
            .UpsertItem(Item("put"))
            .DeleteItem("dropped")
            .ReadItem("kept")
            .ExecuteAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([201, 200, 201, 204, 200], answer.Select(result => (int)result.StatusCode));
        Assert.Equal("changed", answer.GetOperationResultAtIndex<Item>(4).Resource.Type);
        Assert.Equal(answer[1].ETag, (await cosmos.Core.ReadItemAsync<Item>("kept", Key)).ETag);
        Assert.True(answer.RequestCharge > 20);
    }

    [Fact]
    public async Task A_conflict_undoes_the_whole_batch()
    {
        await cosmos.Core.CreateItemAsync(Item("taken"), Key);

        using var answer = await cosmos
            .Core.CreateTransactionalBatch(Key)
            .CreateItem(Item("first"))
            .ReplaceItem("taken", Item("taken") with { Type = "changed" })
            .CreateItem(Item("taken"))
            .CreateItem(Item("last"))
            .ExecuteAsync();

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(
            [FailedDependency, FailedDependency, HttpStatusCode.Conflict, FailedDependency],
            answer.Select(result => result.StatusCode)
        );
        Assert.Equal("ticket", (await cosmos.Core.ReadItemAsync<Item>("taken", Key)).Resource.Type);
        using var first = await cosmos.Core.ReadItemStreamAsync("first", Key);
        Assert.Equal(HttpStatusCode.NotFound, first.StatusCode);
    }

    [Fact]
    public async Task A_stale_etag_undoes_the_whole_batch()
    {
        var stale = await cosmos.Core.CreateItemAsync(Item("counted"), Key);
        await cosmos.Core.ReplaceItemAsync(Item("counted"), "counted", Key);

        using var answer = await cosmos
            .Core.CreateTransactionalBatch(Key)
            .CreateItem(Item("event"))
            .ReplaceItem("counted", Item("counted"), IfMatch(stale.ETag))
            .ExecuteAsync();

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Equal([FailedDependency, HttpStatusCode.PreconditionFailed], answer.Select(result => result.StatusCode));
    }

    [Fact]
    public async Task A_batch_has_at_most_100_operations()
    {
        Assert.Equal(HttpStatusCode.OK, await Create(100));
        Assert.Equal(HttpStatusCode.BadRequest, await Create(101));

        async Task<HttpStatusCode> Create(int count)
        {
            var batch = cosmos.Core.CreateTransactionalBatch(Key);
            for (var i = 0; i < count; i++)
            {
                batch.CreateItem(Item($"{count}-{i}"));
            }

            using var answer = await batch.ExecuteAsync();
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_batch_has_at_most_two_megabytes()
    {
        var large = new Fields(new string('x', 1100 * 1024));

        using var answer = await cosmos
            .Core.CreateTransactionalBatch(Key)
            .CreateItem(Item("one") with { Fields = large })
            .CreateItem(Item("two") with { Fields = large })
            .ExecuteAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Bulk_mode_spreads_operations_that_succeed_and_fail_by_themselves()
    {
        using var client = cosmos.Connect(options => options.AllowBulkExecution = true);
        var core = client.GetContainer("hub", "core");
        var items = Enumerable
            .Range(0, 200)
            .Select(i => Item($"bulk-{i}") with { Partition = $"{partition}-{i % 20}" })
            .ToList();
        await cosmos.Core.CreateItemAsync(items[7], CosmosFixture.KeyOf(items[7]));

        var created = items.Select(item => core.CreateItemAsync(item, CosmosFixture.KeyOf(item))).ToList();
        await Task.WhenAll(created.Where((_, i) => i != 7));

        var refused = await Assert.ThrowsAsync<CosmosException>(() => created[7]);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    private static TransactionalBatchItemRequestOptions IfMatch(string etag) => new() { IfMatchEtag = etag };

    private Item Item(string id) => new(id, "acme", partition);
}
