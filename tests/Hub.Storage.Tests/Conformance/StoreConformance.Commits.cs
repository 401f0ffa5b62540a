using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>This part: a commit is written as a whole or not at all.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_commit_writes_documents_events_and_timers_together()
    {
        var (happened, timer) = (Happening(), Message("timer", "timers"));
        var old = await Write(new Sample("old"));

        var answer = await Commit(
            Of(New(new Sample("1")), New(new Sample("2")), Delete("old", Expected.At(old))) with
            {
                Events = [happened],
                Timers = [timer],
            }
        );

        var versions = Assert.IsType<CommitResult.Done>(answer).Versions;
        Assert.Equal(3, versions.Count);
        Assert.Equal((await Get("1"))!.Version, versions[0]);
        Assert.Equal((await Get("2"))!.Version, versions[1]);
        Assert.Equal(default, versions[2]);
        Assert.Null(await Get("old"));
        Assert.NotNull(await Engine.Log.Get(EventReference.Of(happened), Cancel));
        var leased = Assert.Single(await Engine.Queue.Lease(10, TimeSpan.FromMinutes(1), null, Cancel));
        Assert.Equal((timer.Id, timer.Lane), (leased.Message.Id, leased.Message.Lane));
    }

    public static TheoryData<string> Refusals => ["stale", "missing", "deleted", "exists", "taken", "too large"];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refused_commit_leaves_nothing_behind(string refusal)
    {
        var old = await Write(new Sample("1") { Name = "first", Email = "held@example.org" });
        await Write(new Sample("1") { Name = "second", Email = "held@example.org" });
        var (change, expected) = Refused(refusal, Expected.At(old));
        var happened = Happening();

        var answer = await Commit(
            Of(New(new Sample("new") { Serial = "free" }), change) with
            {
                Events = [happened],
                Timers = [Message("timer", "timers")],
            }
        );

        Assert.IsType(expected.GetType(), answer);
        if (expected is not CommitResult.TooLarge)
            Assert.Equal(expected, answer);
        Assert.Equal(["1"], await Ids(Hub.Domain.Queries.Filter.All));
        Assert.Equal("second", (await Get("1"))!.Value.Name);
        Assert.Null(await Engine.Log.Get(EventReference.Of(happened), Cancel));
        Assert.IsType<CommitResult.Done>(await Commit(New(new Sample("2") { Serial = "free" })));
        await Engine.Queue.Enqueue([Message("sentinel", "timers")], Cancel);
        var leased = await Engine.Queue.Lease(10, TimeSpan.FromMinutes(1), null, Cancel);
        Assert.Equal(["sentinel"], leased.Select(one => one.Message.Id));
    }

    [Fact]
    public async Task Of_commits_that_expect_one_version_exactly_one_is_written()
    {
        var version = await Write(new Sample("1"));

        var answers = await AtOnce(16, n => Commit(Put(new Sample("1") { Rank = n }, Expected.At(version))));

        var winner = Assert.Single(answers.OfType<CommitResult.Done>());
        Assert.Equal(15, answers.OfType<CommitResult.Stale>().Count());
        var stored = (await Get("1"))!;
        Assert.Equal(winner.Versions[0], stored.Version);
        Assert.Same(winner, answers[(int)stored.Value.Rank!]);
    }

    [Fact]
    public async Task Of_commits_that_create_one_document_exactly_one_is_written()
    {
        var answers = await AtOnce(16, n => Commit(New(new Sample("1") { Rank = n })));

        var winner = Assert.Single(answers.OfType<CommitResult.Done>());
        Assert.Equal(15, answers.OfType<CommitResult.Exists>().Count());
        Assert.Same(winner, answers[(int)(await Get("1"))!.Value.Rank!]);
    }

    [Fact]
    public async Task Of_commits_that_take_one_unique_value_exactly_one_is_written()
    {
        var answers = await AtOnce(16, n => Commit(New(new Sample($"{n}") { Email = "one@example.org" })));

        Assert.Single(answers.OfType<CommitResult.Done>());
        Assert.Equal(15, answers.OfType<CommitResult.Taken>().Count());
        Assert.Single(await Ids(Hub.Domain.Queries.Filter.All));
    }

    [Fact]
    public async Task Commits_that_have_nothing_to_do_with_each_other_are_all_written()
    {
        var answers = await AtOnce(64, n => Commit(New(new Sample($"{n}") { Serial = $"{n}" })));

        Assert.All(answers, answer => Assert.IsType<CommitResult.Done>(answer));
        Assert.Equal(64, (await Ids(Hub.Domain.Queries.Filter.All)).Count);
    }

    [Fact]
    public async Task A_commit_may_be_of_events_or_timers_alone()
    {
        var happened = Happening();

        var answer = await Commit(Of() with { Events = [happened], Timers = [Message("timer")] });

        Assert.Empty(Assert.IsType<CommitResult.Done>(answer).Versions);
        Assert.NotNull(await Engine.Log.Get(EventReference.Of(happened), Cancel));
        Assert.Single(await Engine.Queue.Lease(10, TimeSpan.FromMinutes(1), null, Cancel));
    }

    private static (Change Change, CommitResult Answer) Refused(string refusal, Expected old) =>
        refusal switch
        {
            "stale" => (Put(new Sample("1"), old), new CommitResult.Stale("sample", "1")),
            "missing" => (Put(new Sample("none"), old), new CommitResult.Stale("sample", "none")),
            "deleted" => (Delete("none", old), new CommitResult.Stale("sample", "none")),
            "exists" => (New(new Sample("1")), new CommitResult.Exists("sample", "1")),
            "taken" => (New(new Sample("2") { Email = "HELD@example.org" }), new CommitResult.Taken("sample", "email")),
            _ => (New(new Sample("2") { Padding = new string('x', 2_000_000) }), new CommitResult.TooLarge("")),
        };

    private Task<T[]> AtOnce<T>(int many, Func<int, Task<T>> act) =>
        Task.WhenAll(Enumerable.Range(0, many).Select(n => Task.Run(() => act(n), Cancel)));
}
