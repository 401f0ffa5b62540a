using System.Collections.Concurrent;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Tests.Conformance;
using Actor = Hub.Domain.Events.Actor;
using HubEvent = Hub.Domain.Events.HubEvent;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>A hub that dies while it is busy has what it acknowledged, whole.</summary>
public sealed class DyingUnderLoad : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SqliteEngine engine = SqliteEngine.Create();
    private readonly OrganizationId organization = new(Guid.NewGuid());
    private readonly ConcurrentQueue<(string Id, HubEvent Event)> acknowledged = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Everything_acknowledged_is_there_and_nothing_by_half()
    {
        using var stop = new CancellationTokenSource();
        var dying = engine.Store;
        var load = Enumerable.Range(0, 8).Select(n => Task.Run(() => Load(dying, n, stop.Token))).ToArray();
        await Eventually.Holds(() => Task.FromResult(acknowledged.Count > 1_000));

        var promised = acknowledged.ToArray();
        await engine.Crash();
        await stop.CancelAsync();
        await Task.WhenAll(load);

        var found = (await Documents()).ToHashSet();
        Assert.Superset(promised.Select(one => one.Id).ToHashSet(), found);
        foreach (var (_, happened) in promised)
            Assert.NotNull(await engine.Log.Get(EventReference.Of(happened), Cancel));
        Assert.Equal(found.Count, await Events());
        Assert.Equal(found, await Timers(found.Count));
        Assert.Equal("ok", engine.File.Readers.Read(connection => Ask(connection, "PRAGMA integrity_check")));
    }

    [Fact]
    public async Task Leases_are_void_at_once()
    {
        await engine.Queue.Enqueue(
            [
                .. Enumerable
                    .Range(0, 10)
                    .Select(n => new QueueMessage($"{n}", "lane", engine.Time.GetUtcNow(), default)),
            ],
            Cancel
        );
        Assert.Equal(10, (await engine.Queue.Lease(10, Minute, null, Cancel)).Count);
        await engine.Crash();
        Assert.Equal(10, (await engine.Queue.Lease(10, Minute, null, Cancel)).Count);
        await engine.Restart();
        Assert.Equal(10, (await engine.Queue.Lease(10, Minute, null, Cancel)).Count);
    }

    private async Task Load(IStore store, int worker, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var (id, now) = ($"{worker}-{n}", engine.Time.GetUtcNow());
            var happened = HubEvent.Of(Hub.Domain.Events.Fact.TestPing, organization, "p", Actor.System, now);
            var commit = new Commit(organization, "p")
            {
                Changes =
                [
                    new Put<Sample>(SampleDocuments.Sample, id, new Sample(id) { Tags = [id] }, Expected.Absent),
                ],
                Events = [happened],
                Timers = [new QueueMessage(id, $"lane{worker}", now, default)],
            };
            Assert.IsType<CommitResult.Done>(await store.Commit(commit, Cancel));
            acknowledged.Enqueue((id, happened));
        }
    }

    private async Task<IEnumerable<string>> Documents()
    {
        var query = new Query { Limit = 1_000_000 };
        return (await engine.Store.Query(SampleDocuments.Sample, organization, query, Cancel)).Items.Select(one =>
            one.Id
        );
    }

    private async Task<int> Events()
    {
        var count = 0;
        await foreach (var _ in engine.Log.Since(organization, DateTimeOffset.UnixEpoch, Cancel))
            count++;
        return count;
    }

    private async Task<HashSet<string>> Timers(int many)
    {
        var ids = new HashSet<string>();
        while (ids.Count < many)
            foreach (var leased in await engine.Queue.Lease(100, Minute, null, Cancel))
                Assert.True(ids.Add(leased.Message.Id));
        Assert.Equal(0, (await engine.Queue.Depth(Cancel)).Ready);
        return ids;
    }

    private static string Ask(Hub.Storage.Sqlite.Engine.Connection connection, string question)
    {
        var statement = connection.Prepare(question);
        statement.Step();
        var answer = statement.Text(0);
        statement.Rewind();
        return answer;
    }
}
