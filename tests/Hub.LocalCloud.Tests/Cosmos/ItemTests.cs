using System.Net;
using Microsoft.Azure.Cosmos;

namespace Hub.LocalCloud.Tests.Cosmos;

public sealed class ItemTests(CosmosFixture cosmos) : IClassFixture<CosmosFixture>
{
    private readonly Item item = new($"{Guid.NewGuid():N}", "acme", "tickets", Fields: new Fields("open", 1));

    [Fact]
    public async Task An_item_created_is_read_back_with_the_same_etag_and_a_charge()
    {
        var created = await cosmos.Core.CreateItemAsync(item, CosmosFixture.KeyOf(item));
        var read = await cosmos.Core.ReadItemAsync<Item>(item.Id, CosmosFixture.KeyOf(item));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(item, read.Resource);
        Assert.Equal(created.ETag, read.ETag);
        Assert.True(created.RequestCharge > 5);
        Assert.Equal(1, read.RequestCharge);
    }
}
