using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>What every store knows of the bytes that organizations have stored.</summary>
public abstract class UsageConformance(Func<Task<IEngine>> start) : Conformance(start)
{
    private static readonly Config Some = Config.QuickThrowOnFailure.WithMaxTest(25);

    /// <summary>Few ids, so that changes meet; of each commit's events only how many there are.</summary>
    private static readonly Gen<Step[]> Steps = (
        from changes in (
            from id in Gen.Choose(0, 3)
            from what in Gen.Choose(0, 4)
            from padding in Gen.Choose(0, 3_000)
            select (id, what, padding)
        ).ArrayOf(3)
        from events in Gen.Choose(0, 2)
        select new Step([.. changes.DistinctBy(static change => change.id)], events)
    ).ArrayOf(10);

    [Fact]
    public async Task Bodies_of_documents_and_events_count_until_they_are_gone()
    {
        Assert.Equal(0, await Bytes());
        await Commit(New(new Sample("1") { Padding = new string('x', 1_000) }));
        Assert.Equal("""{"Id":"1","Tags":[],"Aliases":[],"Parts":[],"Padding":""}""".Length + 1_000, await Bytes());
        var one = await Bytes();

        await Commit(Put(new Sample("1") { Padding = new string('x', 3_000) }));
        Assert.Equal(one + 2_000, await Bytes());
        await Commit(Put(new Sample("1")));
        Assert.Equal(one - 1_000 - ",\"Padding\":\"\"".Length, await Bytes());
        Assert.IsType<CommitResult.Exists>(await Commit(New(new Sample("1") { Padding = new string('x', 9_000) })));
        await Commit(new Delete(SampleDocuments.Sample, "1", Expected.Anything));
        Assert.Equal(0, await Bytes());

        await Commit(Of() with { Events = [Happening()] });
        Assert.InRange(await Bytes(), 100, 1_000);
        Assert.Equal(0, await Engine.Store.BytesOf(new(Guid.NewGuid()), Cancel));
    }

    [Fact]
    public void Whatever_is_committed_the_tally_is_what_a_count_finds() =>
        Check.One(Some, Prop.ForAll(Steps.ToArbitrary(), steps => Agree(steps).GetAwaiter().GetResult()));

    [Fact]
    public async Task It_holds_across_a_stop_in_good_order()
    {
        await Write(new Sample("1") { Padding = new string('x', 1_000) });
        await Commit(Of() with { Events = [Happening()] });
        var before = await Bytes();

        await Engine.Restart();

        Assert.Equal(before, await Bytes());
        await Commit(new Delete(SampleDocuments.Sample, "1", Expected.Anything));
        Assert.Equal(await Engine.CountBytes(Organization), await Bytes());
    }

    private async Task Agree(Step[] steps)
    {
        var organization = new OrganizationId(Guid.NewGuid());
        var versions = new Dictionary<string, DocumentVersion>();
        foreach (var step in steps)
        {
            var commit = new Commit(organization, Partition)
            {
                Changes = [.. step.Changes.Select(one => Change(one, versions))],
                Events = [.. Enumerable.Range(0, step.Events).Select(_ => Happening(organization))],
            };
            if (await Commit(commit) is CommitResult.Done done)
                foreach (var (change, version) in commit.Changes.Zip(done.Versions))
                    versions[change.Id] = version;
        }
        Assert.Equal(await Engine.CountBytes(organization), await Engine.Store.BytesOf(organization, Cancel));
    }

    private static Change Change((int Id, int What, int Padding) one, Dictionary<string, DocumentVersion> versions)
    {
        var sample = new Sample($"{one.Id}") { Padding = new string('x', one.Padding), Serial = $"{one.Padding % 5}" };
        var known = Expected.At(versions.GetValueOrDefault(sample.Id, new("0")));
        return one.What switch
        {
            0 => New(sample),
            1 => Put(sample, known),
            2 => new Delete(SampleDocuments.Sample, sample.Id, known),
            3 => new Delete(SampleDocuments.Sample, sample.Id, Expected.Anything),
            _ => Put(sample),
        };
    }

    private ValueTask<long> Bytes() => Engine.Store.BytesOf(Organization, Cancel);

    private sealed record Step((int Id, int What, int Padding)[] Changes, int Events);
}
