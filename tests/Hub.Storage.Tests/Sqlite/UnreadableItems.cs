using Hub.Delivery.SettingAside;
using Hub.Domain.Events;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Tests.Conformance;
using Hub.Storage.Tests.Cosmos;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>One item that nobody can read never stops what is behind it.</summary>
public sealed class UnreadableItems : IAsyncDisposable
{
    private readonly SqliteEngine engine = SqliteEngine.Create();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task The_relay_passes_over_an_event_that_cannot_be_read_and_lists_it()
    {
        var events = Enumerable.Range(0, 5).Select(_ => Thing.Happened()).ToArray();
        await Commit(events);
        await Break("events", $"x'{events[2].Id:N}'");
        await engine.Restart();

        var handed = await Relay(4);

        Assert.Equal(events.Where(one => one != events[2]).Select(one => one.Id), handed);
        var item = Assert.Single((await SetAside()).Items).Value;
        Assert.Equal((SetAsideSorts.Event, $"{events[2].Id}"), (item.Sort, item.Place));
        Assert.False(engine.Feeding.IsStuck);
    }

    [Fact]
    public async Task Events_that_cannot_be_read_are_passed_over_even_when_there_is_nothing_else()
    {
        var events = Enumerable.Range(0, 3).Select(_ => Thing.Happened()).ToArray();
        await Commit(events);
        foreach (var one in events)
            await Break("events", $"x'{one.Id:N}'");
        await engine.Restart();
        var relaying = Relay(1);

        var later = Thing.Happened();
        await Commit(later);

        Assert.Equal([later.Id], await relaying);
        Assert.Equal(3, (await SetAside()).Items.Count);
    }

    [Fact]
    public async Task A_replay_and_the_log_pass_over_an_event_that_cannot_be_read()
    {
        var events = Enumerable.Range(0, 3).Select(_ => Thing.Happened()).ToArray();
        await Commit(events);
        await Break("events", $"x'{events[1].Id:N}'");

        var found = new List<Guid>();
        await foreach (var happened in engine.Log.Since(Thing.Acme, DateTimeOffset.UnixEpoch, default))
            found.Add(happened.Id);

        Assert.Equal([events[0].Id, events[2].Id], found);
        Assert.Null(await engine.Log.Get(EventReference.Of(events[1]), default));
    }

    [Fact]
    public async Task Lists_leave_out_a_document_that_cannot_be_read_and_go_on_behind_it()
    {
        for (var number = 0; number < 12; number++)
            await engine.Store.Commit(Thing.Change(Thing.Put($"t{number:00}", new Thing())), default);
        for (var number = 0; number < 6; number++)
            await engine.File.Writer.Run(
                new InjectedWork(connection =>
                    connection.Run($"UPDATE d_{Thing.Document.Name} SET body=x'7b' WHERE id='t{number:00}'")
                )
            );

        var first = await engine.Store.Query(Thing.Document, Thing.Acme, new Query { Limit = 3 }, default);
        var all = new List<string>();
        await foreach (var stored in engine.Store.All(Thing.Document, Thing.Acme, new Query(), default))
            all.Add(stored.Id);

        Assert.Equal(["t06", "t07", "t08"], first.Items.Select(one => one.Id));
        Assert.NotNull(first.Next);
        Assert.Equal(Enumerable.Range(6, 6).Select(number => $"t{number:00}"), all);
    }

    private Task<bool> Break(string table, string id) =>
        engine.File.Writer.Run(
            new InjectedWork(connection => connection.Run($"UPDATE {table} SET body=x'7b22' WHERE id={id}"))
        );

    private async Task Commit(params HubEvent[] events) =>
        Assert.IsType<CommitResult.Done>(
            await engine.Store.Commit(
                Thing.Change(Thing.Put($"{Guid.NewGuid()}", new Thing())) with
                {
                    Events = events,
                },
                default
            )
        );

    private Task<Domain.Documents.Page<SetAsideItem>> SetAside() =>
        engine.Store.Query(SetAsideItem.Document, Thing.Acme, new Query(), default);

    private async Task<IReadOnlyList<Guid>> Relay(int many)
    {
        using var stop = new CancellationTokenSource(LocalCosmos.WaitLimit);
        var handed = new List<Guid>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            engine.Feed.Run(
                async (batch, _) =>
                {
                    handed.AddRange(batch.Select(one => one.Event.Id));
                    if (handed.Count >= many)
                        await stop.CancelAsync();
                },
                stop.Token
            )
        );
        return handed;
    }
}
