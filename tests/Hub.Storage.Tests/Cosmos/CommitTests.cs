using Hub.Domain.Documents;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Cosmos;

public sealed class CommitTests : IAsyncLifetime
{
    private LocalCosmos cosmos = null!;

    private IStore Store => cosmos.Store;

    public async ValueTask InitializeAsync() => cosmos = await LocalCosmos.Start();

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task What_is_written_is_read_with_its_version()
    {
        var thing = new Thing
        {
            Name = "n/\\?#~ \u00fc\ud83d\ude00",
            Tags = ["a"],
            Value = 1.5,
        };

        var version = await Put("i/d\\?# \ud83d\ude00", thing);

        var read = await Get("i/d\\?# \ud83d\ude00");
        Assert.Equal(thing.Name, read!.Value.Name);
        Assert.Equal(version, read.Version);
        Assert.DoesNotContain('"', version.Value);
    }

    [Fact]
    public async Task A_document_that_is_there_already_is_refused()
    {
        await Put("a", new Thing { Name = "first" });

        var result = await Commit(Thing.Put("a", new Thing { Name = "second" }), Thing.Put("b", new Thing()));

        Assert.Equal(new CommitResult.Exists("thing", "a"), result);
        Assert.Null(await Get("b"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("line\r\nfeed \u00fc\"")]
    [InlineData("")]
    public async Task A_version_that_is_none_is_stale(string version)
    {
        await Put("a", new Thing());

        var expected = Expected.At(new DocumentVersion(version));

        Assert.IsType<CommitResult.Stale>(await Commit(Thing.Put("a", new Thing(), expected)));
        Assert.IsType<CommitResult.Stale>(await Commit(Thing.Put("none", new Thing(), expected)));
        Assert.IsType<CommitResult.Stale>(await Commit(Thing.Delete("a", expected)));
    }

    [Fact]
    public async Task A_change_makes_the_version_before_it_stale()
    {
        var first = await Put("a", new Thing { Order = 1 });
        var second = await Put("a", new Thing { Order = 2 }, Expected.At(first));

        Assert.IsType<CommitResult.Stale>(await Commit(Thing.Put("a", new Thing(), Expected.At(first))));
        Assert.IsType<CommitResult.Done>(await Commit(Thing.Delete("a", Expected.At(second))));
        Assert.Null(await Get("a"));
    }

    [Fact]
    public async Task A_deletion_of_nothing_is_done_and_one_that_expects_nothing_is_refused()
    {
        Assert.IsType<CommitResult.Done>(await Commit(Thing.Delete("none")));
        await Put("a", new Thing());

        Assert.IsType<CommitResult.Exists>(await Commit(Thing.Delete("a", Expected.Absent)));
        Assert.NotNull(await Get("a"));
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_the_service_does()
    {
        var body = await Commit(Thing.Put("a", new Thing { Tags = [new string('x', 1_950_000)] }));
        var indexed = await Commit(Thing.Put("a", new Thing { Left = new string('x', 1_000_000) }));
        var parts = await Store.Commit(
            Thing.Change(Thing.Put("a", new Thing())) with
            {
                Events = [.. Enumerable.Range(0, 120).Select(_ => Thing.Happened())],
            },
            default
        );

        Assert.Contains("bytes", Assert.IsType<CommitResult.TooLarge>(body).Message, StringComparison.Ordinal);
        Assert.IsType<CommitResult.TooLarge>(indexed);
        Assert.Contains("parts", Assert.IsType<CommitResult.TooLarge>(parts).Message, StringComparison.Ordinal);
        Assert.Null(await Get("a"));
    }

    [Fact]
    public async Task The_same_event_of_two_commits_is_a_mistake()
    {
        var commit = Thing.Change(Thing.Put("a", new Thing(), Expected.Anything)) with { Events = [Thing.Happened()] };
        await Store.Commit(commit, default);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Commit(commit, default));
    }

    private Task<CommitResult> Commit(params Change[] changes) => Store.Commit(Thing.Change(changes), default);

    private async Task<DocumentVersion> Put(string id, Thing thing, Expected? expected = null) =>
        Assert.IsType<CommitResult.Done>(await Commit(Thing.Put(id, thing, expected))).Versions[0];

    private ValueTask<Stored<Thing>?> Get(string id) =>
        Store.Get(Thing.Document, Thing.Acme, Thing.Partition, id, default);
}
