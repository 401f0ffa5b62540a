using System.Threading.Channels;
using Hub.LocalCloud.Cosmos;
using Hub.LocalCloud.Cosmos.Faults;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Cosmos;

public sealed class WatchTests : IAsyncLifetime
{
    private readonly Channel<ChangedDocument> told = Channel.CreateUnbounded<ChangedDocument>();
    private LocalCosmos cosmos = null!;

    public async ValueTask InitializeAsync() => cosmos = await LocalCosmos.Start();

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task A_change_of_this_hub_is_told_before_it_is_answered()
    {
        using var watch = Watch(cosmos.Hub);

        await Commit(cosmos.Hub, Thing.Put("a", new Thing()));

        Assert.True(told.Reader.TryRead(out var changed));
        Assert.Equal(new ChangedDocument(Thing.Acme, Thing.Partition, "a"), changed);
    }

    [Fact]
    public async Task What_another_hub_writes_changes_and_deletes_is_told()
    {
        using var watch = Watch(cosmos.NewHub());

        await Commit(cosmos.Hub, Thing.Put("\ud83d\ude00/a", new Thing()));
        await Told("\ud83d\ude00/a");
        await Commit(cosmos.Hub, Thing.Put("\ud83d\ude00/a", new Thing { Order = 1 }, Expected.Anything));
        await Told("\ud83d\ude00/a");
        await Commit(cosmos.Hub, Thing.Delete("\ud83d\ude00/a"));
        await Told("\ud83d\ude00/a");
    }

    [Fact]
    public async Task Every_hub_is_told_through_splits_and_trouble()
    {
        using var watch = Watch(cosmos.NewHub());
        cosmos.Host.Faults.Chance(0.3, Fault.Unavailable(), CosmosOperation.Query);
        for (var i = 0; i < 20; i++)
        {
            if (i % 10 == 5)
                cosmos.SplitAll();
            var commit = Thing.In(Thing.Acme, $"p{i}", Thing.Put($"t{i}", new Thing()));
            await cosmos.Hub.Store.Commit(commit, default);
        }

        var missing = Enumerable.Range(0, 20).Select(i => $"t{i}").ToHashSet();
        using var patience = new CancellationTokenSource(LocalCosmos.WaitLimit);
        while (missing.Count > 0)
            missing.Remove((await told.Reader.ReadAsync(patience.Token)).Id);
    }

    [Fact]
    public async Task Whoever_catches_up_knows_what_another_hub_committed_before()
    {
        // No time passes, so nobody looks unless asked to.
        await using var still = await LocalCosmos.Start(new ManualTime(DateTimeOffset.UtcNow));
        var late = still.NewHub();
        using var watch = Watch(late);
        await Commit(still.Hub, Thing.Put("a", new Thing()));
        Assert.False(told.Reader.TryRead(out _));

        await late.Store.CatchUp(Thing.Document, Thing.Acme, Thing.Partition, default);

        Assert.True(told.Reader.TryRead(out var changed));
        Assert.Equal("a", changed.Id);
    }

    [Fact]
    public async Task Who_does_not_watch_any_more_is_not_told()
    {
        Watch(cosmos.Hub).Dispose();

        await Commit(cosmos.Hub, Thing.Put("a", new Thing()));

        Assert.False(told.Reader.TryRead(out _));
    }

    private IDisposable Watch(CosmosHub hub) =>
        hub.Store.Watch(Thing.Document, changed => told.Writer.TryWrite(changed));

    private static async Task Commit(CosmosHub hub, Change change) =>
        Assert.IsType<CommitResult.Done>(await hub.Store.Commit(Thing.Change(change), default));

    private async Task Told(string id)
    {
        using var patience = new CancellationTokenSource(LocalCosmos.WaitLimit);
        Assert.Equal(id, (await told.Reader.ReadAsync(patience.Token)).Id);
    }
}
