namespace Hub.Storage.Tests.Cosmos;

/// <summary>Hubs that stop hand back what is left of their numbers, where no other hub has gone on from there.</summary>
public sealed class CounterTests : IAsyncLifetime
{
    private LocalCosmos cosmos = null!;

    public async ValueTask InitializeAsync() => cosmos = await LocalCosmos.Start();

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task Only_the_last_block_of_a_counter_is_handed_back()
    {
        var (first, second, third) = (cosmos.NewHub(), cosmos.NewHub(), cosmos.NewHub());
        Assert.Equal(1, await Next(first));
        Assert.Equal(65, await Next(second));

        await ((IAsyncDisposable)first.Store).DisposeAsync();
        Assert.Equal(66, await Next(second));
        await ((IAsyncDisposable)second.Store).DisposeAsync();

        Assert.Equal(67, await Next(third));
    }

    [Fact]
    public async Task Hubs_that_come_and_go_never_give_a_number_twice()
    {
        var numbers = new List<long>();
        for (var round = 0; round < 10; round++)
        {
            var hubs = Enumerable.Range(0, 3).Select(_ => cosmos.NewHub()).ToList();
            numbers.AddRange(
                await Task.WhenAll(hubs.SelectMany(hub => Enumerable.Range(0, 7).Select(_ => Next(hub).AsTask())))
            );
            await Task.WhenAll(hubs.Select(hub => ((IAsyncDisposable)hub.Store).DisposeAsync().AsTask()));
        }

        Assert.Distinct(numbers);
    }

    private static ValueTask<long> Next(CosmosHub hub) => hub.Store.NextId(Thing.Acme, "ticket", default);
}
