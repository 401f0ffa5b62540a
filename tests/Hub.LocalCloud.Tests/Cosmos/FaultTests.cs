using System.Net;
using Hub.LocalCloud.Cosmos;
using Hub.LocalCloud.Cosmos.Faults;
using Microsoft.Azure.Cosmos;

namespace Hub.LocalCloud.Tests.Cosmos;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly CosmosFixture cosmos = new();
    private readonly Item item = new("item", "acme", "tickets");

    private PartitionKey Key => CosmosFixture.KeyOf(item);

    public ValueTask InitializeAsync() => cosmos.InitializeAsync();

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task Throttling_is_ridden_out_by_the_client()
    {
        cosmos.Host.Faults.Next(3, Fault.Throttled(TimeSpan.FromMilliseconds(5)), CosmosOperation.Create);

        var created = await cosmos.Core.CreateItemAsync(item, Key);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(3, cosmos.Host.Faults.Struck);
    }

    [Fact]
    public async Task A_concurrent_write_is_ridden_out_by_the_client()
    {
        cosmos.Host.Faults.Next(2, Fault.RetryWith, CosmosOperation.Upsert);

        await cosmos.Core.UpsertItemAsync(item, Key);

        Assert.Equal(2, cosmos.Host.Faults.Struck);
    }

    [Fact]
    public async Task An_unavailable_service_reaches_the_caller_once()
    {
        cosmos.Host.Faults.Next(1, Fault.Unavailable(), CosmosOperation.Create, "core");

        var refused = await Assert.ThrowsAsync<CosmosException>(() => cosmos.Core.CreateItemAsync(item, Key));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await cosmos.Core.CreateItemAsync(item, Key);
    }

    [Theory]
    [InlineData(FaultMoment.Before, HttpStatusCode.NotFound)]
    [InlineData(FaultMoment.After, HttpStatusCode.OK)]
    public async Task A_broken_connection_leaves_open_whether_the_write_happened(
        FaultMoment moment,
        HttpStatusCode then
    )
    {
        cosmos.Host.Faults.Next(1, Fault.Aborted(moment), CosmosOperation.Create);

        await Assert.ThrowsAsync<HttpRequestException>(() => cosmos.Core.CreateItemAsync(item, Key));

        using var read = await cosmos.Core.ReadItemStreamAsync(item.Id, Key);
        Assert.Equal(then, read.StatusCode);
    }

    [Fact]
    public async Task A_broken_connection_is_ridden_out_by_a_read()
    {
        await cosmos.Core.CreateItemAsync(item, Key);
        cosmos.Host.Faults.Next(1, Fault.Aborted(FaultMoment.Before), CosmosOperation.Read);

        await cosmos.Core.ReadItemAsync<Item>(item.Id, Key);

        Assert.Equal(1, cosmos.Host.Faults.Struck);
    }

    [Theory]
    [InlineData(FaultMoment.Before, HttpStatusCode.NotFound)]
    [InlineData(FaultMoment.After, HttpStatusCode.OK)]
    public async Task A_silent_service_is_left_when_the_caller_gives_up(FaultMoment moment, HttpStatusCode then)
    {
        cosmos.Host.Faults.Next(1, Fault.Silent(moment), CosmosOperation.Create);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            cosmos.Core.CreateItemAsync(item, Key, cancellationToken: patience.Token)
        );

        using var read = await cosmos.Core.ReadItemStreamAsync(item.Id, Key);
        Assert.Equal(then, read.StatusCode);
    }

    [Fact]
    public async Task A_time_out_after_the_effect_leaves_the_write_done()
    {
        cosmos.Host.Faults.Next(1, Fault.TimedOut(FaultMoment.After), CosmosOperation.Batch);

        using var answer = await cosmos.Core.CreateTransactionalBatch(Key).CreateItem(item).ExecuteAsync();

        Assert.Equal(HttpStatusCode.RequestTimeout, answer.StatusCode);
        await cosmos.Core.ReadItemAsync<Item>(item.Id, Key);
    }

    [Fact]
    public async Task Faults_with_a_probability_strike_some_until_they_are_cleared()
    {
        await cosmos.Core.CreateItemAsync(item, Key);
        cosmos.Host.Faults.Chance(0.5, Fault.Unavailable(), CosmosOperation.Read);
        for (var i = 0; i < 40; i++)
        {
            using var read = await cosmos.Core.ReadItemStreamAsync(item.Id, Key);
        }

        var struck = cosmos.Host.Faults.Struck;
        Assert.InRange(struck, 10, 30);
        cosmos.Host.Faults.Clear();
        await cosmos.Core.ReadItemAsync<Item>(item.Id, Key);
        Assert.Equal(struck, cosmos.Host.Faults.Struck);
    }
}
