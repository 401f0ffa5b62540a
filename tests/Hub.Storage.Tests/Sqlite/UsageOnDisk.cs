using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Tests.Conformance;
using Actor = Hub.Domain.Events.Actor;
using HubEvent = Hub.Domain.Events.HubEvent;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>The tally is written with what it counts.</summary>
public sealed class UsageOnDisk : IAsyncDisposable
{
    private readonly SqliteEngine engine = SqliteEngine.Create();
    private readonly OrganizationId organization = new(Guid.NewGuid());

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task A_hub_that_dies_leaves_it_exact()
    {
        for (var number = 0; number < 20; number++)
            await Commit($"{number}");
        var before = await Bytes();

        await engine.Crash();

        Assert.Equal(before, await Bytes());
        Assert.Equal(before, await engine.CountBytes(organization));
    }

    [Fact]
    public async Task A_batch_that_fails_counts_nothing_and_its_neighbours_once()
    {
        await Commit("0");
        Task<CommitResult> first;
        Task<bool> failing;
        using (new OneBatch(engine.File.Writer))
        {
            first = Commit("1");
            failing = engine.File.Writer.Run(
                new InjectedWork(_ =>
                {
                    engine.File.Usage.Add(organization.Value, 1_000_000);
                    throw new InvalidDataException("injected");
                })
            );
        }

        await first;
        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        Assert.Equal(await engine.CountBytes(organization), await Bytes());
        Assert.InRange(await Bytes(), 1, 10_000);
    }

    [Fact(Timeout = 60_000)]
    public async Task Events_that_are_forgotten_count_no_longer()
    {
        await Commit("1");
        var other = new OrganizationId(Guid.NewGuid());
        await engine.Store.Commit(new Commit(other, "p") { Events = [Happened(other)] }, default);
        var feed = engine.Feed.Run(static (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);
        engine.Time.Advance(TimeSpan.FromDays(1));
        // Only what the relay has handed over is forgotten, and that it has is written with the next commit.
        for (var gone = 0; gone < 2; )
        {
            Assert.False(feed.IsFaulted);
            await Task.Delay(2, TestContext.Current.CancellationToken);
            await engine.Store.Commit(new Commit(OrganizationId.Hub, "p"), default);
            gone += await engine.Deliveries.Purge(engine.Time.GetUtcNow(), default);
        }

        Assert.Equal(0, await engine.Store.BytesOf(other, default));
        Assert.Equal(await engine.CountBytes(organization), await Bytes());
        Assert.False(feed.IsFaulted);
    }

    [Fact]
    public async Task A_file_from_before_is_counted_when_it_is_opened()
    {
        await Commit("1");
        var before = await Bytes();
        await engine.File.Writer.Run(
            new InjectedWork(static connection =>
            {
                connection.Forget();
                connection.Run("DROP TABLE usage; PRAGMA user_version=2");
            })
        );

        await engine.Restart();

        Assert.Equal(before, await Bytes());
    }

    private Task<CommitResult> Commit(string id) =>
        engine.Store.Commit(
            new Commit(organization, "p")
            {
                Changes =
                [
                    new Put<Sample>(
                        SampleDocuments.Sample,
                        id,
                        new Sample(id) { Padding = new string('x', 500) },
                        Expected.Anything
                    ),
                ],
                Events = [Happened(organization)],
            },
            default
        );

    private HubEvent Happened(OrganizationId owner) =>
        HubEvent.Of(Hub.Domain.Events.Fact.TestPing, owner, "p", Actor.System, engine.Time.GetUtcNow());

    private async Task<long> Bytes() => await engine.Store.BytesOf(organization, default);
}
