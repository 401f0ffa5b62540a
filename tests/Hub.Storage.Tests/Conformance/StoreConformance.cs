using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>What every store does. This part: documents and their versions.</summary>
public abstract partial class StoreConformance(Func<Task<IEngine>> start) : Conformance(start)
{
    [Fact]
    public async Task A_document_is_read_back_as_it_was_written()
    {
        var sample = new Sample("1")
        {
            Name = "Ärger mit „Anführung“ 'und' \"so\" 🦊",
            Label = "",
            Email = "a@example.org",
            Rank = long.MaxValue,
            Weight = -0.25,
            Done = false,
            At = Time.GetUtcNow(),
            Tags = ["b", "a", "a", ""],
            Parts = [new("x", 1), new(null, null)],
        };

        var version = await Write(sample);

        var stored = await Get("1");
        Assert.NotNull(stored);
        Assert.Equivalent(sample, stored.Value, strict: true);
        Assert.Equal((Partition, "1", version), (stored.Partition, stored.Id, stored.Version));
    }

    [Fact]
    public async Task A_document_that_was_never_written_is_absent() => Assert.Null(await Get("1"));

    [Fact]
    public async Task Every_write_changes_the_version()
    {
        var first = await Write(new Sample("1"));
        var second = Done(await Commit(Put(new Sample("1") { Name = "two" }, Expected.At(first))));
        var third = await Write(new Sample("1") { Name = "two" });

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.Equal(("two", third), ((await Get("1"))!.Value.Name, (await Get("1"))!.Version));
    }

    [Fact]
    public async Task A_deleted_document_is_gone_and_its_version_is_empty()
    {
        var version = await Write(new Sample("1"));

        var answer = Done(await Commit(Delete("1", Expected.At(version))));

        Assert.Equal(default, answer);
        Assert.Null(await Get("1"));
        Assert.Empty(await Ids(Filter.All));
    }

    [Fact]
    public async Task What_may_be_anything_may_be_absent_to_be_deleted() =>
        Assert.IsType<CommitResult.Done>(await Commit(Delete("1", Expected.Anything)));

    [Fact]
    public async Task A_document_made_again_is_not_taken_for_the_deleted_one()
    {
        var old = await Write(new Sample("1"));
        await Commit(Delete("1", Expected.At(old)));
        await Write(new Sample("1"));

        Assert.IsType<CommitResult.Stale>(await Commit(Put(new Sample("1"), Expected.At(old))));
    }

    [Fact]
    public async Task Versions_hold_across_a_restart()
    {
        var version = await Write(new Sample("1"));
        await Engine.Restart();

        Assert.Equal(version, (await Get("1"))!.Version);
        Assert.IsType<CommitResult.Done>(await Commit(Put(new Sample("1"), Expected.At(version))));
        Assert.IsType<CommitResult.Stale>(await Commit(Put(new Sample("1"), Expected.At(version))));
    }

    [Fact]
    public async Task What_was_answered_survives_a_crash()
    {
        var versions = new List<DocumentVersion>();
        for (var id = 0; id < 20; id++)
            versions.Add(await Write(new Sample($"{id}")));

        await Engine.Crash();

        for (var id = 0; id < 20; id++)
            Assert.Equal(versions[id], (await Get($"{id}"))?.Version);
    }

    [Fact]
    public async Task A_document_is_known_by_its_partition_too()
    {
        await Write(new Sample("1") { Name = "here" });
        await Write(new Sample("1") { Name = "there" }, "q");

        Assert.Equal("here", (await Get("1"))!.Value.Name);
        Assert.Equal("there", (await Get("1", "q"))!.Value.Name);
        Assert.Null(await Get("1", "r"));
    }

    [Fact]
    public async Task Organizations_see_nothing_of_each_other()
    {
        var other = new OrganizationId(Guid.NewGuid());
        await Write(new Sample("1") { Email = "a@example.org", Tags = ["red"] });
        var theirs = new Commit(other, Partition)
        {
            Changes = [New(new Sample("1") { Email = "a@example.org", Name = "theirs" })],
        };

        Assert.IsType<CommitResult.Done>(await Commit(theirs));

        Assert.Null((await Get("1"))!.Value.Name);
        foreach (var filter in new[] { Filter.All, Filter.Has("tags", "red") })
            Assert.Null(Assert.Single((await Query(new Query { Filter = filter })).Items).Value.Name);
        var query = new Query { Filter = Filter.Has("tags", "red"), Count = true };
        var page = await Engine.Store.Query(SampleDocuments.Sample, other, query, Cancel);
        Assert.Equal(0, page.Total);
    }

    [Fact]
    public async Task Numbers_go_on_without_a_gap_after_a_stop_in_good_order()
    {
        for (var next = 1; next <= 200; next++)
        {
            Assert.Equal(next, await NextId("ticket"));
            if (next is 1 or 2 or 64 or 65 or 130)
                await Engine.Restart();
        }
    }

    [Fact]
    public async Task Numbers_are_never_given_twice()
    {
        var numbers = new List<long>();
        for (var life = 0; life < 3; life++)
        {
            numbers.AddRange(await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => NextId("ticket"))));
            await (life == 0 ? Engine.Restart() : Engine.Crash());
        }

        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.True(number > 0));
        Assert.True(await NextId("another") < numbers.Max(), "Counters of other names count for themselves.");
    }

    [Fact]
    public async Task A_watcher_hears_of_changes_and_deletions_before_the_commit_is_answered()
    {
        var told = new System.Collections.Concurrent.ConcurrentQueue<ChangedDocument>();
        using (Engine.Store.Watch(SampleDocuments.Sample, told.Enqueue))
        {
            await Commit(New(new Sample("1")), New(new Sample("2")));
            Assert.Equal([Changed("1"), Changed("2")], told.Distinct().OrderBy(one => one.Id));
            told.Clear();
            await Commit(Delete("1", Expected.Anything), Put(new Sample("2")));
            Assert.Equal([Changed("1"), Changed("2")], told.Distinct().OrderBy(one => one.Id));
            told.Clear();
            Assert.IsType<CommitResult.Exists>(await Commit(New(new Sample("2"))));
            Assert.Empty(told);
        }
        await Commit(New(new Sample("3")));
        Assert.DoesNotContain(Changed("3"), told);
    }

    private ChangedDocument Changed(string id) => new(Organization, Partition, id);

    private Task<long> NextId(string counter) => Engine.Store.NextId(Organization, counter, Cancel).AsTask();

    private static Delete Delete(string id, Expected expected) => new(SampleDocuments.Sample, id, expected);

    private static DocumentVersion Done(CommitResult result) =>
        Assert.Single(Assert.IsType<CommitResult.Done>(result).Versions);
}
