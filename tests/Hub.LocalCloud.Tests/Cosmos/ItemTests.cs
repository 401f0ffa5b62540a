using System.Net;
using Microsoft.Azure.Cosmos;

namespace Hub.LocalCloud.Tests.Cosmos;

public sealed class ItemTests(CosmosFixture cosmos) : IClassFixture<CosmosFixture>
{
    private readonly Item item = new($"{Guid.NewGuid():N}", "acme", "tickets", Fields: new Fields("open", 1));

    private PartitionKey Key => CosmosFixture.KeyOf(item);

    [Fact]
    public async Task An_item_created_is_read_back_with_the_same_etag_and_a_charge()
    {
        var before = cosmos.Host.RequestUnits.Of(LocalCloud.Cosmos.CosmosOperation.Create);
        var created = await cosmos.Core.CreateItemAsync(item, Key);
        var read = await cosmos.Core.ReadItemAsync<Item>(item.Id, Key);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(item, read.Resource);
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal(1, read.RequestCharge);
        Assert.True(created.RequestCharge > 5);
        Assert.Equal(
            before + created.RequestCharge,
            cosmos.Host.RequestUnits.Of(LocalCloud.Cosmos.CosmosOperation.Create)
        );
    }

    [Fact]
    public async Task An_id_is_taken_once_in_a_partition_and_free_in_another()
    {
        await cosmos.Core.CreateItemAsync(item, Key);
        await Refused(HttpStatusCode.Conflict, () => cosmos.Core.CreateItemAsync(item, Key));

        var elsewhere = item with { Partition = "contacts" };
        await cosmos.Core.CreateItemAsync(elsewhere, CosmosFixture.KeyOf(elsewhere));
    }

    [Fact]
    public async Task A_missing_item_is_404_and_an_unchanged_one_is_304()
    {
        await Refused(HttpStatusCode.NotFound, () => cosmos.Core.ReadItemAsync<Item>(item.Id, Key));
        var created = await cosmos.Core.CreateItemAsync(item, Key);

        using var unchanged = await cosmos.Core.ReadItemStreamAsync(
            item.Id,
            Key,
            new ItemRequestOptions { IfNoneMatchEtag = created.ETag }
        );
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Replacing_and_deleting_with_a_stale_etag_is_412()
    {
        var first = await cosmos.Core.CreateItemAsync(item, Key);
        var second = await cosmos.Core.ReplaceItemAsync(item, item.Id, Key, IfMatch(first.ETag));
        Assert.NotEqual(first.ETag, second.ETag);

        await Refused(HttpStatusCode.PreconditionFailed, () =>
            cosmos.Core.ReplaceItemAsync(item, item.Id, Key, IfMatch(first.ETag))
        );
        await Refused(HttpStatusCode.PreconditionFailed, () =>
            cosmos.Core.UpsertItemAsync(item, Key, IfMatch(first.ETag))
        );
        await Refused(HttpStatusCode.PreconditionFailed, () =>
            cosmos.Core.DeleteItemAsync<Item>(item.Id, Key, IfMatch(first.ETag))
        );
        var deleted = await cosmos.Core.DeleteItemAsync<Item>(item.Id, Key, IfMatch(second.ETag));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Refused(HttpStatusCode.NotFound, () => cosmos.Core.DeleteItemAsync<Item>(item.Id, Key));
    }

    [Fact]
    public async Task Upsert_creates_and_then_replaces()
    {
        var created = await cosmos.Core.UpsertItemAsync(item, Key);
        var replaced = await cosmos.Core.UpsertItemAsync(item with { Type = "other" }, Key);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.Equal("other", (await cosmos.Core.ReadItemAsync<Item>(item.Id, Key)).Resource.Type);
    }

    [Fact]
    public async Task A_write_answers_without_content_where_none_is_wanted()
    {
        var created = await cosmos.Core.CreateItemAsync(
            item,
            Key,
            new ItemRequestOptions { EnableContentResponseOnWrite = false }
        );

        Assert.Null(created.Resource);
        Assert.NotNull(created.ETag);
    }

    [Fact]
    public async Task An_item_over_two_megabytes_is_413()
    {
        var large = item with { Fields = new Fields(new string('x', 2 * 1024 * 1024)) };

        await Refused(HttpStatusCode.RequestEntityTooLarge, () => cosmos.Core.CreateItemAsync(large, Key));
    }

    [Fact]
    public async Task An_item_in_the_wrong_partition_is_400() =>
        await Refused(HttpStatusCode.BadRequest, () =>
            cosmos.Core.CreateItemAsync(item, CosmosFixture.Key("acme", "contacts"))
        );

    [Fact]
    public async Task Many_items_are_read_at_once_over_several_partitions()
    {
        var items = Enumerable
            .Range(0, 20)
            .Select(i => item with { Id = $"{item.Id}-{i}", Partition = $"many-{i % 7}" })
            .ToList();
        foreach (var one in items)
        {
            await cosmos.Core.CreateItemAsync(one, CosmosFixture.KeyOf(one));
        }

        var read = await cosmos.Core.ReadManyItemsAsync<Item>([
            .. items.Select(one => (one.Id, CosmosFixture.KeyOf(one))),
        ]);
        Assert.Equal(items.Select(one => one.Id).Order(), read.Select(one => one.Id).Order());
    }

    private static ItemRequestOptions IfMatch(string etag) => new() { IfMatchEtag = etag };

    private static async Task Refused(HttpStatusCode status, Func<Task> request) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<CosmosException>(request)).StatusCode);
}
