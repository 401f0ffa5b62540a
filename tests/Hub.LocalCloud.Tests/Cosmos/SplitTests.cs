using Microsoft.Azure.Cosmos;

namespace Hub.LocalCloud.Tests.Cosmos;

public sealed class SplitTests : IAsyncLifetime
{
    private readonly CosmosFixture cosmos = new();
    private readonly List<Item> items = [.. Enumerable.Range(0, 60).Select(Make)];

    public async ValueTask InitializeAsync()
    {
        await cosmos.InitializeAsync();
        foreach (var item in items)
        {
            await cosmos.Core.CreateItemAsync(item, CosmosFixture.KeyOf(item));
        }
    }

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Theory]
    [InlineData("SELECT * FROM c")]
    [InlineData("SELECT * FROM c ORDER BY c.f.updated DESC")]
    [InlineData("SELECT * FROM c WHERE c.organizationId = 'acme' ORDER BY c.type, c.f.updated DESC")]
    public async Task A_query_under_way_goes_on_through_a_split(string text)
    {
        using var pages = cosmos.Core.GetItemQueryIterator<Item>(
            text,
            requestOptions: new QueryRequestOptions { MaxItemCount = 5 }
        );
        var found = (await pages.ReadNextAsync()).ToList();
        SplitAll();
        var gone = false;
        while (pages.HasMoreResults)
        {
            var page = await pages.ReadNextAsync();
            found.AddRange(page);
            gone |= page.Diagnostics.ToString().Contains("1002", StringComparison.Ordinal);
        }

        Assert.True(gone, "No partition was found to be gone.");
        var expected = items
            .Where(item => !text.Contains("'acme'", StringComparison.Ordinal) || item.Organization == "acme")
            .ToList();
        Assert.Equal(expected.Select(item => item.Id).Order(), found.Select(item => item.Id).Order());
        if (text.Contains("ORDER BY", StringComparison.Ordinal))
        {
            Assert.Equal(found.OrderByDescending(item => item.Fields!.Updated), found);
        }
    }

    /// <summary>
    /// The partition key of the request options is not enough: version 3.64 forgets it for the partitions that come from
    /// a split while a query is under way, and gives what other organizations have there.
    /// </summary>
    [Theory]
    [InlineData("SELECT * FROM c WHERE c.organizationId = @organization")]
    [InlineData("SELECT * FROM c WHERE c.organizationId = @organization ORDER BY c.f.updated DESC")]
    public async Task A_prefix_query_through_a_split_stays_in_its_organization_by_its_filter(string text)
    {
        using var pages = cosmos.Core.GetItemQueryIterator<Item>(
            new QueryDefinition(text).WithParameter("@organization", "acme"),
            requestOptions: new QueryRequestOptions { MaxItemCount = 3, PartitionKey = CosmosFixture.Prefix("acme") }
        );
        var found = (await pages.ReadNextAsync()).ToList();
        while (pages.HasMoreResults)
        {
            if (cosmos.Host.Partitions("hub", "core").Count < 24)
            {
                SplitAll();
            }

            found.AddRange(await pages.ReadNextAsync());
        }

        var expected = items.Where(item => item.Organization == "acme").Select(item => item.Id);
        Assert.Equal(expected.Order(), found.Select(item => item.Id).Order());
    }

    [Fact]
    public async Task Items_and_counts_are_the_same_after_many_splits()
    {
        SplitAll();
        SplitAll();

        Assert.Equal(12, cosmos.Host.Partitions("hub", "core").Count);
        var read = await cosmos.Core.ReadItemAsync<Item>(items[0].Id, CosmosFixture.KeyOf(items[0]));
        Assert.Equal(items[0], read.Resource);
        using var pages = cosmos.Core.GetItemQueryIterator<int>("SELECT VALUE COUNT(1) FROM c");
        Assert.Equal(items.Count, (await pages.ReadNextAsync()).Single());
    }

    [Fact]
    public async Task Bulk_operations_go_on_through_a_split()
    {
        using var client = cosmos.Connect(options => options.AllowBulkExecution = true);
        var core = client.GetContainer("hub", "core");
        await core.UpsertItemAsync(items[0], CosmosFixture.KeyOf(items[0]));
        SplitAll();

        await Task.WhenAll(items.Select(item => core.UpsertItemAsync(item, CosmosFixture.KeyOf(item))));
    }

    private void SplitAll()
    {
        foreach (var partition in cosmos.Host.Partitions("hub", "core"))
        {
            cosmos.Host.Split("hub", "core", partition);
        }
    }

    private static Item Make(int i) =>
        new($"item-{i}", i % 2 == 0 ? "acme" : "umbrella", $"p{i % 10}", Fields: new Fields(Updated: i));
}
