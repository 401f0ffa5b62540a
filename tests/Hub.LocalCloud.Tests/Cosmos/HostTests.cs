using System.Net;
using Hub.LocalCloud.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Hub.LocalCloud.Tests.Cosmos;

public sealed class HostTests(CosmosFixture cosmos) : IClassFixture<CosmosFixture>
{
    [Fact]
    public async Task A_container_keeps_its_definition()
    {
        var core = (await cosmos.Core.ReadContainerAsync()).Resource;

        Assert.Equal(["/organizationId", "/partition"], core.PartitionKeyPaths);
        Assert.Equal(-1, core.DefaultTimeToLive);
        Assert.Equal("/f/updated", core.IndexingPolicy.CompositeIndexes.Single()[1].Path);
        Assert.Equal(3, (await cosmos.Core.GetFeedRangesAsync()).Count);
    }

    [Fact]
    public async Task A_database_and_a_container_are_created_once()
    {
        var database = cosmos.Client.GetDatabase("hub");
        var again = await database.CreateContainerIfNotExistsAsync("leases", "/id");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        var refused = await Assert.ThrowsAsync<CosmosException>(() => database.CreateContainerAsync("leases", "/id"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await Assert.ThrowsAsync<CosmosException>(() =>
            cosmos.Client.GetContainer("hub", "nowhere").ReadContainerAsync()
        );
    }

    [Fact]
    public async Task Another_key_is_refused()
    {
        var key = Convert.ToBase64String(new byte[64]);
        using var client = new CosmosClient(
            cosmos.Host.Endpoint.ToString(),
            key,
            new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true }
        );

        var refused = await Assert.ThrowsAsync<CosmosException>(() => client.GetDatabase("hub").ReadAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Two_hosts_share_nothing()
    {
        await using var other = await CosmosHost.Start();
        using var client = new CosmosClient(
            other.ConnectionString,
            new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true }
        );

        Assert.Equal(HttpStatusCode.Created, (await client.CreateDatabaseIfNotExistsAsync("hub")).StatusCode);
    }
}
