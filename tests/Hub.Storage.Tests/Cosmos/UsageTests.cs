using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.LocalCloud.Cosmos;
using Hub.LocalCloud.Cosmos.Faults;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Cosmos.Usage;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>Hubs tally by themselves and bring it together.</summary>
public sealed class UsageTests : IAsyncLifetime
{
    private readonly ManualTime clock = new();
    private LocalCosmos cosmos = null!;

    public async ValueTask InitializeAsync() =>
        cosmos = await LocalCosmos.Start(clock, options => options.RequestSeconds = 2);

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task What_several_hubs_added_each_of_them_knows_after_two_rounds()
    {
        var other = cosmos.NewHub();
        await Put(cosmos.Store, "a", 1_000);
        Assert.Equal(0, await Bytes(other));
        await cosmos.Hub.Usage.Write(default);
        await Put(other.Store, "b", 2_000);
        Assert.InRange(await Bytes(cosmos.Hub), 1_000, 1_500);

        await other.Usage.Write(default);
        await cosmos.Hub.Usage.Write(default);

        var stored = (await new UsageCount(cosmos.Hub.Account).Of(Thing.Acme, default)).Documents;
        Assert.InRange(stored, 3_000, 3_500);
        foreach (var hub in new[] { cosmos.Hub, other, cosmos.NewHub() })
            Assert.Equal(stored, await Bytes(hub));
        await other.Store.Commit(Commit(Thing.Delete("b")), default);
        await other.Usage.Write(default);
        await Bytes(cosmos.Hub);
        await cosmos.Hub.Usage.Write(default);
        Assert.Equal(await Bytes(other), await Bytes(cosmos.Hub));
        Assert.InRange(await Bytes(other), 1_000, 1_500);
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task A_lost_answer_adds_it_once(FaultMoment moment)
    {
        await Put(cosmos.Store, "a", 1_000);
        await cosmos.Hub.Usage.Write(default);
        await Put(cosmos.Store, "b", 1_000);
        cosmos.Host.Faults.Next(2, Fault.Aborted(moment), CosmosOperation.Batch);

        await cosmos.Hub.Usage.Write(default);

        Assert.Equal(2, cosmos.Host.Faults.Struck);
        Assert.Equal(await Bytes(cosmos.Hub), await Bytes(cosmos.NewHub()));
        Assert.InRange(await Bytes(cosmos.Hub), 2_000, 2_500);
    }

    [Fact]
    public async Task Events_count_until_their_time_to_live_is_over()
    {
        await cosmos.Store.Commit(Commit() with { Events = [Thing.Happened()] }, default);
        await cosmos.Hub.Usage.Write(default);
        Assert.InRange(await Bytes(cosmos.Hub), 100, 2_000);

        clock.Advance(TimeSpan.FromDays(CosmosHub.RetentionDays - 1));
        Assert.InRange(await Bytes(cosmos.Hub), 100, 2_000);
        clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(0, await Bytes(cosmos.Hub));
    }

    [Fact]
    public async Task What_was_stored_before_there_was_a_tally_is_counted()
    {
        await Put(cosmos.Store, "a", 1_000);
        await ForgetSize("d:thing:a");
        var hub = cosmos.NewHub();
        Assert.Equal(0, await Bytes(hub));

        await hub.Usage.Write(default);

        Assert.InRange(await Bytes(hub), 1_000, 1_500);
        await hub.Store.Commit(Commit(Thing.Delete("a")), default);
        Assert.Equal(0, await Bytes(hub));
    }

    /// <summary>As a former hub wrote the item.</summary>
    private async Task ForgetSize(string id)
    {
        using var client = cosmos.NewClient();
        var core = client.GetContainer("hub", ContainerLayout.Core);
        var key = Keys.Of(Thing.Acme, Thing.Partition);
        using var read = await core.ReadItemStreamAsync(id, key);
        var item = JsonNode.Parse(read.EnsureSuccessStatusCode().Content)!.AsObject();
        Assert.True(item.Remove("size"));
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(item));
        using var written = await core.ReplaceItemStreamAsync(content, id, key);
        written.EnsureSuccessStatusCode();
    }

    private static Commit Commit(params Change[] changes) => new(Thing.Acme, Thing.Partition) { Changes = changes };

    private static async Task Put(IStore store, string id, int bytes) =>
        Assert.IsType<CommitResult.Done>(
            await store.Commit(Commit(Thing.Put(id, new Thing { Left = new string('x', bytes) })), default)
        );

    private static async Task<long> Bytes(CosmosHub hub) => await hub.Store.BytesOf(Thing.Acme, default);
}
