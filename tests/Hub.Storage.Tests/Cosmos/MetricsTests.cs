using Hub.Domain.Queries;
using Hub.LocalCloud.Cosmos;
using Hub.LocalCloud.Cosmos.Faults;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Cosmos;

public sealed class MetricsTests
{
    [Fact]
    public async Task Every_operation_records_what_the_service_charged()
    {
        using var seen = new SeenMetrics();
        await using var cosmos = await LocalCosmos.Start();
        await using var relay = new Relayed(cosmos.Hub);

        await cosmos.Store.Commit(
            Thing.Change(Thing.Put("a", new Thing())) with
            {
                Events = [Thing.Happened()],
            },
            default
        );
        await cosmos.Store.Get(Thing.Document, Thing.Acme, Thing.Partition, "a", default);
        await cosmos.Store.Query(Thing.Document, Thing.Acme, new Query { Limit = 1, Count = true }, default);
        await relay.HasAny();

        string[] operations = ["commit", "get", "query", "count", "feed"];
        Assert.All(operations, one => Assert.True(seen.Sum($"hub.cosmos.request_charge {one}") > 0, one));
    }

    [Fact]
    public async Task An_operation_that_is_given_up_counts_as_a_failure()
    {
        using var seen = new SeenMetrics();
        await using var cosmos = await LocalCosmos.Start(configure: options => options.Retries = 2);
        await cosmos.Store.Get(Thing.Document, Thing.Acme, Thing.Partition, "a", default);
        var before = seen.Sum("hub.cosmos.failures get");
        cosmos.Host.Faults.Chance(1, Fault.Throttled(TimeSpan.FromMilliseconds(2)), CosmosOperation.Read);

        await Assert.ThrowsAsync<StorageException>(() =>
            cosmos.Store.Get(Thing.Document, Thing.Acme, Thing.Partition, "a", default).AsTask()
        );

        Assert.True(seen.Sum("hub.cosmos.failures get") > before);
    }
}
