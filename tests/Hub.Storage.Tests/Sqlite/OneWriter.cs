using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Tests.Conformance;
using Actor = Hub.Domain.Events.Actor;
using HubEvent = Hub.Domain.Events.HubEvent;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>The writer does its neighbours no harm and outlives whatever goes wrong.</summary>
public sealed class OneWriter : IAsyncDisposable
{
    /// <summary>Milliseconds; a writer that died answers nobody.</summary>
    private const int WaitLimit = 60_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SqliteEngine engine = SqliteEngine.Create();
    private readonly OrganizationId organization = new(Guid.NewGuid());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Writer Writer => engine.File.Writer;

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact(Timeout = WaitLimit)]
    public async Task Work_that_fails_takes_no_neighbour_down()
    {
        await Commit("0");
        Task<CommitResult> before,
            after;
        Task<bool> throws,
            breaks;
        using (new OneBatch(Writer))
        {
            before = Commit("1");
            throws = Writer.Run(new InjectedWork(_ => throw new InvalidDataException("injected")));
            breaks = Writer.Run(new InjectedWork(connection => connection.Run("INSERT INTO nowhere VALUES (1)")));
            after = Commit("2");
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => throws);
        await Assert.ThrowsAsync<StorageException>(() => breaks);
        Assert.IsType<CommitResult.Done>(await before);
        Assert.IsType<CommitResult.Done>(await after);
        Assert.Equal(["0", "1", "2"], await Everything());
    }

    [Fact(Timeout = WaitLimit)]
    public async Task Work_that_fails_leaves_nothing_of_its_own()
    {
        await Commit("0");
        var failing = Writer.Run(
            new InjectedWork(connection =>
            {
                connection.Run("DELETE FROM d_sample");
                throw new InvalidDataException("injected");
            })
        );
        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        Assert.Equal(["0"], await Everything());
    }

    [Fact(Timeout = WaitLimit)]
    public async Task A_listener_that_fails_is_the_committers_to_hear_of_and_nobody_elses()
    {
        var told = new List<string>();
        using var failing = engine.Store.Watch(SampleDocuments.Sample, _ => throw new InvalidDataException("injected"));
        using var listening = engine.Store.Watch(SampleDocuments.Sample, changed => told.Add(changed.Id));
        var timer = new QueueMessage("timer", "timers", engine.Time.GetUtcNow(), default);
        var happened = Happening();

        await Assert.ThrowsAsync<AggregateException>(() => Commit("1", [happened], [timer]));

        Assert.Equal(["1"], told);
        Assert.Equal(["1"], await Everything());
        Assert.Equal("timer", Assert.Single(await engine.Queue.Lease(1, Minute, null, Cancel)).Message.Id);
        Assert.Equal([happened.Id], await Relay(1));
        await engine.Queue.Enqueue([timer with { Id = "2" }], Cancel);
    }

    [Fact(Timeout = WaitLimit)]
    public async Task Events_of_a_batch_that_was_rolled_back_and_repeated_are_relayed_in_order()
    {
        await Commit("0", [Happening()]);
        var events = Enumerable.Range(0, 5).Select(_ => Happening()).ToArray();
        var commits = new List<Task<CommitResult>>();
        using (new OneBatch(Writer))
        {
            for (var n = 0; n < 5; n++)
                commits.Add(Commit($"{n + 1}", [events[n]]));
            Writer.Post(new InjectedWork(_ => throw new InvalidDataException("injected")));
        }
        await Task.WhenAll(commits);

        Assert.Equal(events.Select(one => one.Id), (await Relay(6))[1..]);
    }

    [Fact(Timeout = WaitLimit)]
    public async Task A_message_is_not_handed_out_before_its_commit_is_durable()
    {
        // A lane with something in the table only, so that the lease scans while the batch is under way.
        await engine.Queue.Enqueue([Message("later", Minute)], Cancel);
        engine.Time.Advance(Minute);
        Task<bool> failing;
        Task<IReadOnlyList<LeasedMessage>> lease;
        using (new OneBatch(Writer))
        {
            failing = Writer.Run(
                new InjectedWork(connection =>
                {
                    Hub.Storage.Sqlite.Queue.SqliteQueue.Insert(connection, [Message("phantom", TimeSpan.Zero)]);
                    throw new InvalidDataException("injected");
                })
            );
            lease = engine.Queue.Lease(10, Minute, null, Cancel);
        }
        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        Assert.Equal(["later"], (await lease).Select(one => one.Message.Id));
    }

    [Fact(Timeout = WaitLimit)]
    public async Task A_message_whose_lease_runs_out_while_it_is_being_completed_is_not_leased_again()
    {
        await engine.Queue.Enqueue([Message("1", TimeSpan.Zero)], Cancel);
        var leased = Assert.Single(await engine.Queue.Lease(1, Minute, null, Cancel));
        Task<bool> completed;
        using (new OneBatch(Writer))
        {
            completed = engine.Queue.Complete(leased, Cancel);
            Writer.Post(
                new InjectedWork(_ =>
                {
                    engine.Time.Advance(Minute);
                    Assert.Equal(0, engine.Queue.Depth(Cancel).Result.Leased);
                })
            );
        }

        Assert.True(await completed);
        await engine.Queue.Enqueue([Message("2", TimeSpan.Zero)], Cancel);
        Assert.Equal(["2"], (await engine.Queue.Lease(10, Minute, null, Cancel)).Select(one => one.Message.Id));
    }

    [Fact(Timeout = WaitLimit)]
    public async Task A_writer_that_stops_finishes_what_it_was_given_and_takes_no_more()
    {
        var commits = Enumerable.Range(0, 50).Select(n => Commit($"{n}")).ToArray();
        var writer = Writer;
        await engine.Restart();

        Assert.All(await Task.WhenAll(commits), answer => Assert.IsType<CommitResult.Done>(answer));
        Assert.Equal(50, (await Everything()).Count());
        await Assert.ThrowsAsync<StorageException>(() => writer.Run(new InjectedWork(_ => { })));
    }

    [Fact(Timeout = WaitLimit)]
    public async Task A_reader_that_failed_halfway_is_not_used_again()
    {
        await Commit("1");
        for (var failure = 0; failure < 3; failure++)
            Assert.Throws<InvalidDataException>(() =>
                engine.File.Readers.Read<int>(connection =>
                {
                    connection.Prepare("SELECT id FROM d_sample").Step();
                    throw new InvalidDataException("injected");
                })
            );
        await Commit("2");
        Assert.Equal(["1", "2"], await Everything());
    }

    private QueueMessage Message(string id, TimeSpan dueIn) =>
        new(id, "lane", engine.Time.GetUtcNow() + dueIn, default);

    private HubEvent Happening() =>
        HubEvent.Of(Hub.Domain.Events.Fact.TestPing, organization, "p", Actor.System, engine.Time.GetUtcNow());

    private Task<CommitResult> Commit(string id, HubEvent[]? events = null, QueueMessage[]? timers = null)
    {
        var change = new Put<Sample>(SampleDocuments.Sample, id, new Sample(id), Expected.Absent);
        var commit = new Commit(organization, "p")
        {
            Changes = [change],
            Events = events ?? [],
            Timers = timers ?? [],
        };
        return engine.Store.Commit(commit, Cancel);
    }

    private async Task<IEnumerable<string>> Everything()
    {
        var query = new Hub.Domain.Queries.Query { Limit = 100 };
        var page = await engine.Store.Query(SampleDocuments.Sample, organization, query, Cancel);
        return page.Items.Select(item => item.Id);
    }

    private async Task<List<Guid>> Relay(int many)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var ids = new List<Guid>();
        var run = engine.Feed.Run(
            (batch, _) =>
            {
                ids.AddRange(batch.Select(one => one.Event.Id));
                return ids.Count < many ? Task.CompletedTask : stop.CancelAsync();
            },
            stop.Token
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        return ids;
    }
}
