using System.Net;
using Microsoft.Azure.Cosmos;

namespace Hub.LocalCloud.Tests.Cosmos;

public sealed class TimeToLiveTests : IAsyncLifetime
{
    private readonly CosmosFixture cosmos = new();
    private readonly Item mortal = new("mortal", "acme", "events", TimeToLive: 60);
    private readonly Item immortal = new("immortal", "acme", "events");

    public ValueTask InitializeAsync() => cosmos.InitializeAsync();

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task An_item_leaves_when_its_own_time_is_up_and_its_id_is_free_again()
    {
        await cosmos.Core.CreateItemAsync(mortal, CosmosFixture.KeyOf(mortal));
        await cosmos.Core.CreateItemAsync(immortal, CosmosFixture.KeyOf(immortal));

        cosmos.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(2, await Count());
        cosmos.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await Count());
        using var read = await cosmos.Core.ReadItemStreamAsync(mortal.Id, CosmosFixture.KeyOf(mortal));
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        await cosmos.Core.CreateItemAsync(mortal, CosmosFixture.KeyOf(mortal));
        Assert.Equal(2, await Count());
    }

    [Fact]
    public async Task A_write_starts_the_time_again()
    {
        await cosmos.Core.CreateItemAsync(mortal, CosmosFixture.KeyOf(mortal));
        cosmos.Clock.Advance(TimeSpan.FromSeconds(59));
        await cosmos.Core.ReplaceItemAsync(mortal, mortal.Id, CosmosFixture.KeyOf(mortal));
        cosmos.Clock.Advance(TimeSpan.FromSeconds(59));

        Assert.Equal(1, await Count());
    }

    [Fact]
    public async Task The_time_of_the_container_holds_for_items_without_their_own()
    {
        var delivery = new
        {
            id = "d",
            organizationId = "acme",
            subscriptionId = "s",
        };
        await cosmos.Deliveries.CreateItemAsync(delivery, CosmosFixture.Key("acme", "s"));
        cosmos.Clock.Advance(TimeSpan.FromHours(1));

        using var read = await cosmos.Deliveries.ReadItemStreamAsync("d", CosmosFixture.Key("acme", "s"));
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
    }

    [Fact]
    public async Task What_has_expired_is_not_in_the_change_feed()
    {
        await cosmos.Core.CreateItemAsync(mortal, CosmosFixture.KeyOf(mortal));
        cosmos.Clock.Advance(TimeSpan.FromMinutes(1));

        using var feed = cosmos.Core.GetChangeFeedIterator<Item>(
            ChangeFeedStartFrom.Beginning(),
            ChangeFeedMode.Incremental
        );
        Assert.Equal(HttpStatusCode.NotModified, (await feed.ReadNextAsync()).StatusCode);
    }

    private async Task<int> Count()
    {
        using var pages = cosmos.Core.GetItemQueryIterator<int>("SELECT VALUE COUNT(1) FROM c");
        return (await pages.ReadNextAsync()).Single();
    }
}
